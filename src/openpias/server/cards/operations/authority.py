"""Who signs the certificates of cards, and with which key?

`authority.pem` (private key) and `authority.crt` in a folder outside the database. The demo and test
profiles make their own; production must bring them.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from openpias.core.pki import demo_certificates, demo_files
from openpias.core.pki.demo_certificates import Party, Terms
from openpias.server.config.env import Profile, SettingError

_KEY, _CERTIFICATE = "authority.pem", "authority.crt"
_USAGES = ("key_cert_sign", "crl_sign")


def authority() -> Party:
    """Return the authority; raises SettingError where production has none, or the pair is none."""
    folder: Path = settings.CARD_AUTHORITY_DIR
    key, certificate = folder / _KEY, folder / _CERTIFICATE
    if not key.exists() or not certificate.exists():
        if settings.PROFILE is Profile.PRODUCTION:
            raise SettingError(
                f"Put the card authority {key} and {certificate} there; see docs/operations/keys.md."
            )
        _make(folder)
    try:
        return demo_files.party(certificate.read_bytes(), key_pem=key.read_bytes())
    except (ValueError, OSError):
        raise SettingError(f"{key} and {certificate} are no pair that can be read.") from None


def _make(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    since = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    made = demo_certificates.write_authority(
        ec.generate_private_key(ec.SECP256R1()),
        name="Card Authority",
        terms=Terms(since=since, days=3650, usages=_USAGES),
        issuer=None,
    )
    # The certificate last: whoever finds it finds its key.
    for name, content in (
        (_KEY, demo_files.key_pem(made)),
        (_CERTIFICATE, demo_files.certificates_pem(made.certificate)),
    ):
        draft = folder / f"{name}.{os.getpid()}.tmp"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as output:
            output.write(content)
        draft.replace(folder / name)
