"""Which settings does the server run with? All are documented in docs/operations/settings.md."""

from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
from psycopg.conninfo import conninfo_to_dict

from openpias.pages import STATIC_ROOT as STATIC_FILES
from openpias.server.cards.domain.rights import parse_withheld
from openpias.server.config import env, helpdesk_mail, mail_server

# Lets models and querysets name their types at run time.
django_stubs_ext.monkeypatch()

PROFILE = env.profile()
HOME = Path(env.text("OPENPIAS_HOME", ".openpias")).absolute()
SECRETS_DIR = Path(env.text("OPENPIAS_SECRETS_DIR", str(HOME / "secrets")))

SECRET_KEY = env.secret("secret_key", directory=SECRETS_DIR)
AUDIT_KEY = env.secret("audit_key", directory=SECRETS_DIR).encode()
ANSWER_KEY = env.secret("answer_key", directory=SECRETS_DIR).encode()
CARD_MASTER_KEY = env.secret("card_master_key", directory=SECRETS_DIR).encode()
HELPDESK_KEY = env.secret("helpdesk_key", directory=SECRETS_DIR).encode()
CARD_AUTHORITY_DIR = Path(env.text("OPENPIAS_CARD_AUTHORITY_DIR", str(SECRETS_DIR / "cards")))
SLIP_KEYS_DIR = Path(env.text("OPENPIAS_SLIP_KEYS_DIR", str(SECRETS_DIR / "slips")))
PUBLISHED_DIR = Path(env.text("OPENPIAS_PUBLISHED_DIR", str(HOME / "published")))
AUDIT_HEADS_FILE = Path(env.text("OPENPIAS_AUDIT_HEADS", str(HOME / "audit" / "heads.jsonl")))

DEBUG = False
ALLOWED_HOSTS = env.text("OPENPIAS_HOSTS", "localhost 127.0.0.1 [::1]").split()
PUBLIC_URL = env.text("OPENPIAS_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
SECURE = PUBLIC_URL.startswith("https://")
if PROFILE is env.Profile.PRODUCTION and not SECURE:
    raise env.SettingError("In production OPENPIAS_PUBLIC_URL must begin with https://.")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "openpias.server.platform.accounts",
    "openpias.server.platform.audit",
    "openpias.server.platform.outbox",
    "openpias.server.platform.mail",
    "openpias.server.platform.outages",
    "openpias.server.platform.working_days",
    "openpias.server.platform.status",
    "openpias.server.platform.http",
    "openpias.server.platform.soap",
    "openpias.server.registry",
    "openpias.server.providers",
    "openpias.server.certificates",
    "openpias.server.cards",
    "openpias.server.reporting",
    "openpias.server.helpdesk",
]

# What a JSON call needs, and no more: each layer costs on the path that issues numbers.
API_MIDDLEWARE = ["openpias.server.platform.http.middleware.AccessMiddleware"]
MIDDLEWARE = [
    "openpias.server.platform.http.middleware.AccessMiddleware",
    "openpias.server.platform.http.middleware.PageHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "openpias.server.platform.status.middleware.StatusDoorMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "openpias.server.platform.http.csrf.SameOriginCsrfMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "openpias.server.platform.accounts.middleware.ActorMiddleware",
]

ROOT_URLCONF = "openpias.server.config.urls"
WSGI_APPLICATION = "openpias.server.config.wsgi.application"
APPEND_SLASH = False

_conninfo = conninfo_to_dict(env.text("DATABASE_URL"))
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _conninfo.pop("dbname", "openpias"),
        "USER": _conninfo.pop("user", ""),
        "PASSWORD": _conninfo.pop("password", ""),
        "HOST": _conninfo.pop("host", ""),
        "PORT": _conninfo.pop("port", ""),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            **_conninfo,
            "application_name": "openpias",
            "connect_timeout": env.integer("OPENPIAS_DATABASE_CONNECT_TIMEOUT", 3),
            # Only the raw statements of the hot path are prepared; 0 turns it off for a pooler.
            "prepare_threshold": 5 if env.flag("OPENPIAS_PREPARE", default=True) else None,
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
# Argon2id at OWASP's minimum (m=19 MiB, t=2, p=1); the hasher class says it.
PASSWORD_HASHERS = ["openpias.server.platform.accounts.hashers.Argon2Minimum"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "openpias.server.platform.accounts.passwords.CommonPassword"},
    {"NAME": "openpias.server.platform.accounts.passwords.GuessableWords"},
    {"NAME": "openpias.server.platform.accounts.passwords.LeakedPassword"},
]
# Digests of leaked passwords, in order, one a line; without it no list is asked.
_leaked = env.text("OPENPIAS_LEAKED_PASSWORDS", "")
LEAKED_PASSWORDS = Path(_leaked) if _leaked else None
# After so many days a first password that was not used opens nothing.
FIRST_PASSWORD_DAYS = env.integer("OPENPIAS_FIRST_PASSWORD_DAYS", 7)
LOGIN_URL = "accounts:login"
# A verified password is remembered for so long, under a keyed digest in memory.
CREDENTIAL_SECONDS = env.integer("OPENPIAS_CREDENTIAL_SECONDS", 300)

