"""Is what stands around the server right: variables, files, disk, language?"""

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import openpias
from openpias.server.config import env
from openpias.server.installation.checks.problems import Check, Place, Problem, error, warning
from openpias.server.local.environment import SECRETS

_LITTLE = 512 * 2**20
_SOME = 5 * 2**30
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def profile(place: Place) -> Iterator[Problem]:
    """Name a profile that is none, and one that is not for real persons."""
    said = place.environ.get("OPENPIAS_PROFILE", "production")
    if said not in set(env.Profile):
        yield error(
            "profile-unknown",
            what="OPENPIAS_PROFILE is neither demo, test nor production.",
            do="Set OPENPIAS_PROFILE=production, or leave it out.",
        )
    elif said != env.Profile.PRODUCTION:
        yield warning(
            "profile-not-production",
            what=f"The profile is {said}: demonstration keys and accounts, no certificates.",
            do="Register no real persons here; set OPENPIAS_PROFILE=production for them.",
        )


def demo_home(place: Place) -> Iterator[Problem]:
    """Find the keys and accounts of a demonstration below a production server."""
    if place.is_production and (place.home / "demo.json").exists():
        yield error(
            "demo-home",
            what=f"{place.home} was made by a demonstration: its keys and passwords are not yours.",
            do="Let OPENPIAS_HOME point at a new folder, with keys as in docs/operations/keys.md.",
        )


def secrets(place: Place) -> Iterator[Problem]:
    """Name secrets that are missing, short, guessable or used twice."""
    seen: dict[str, str] = {}
    for name in SECRETS:
        if name == "door_key" and not _asks_for_certificates(place):
            continue
        value = place.environ.get(f"OPENPIAS_{name.upper()}") or _read(place.secrets / name)
        if not value:
            yield _about_secret(name, "is missing", place)
        elif len(value) < env.MINIMUM_SECRET_LENGTH:
            yield _about_secret(name, f"is shorter than {env.MINIMUM_SECRET_LENGTH}", place)
        elif env.is_guessable(value):
            yield _about_secret(name, "is a default or can be guessed", place)
        elif value in seen:
            yield _about_secret(name, f"is the same as {seen[value]}", place)
        seen[value] = name


def _asks_for_certificates(place: Place) -> bool:
    return place.is_production or place.environ.get("OPENPIAS_SECOND_FACTOR", "0") in {"1", "true"}


def _about_secret(name: str, says: str, place: Place) -> Problem:
    return error(
        "secret",
        what=f"The secret {name} {says}.",
        do=f"umask 077; openssl rand -hex 32 > {place.secrets / name}",
    )


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def permissions(place: Place) -> Iterator[Problem]:
    """Name secret files that others may read, or that we may not."""
    if not place.secrets.is_dir():
        return
    for path in [place.secrets, *sorted(place.secrets.rglob("*"))]:
        if not os.access(path, os.R_OK):
            yield error(
                "secret-unreadable",
                what=f"{path} cannot be read by the account that runs this.",
                do="Run the check as that account, and give it the file: chown openpias FILE.",
            )
        elif path.stat().st_mode & _OTHERS:
            mode = "0700" if path.is_dir() else "0600"
            yield error(
                "secret-open",
                what=f"{path} is open to other accounts of this machine.",
                do=f"chmod {mode} {path}; replace what is in it if others have accounts here.",
            )


def address(place: Place) -> Iterator[Problem]:
    """Ask for https in production, and for a host name that the server answers to."""
    public = urlsplit(place.environ.get("OPENPIAS_PUBLIC_URL", "http://127.0.0.1:8000"))
    hosts = place.environ.get("OPENPIAS_HOSTS", "localhost 127.0.0.1 [::1]").split()
    if place.is_production and public.scheme != "https":
        yield error(
            "address-without-tls",
            what="OPENPIAS_PUBLIC_URL does not begin with https://.",
            do="Put nginx with TLS in front (deploy/nginx.conf) and set the https address.",
        )
    if place.is_production and "*" in hosts:
        yield error(
            "hosts-open",
            what="OPENPIAS_HOSTS lets every host name in.",
            do=f"Set OPENPIAS_HOSTS={public.hostname or 'the host of the portal'}.",
        )
    elif public.hostname and not {"*", public.hostname, f"[{public.hostname}]"} & set(hosts):
        yield error(
            "hosts-without-address",
            what="OPENPIAS_HOSTS lacks the host of OPENPIAS_PUBLIC_URL: every page answers 400.",
            do=f"Add {public.hostname} to OPENPIAS_HOSTS.",
        )


def disk(place: Place) -> Iterator[Problem]:
    """Warn before a disk is full."""
    heads = Path(place.environ.get("OPENPIAS_AUDIT_HEADS") or place.home / "audit" / "heads.jsonl")
    for folder in dict.fromkeys(_existing(each) for each in (place.home, heads.parent)):
        free = shutil.disk_usage(folder).free
        if free < _SOME:
            say = error if free < _LITTLE else warning
            yield say(
                "disk",
                what=f"{free // 2**20} MiB are free on the disk of {folder}.",
                do="Make room or enlarge it: a full disk refuses registrations.",
            )


def _existing(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if each.exists())


def language(_place: Place) -> Iterator[Problem]:
    """Ask for UTF-8, the legal time zone and the translations."""
    if sys.getfilesystemencoding().lower() != "utf-8":
        yield error(
            "encoding",
            what="This process does not use UTF-8: names with ș and ї would break in files.",
            do="Set LC_ALL=C.UTF-8 or PYTHONUTF8=1 in the service's environment.",
        )
    try:
        ZoneInfo("Europe/Bucharest")
    except ZoneInfoNotFoundError:
        yield error(
            "time-zone",
            what="The time zone Europe/Bucharest is unknown: legal days cannot be told.",
            do="Install the package tzdata.",
        )
    for code in ("uk", "en"):
        catalogue = Path(openpias.__file__).parent / "locale" / code / "LC_MESSAGES" / "django.mo"
        if not catalogue.exists():
            yield warning(
                "translation",
                what=f"The texts in {code} are missing: pages are in Romanian only.",
                do="Install the package again.",
            )


CHECKS: tuple[Check, ...] = (
    profile,
    demo_home,
    secrets,
    permissions,
    address,
    disk,
    language,
)