# Where a certificate is asked for beside the password; production always asks.
SECOND_FACTOR = PROFILE is env.Profile.PRODUCTION or env.flag(
    "OPENPIAS_SECOND_FACTOR", default=False
)
# What nginx and we alone know: only a certificate that comes with it was shown in TLS.
DOOR_KEY = env.secret("door_key", directory=SECRETS_DIR).encode("ascii") if SECOND_FACTOR else b""
# The port that asks for certificates; cookies are shared by its host and that of the portal.
LOGIN_ORIGIN = env.text("OPENPIAS_LOGIN_URL", "" if SECOND_FACTOR else PUBLIC_URL).rstrip("/")
if SECOND_FACTOR and not LOGIN_ORIGIN.startswith("https://"):
    raise env.SettingError("OPENPIAS_LOGIN_URL must begin with https://, as https://host:8443.")
TRUST_DIR = Path(env.text("OPENPIAS_TRUST_DIR", str(HOME / "trust")))
# How long a program's token serves, and how long a grave act stands on one show of the certificate.
TOKEN_SECONDS = env.integer("OPENPIAS_TOKEN_SECONDS", 1800)
CONFIRMED_SECONDS = env.integer("OPENPIAS_CONFIRMED_SECONDS", 300)

SESSION_ENGINE = "openpias.server.platform.accounts.sessions"
SESSION_COOKIE_AGE = env.integer("OPENPIAS_SESSION_IDLE_SECONDS", 900)
# However busy it is, a session ends after a working day.
SESSION_LONGEST_SECONDS = env.integer("OPENPIAS_SESSION_LONGEST_SECONDS", 43_200)
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-openpias" if SECURE else "openpias"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-openpias-csrf" if SECURE else "openpias-csrf"
CSRF_FAILURE_VIEW = "openpias.server.platform.http.errors.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
UPLOAD_MAX_BYTES = 10 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    # A larger file waits on disk, where the view takes one: `takes_file`.
    "openpias.server.platform.http.uploads.DeclaredFileHandler",
]

LANGUAGE_CODE = "ro"
LANGUAGES = [("ro", "Română"), ("uk", "Українська"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "__Host-openpias-language" if SECURE else "openpias-language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SECURE
LOCALE_PATHS = [Path(__file__).parents[2] / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Bucharest"

STATIC_URL = "/static/"
STATIC_ROOT = STATIC_FILES
# Every built file carries a digest in its name, so browsers may keep it for ever.
WHITENOISE_IMMUTABLE_FILE_TEST = r"\.[0-9a-f]{12}\.[a-z0-9]+$"
# Pages at the door take fonts and modules from the portal's port; the files are no secret.
WHITENOISE_ALLOW_ALL_ORIGINS = True

LOOKUPS_PER_HOUR_ACCOUNT = env.integer("OPENPIAS_LOOKUPS_PER_HOUR_ACCOUNT", 120)
LOOKUPS_PER_HOUR_PROVIDER = env.integer("OPENPIAS_LOOKUPS_PER_HOUR_PROVIDER", 600)
# How often a user may ask whether somebody is insured, and how often in vain is a look-up as above.
INSURED_CHECKS_PER_HOUR = env.integer("OPENPIAS_INSURED_CHECKS_PER_HOUR", 2_000)
# Of how many reported numbers the register tells a provider in an hour that something is wrong.
REPORTED_NUMBERS_PER_HOUR = env.integer("OPENPIAS_REPORTED_NUMBERS_PER_HOUR", 600)
# Whether the check of insured persons answers for displaced persons too.
DISPLACED_INSURED = env.flag("OPENPIAS_DISPLACED_INSURED", default=True)
# How large a call of the official interface may be: a report's text, and what stands around it.
SOAP_BYTES = env.integer("OPENPIAS_SOAP_BYTES", 100 * 1024 * 1024)
# The manual asks for an entry date "later than 24.02.2022"; 1 also admits that day itself.
ENTRY_DATE_INCLUSIVE = env.flag("OPENPIAS_ENTRY_DATE_INCLUSIVE", default=False)

# Rights that this installation withholds from a profile, as `pharmacist:activate`; none by default.
try:
    CARD_RIGHTS_WITHHELD = parse_withheld(env.text("OPENPIAS_CARD_RIGHTS_WITHHELD", ""))
except ValueError:
    raise env.SettingError(
        "OPENPIAS_CARD_RIGHTS_WITHHELD names profile:right pairs, as pharmacist:activate."
    ) from None

# What a report may take: the text as it comes, and the signed file inside its archive, in octets.
REPORT_TEXT_BYTES = env.integer("OPENPIAS_REPORT_TEXT_BYTES", 96 * 1024 * 1024)
REPORT_UNPACKED_BYTES = env.integer("OPENPIAS_REPORT_UNPACKED_BYTES", 256 * 1024 * 1024)
# As of when the certificate of a report is judged: `signing`, as its signer claims, or `receipt`.
SIGNATURES_CHECKED_AT = env.text("OPENPIAS_SIGNATURES_CHECKED_AT", "signing")
if SIGNATURES_CHECKED_AT not in {"signing", "receipt"}:
    raise env.SettingError("OPENPIAS_SIGNATURES_CHECKED_AT must be signing or receipt.")
# How long before receipt a report may have been signed, and how far a signer's clock may be ahead.
SIGNED_WITHIN_DAYS = env.integer("OPENPIAS_SIGNED_WITHIN_DAYS", 31)
SIGNING_AHEAD_SECONDS = env.integer("OPENPIAS_SIGNING_AHEAD_SECONDS", 300)
# How often a report may break its worker before somebody has to look.
REPORT_ATTEMPTS = env.integer("OPENPIAS_REPORT_ATTEMPTS", 3)
# How this installation reads the rules of reporting, as `sent-late=error service-tariff=off`.
REPORTING_RULES = env.text("OPENPIAS_REPORTING_RULES", "")
# How long the address of a catalogue, a provider's file or a feedback file serves.
DOWNLOAD_SECONDS = env.integer("OPENPIAS_DOWNLOAD_SECONDS", 900)

# Outside production letters become files; a production server without an address keeps them waiting.
MAIL_SERVER = mail_server.parse(
    env.text("OPENPIAS_MAIL_URL", "" if PROFILE is env.Profile.PRODUCTION else "file:")
)
MAIL_FROM = env.text(
    "OPENPIAS_MAIL_FROM", f"e-PIAS <nu-raspundeti@{urlsplit(PUBLIC_URL).hostname}>"
)
MAIL_DIR = HOME / "mail"

# The real ones are suport.siui@casan.ro and its sisters; an installation says its own.
_HOST = urlsplit(PUBLIC_URL).hostname
HELPDESK_ADDRESSES = helpdesk_mail.parse_addresses(
    env.text(
        "OPENPIAS_HELPDESK_ADDRESSES",
        " ".join(f"{each}=suport.{each}@{_HOST}" for each in ("siui", "ceas", "sipe")),
    )
)
HELPDESK_IMAP = helpdesk_mail.parse_imap(env.text("OPENPIAS_HELPDESK_IMAP", ""))
HELPDESK_PULL_SECONDS = env.integer("OPENPIAS_HELPDESK_PULL_SECONDS", 30)
# Ports of the ways in on loopback; 0 takes a free one, and mail-in.json in the home says which.
HELPDESK_SMTP_PORT = env.integer("OPENPIAS_HELPDESK_SMTP_PORT", 0)
HELPDESK_LMTP_PORT = env.integer("OPENPIAS_HELPDESK_LMTP_PORT", 0)
HELPDESK_CALLS_DIR = Path(env.text("OPENPIAS_HELPDESK_CALLS_DIR", str(HOME / "voice" / "spool")))
HELPDESK_MAIL_BYTES = env.integer("OPENPIAS_HELPDESK_MAIL_BYTES", 25 * 1024 * 1024)
HELPDESK_STAFF_DOMAINS = env.text("OPENPIAS_HELPDESK_STAFF_DOMAINS", "casan.ro cnas.ro").split()
# An address that got so many automatic answers within the hour gets no more: two robots talk.
HELPDESK_ANSWERS_PER_HOUR = env.integer("OPENPIAS_HELPDESK_ANSWERS_PER_HOUR", 10)
# Where clamd listens, `/run/clamav/clamd.ctl` or host:port; empty asks no scanner.
HELPDESK_CLAMD = env.text("OPENPIAS_HELPDESK_CLAMD", "")
# Under which name our own mail server writes its Authentication-Results; others are not believed.
HELPDESK_AUTHSERV_ID = env.text("OPENPIAS_HELPDESK_AUTHSERV_ID", "")

LOGGING_CONFIG = "openpias.server.platform.http.logs.configure"
LOGGING = {"level": env.text("OPENPIAS_LOG_LEVEL", "INFO")}
