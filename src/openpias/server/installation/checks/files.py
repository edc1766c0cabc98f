"""Are the keys and the heads file there, and are they good ones?"""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from openpias.server.cards.operations.authority import authority
from openpias.server.config.env import Profile, SettingError
from openpias.server.installation.checks.problems import Check, Place, Problem, error, warning
from openpias.server.platform.accounts.leaked_passwords import ListUnreadableError
from openpias.server.platform.accounts.leaked_passwords import check as check_list
from openpias.server.platform.audit.head_keys import HeadKeyError, public_keys
from openpias.server.platform.audit.heads import HeadsFile
from openpias.server.registry.operations.slip_keys import keys


def debug(_place: Place) -> Iterator[Problem]:
    """Find Django's debug mode, whose pages show data and settings."""
    if settings.DEBUG:
        yield error(
            "debug",
            what="DEBUG is on: a fault shows settings and personal data to whoever caused it.",
            do="Use openpias.server.config.settings as it is, which turns it off.",
        )


def slip_keys(_place: Place) -> Iterator[Problem]:
    """Find missing or unreadable keys of slips."""
    if settings.PROFILE is not Profile.PRODUCTION and not settings.SLIP_KEYS_DIR.exists():
        return  # A demonstration makes them at the first slip.
    try:
        keys()
    except (SettingError, OSError, ValueError) as reason:
        yield error(
            "slip-keys",
            what=f"Slips cannot be signed. {reason}",
            do="Make the keys as docs/operations/keys.md says, or take them from their backup.",
        )


def card_authority(_place: Place) -> Iterator[Problem]:
    """Find a missing or unreadable authority of cards."""
    if settings.PROFILE is not Profile.PRODUCTION and not settings.CARD_AUTHORITY_DIR.exists():
        return  # A demonstration makes it with the first card.
    try:
        authority()
    except SettingError as reason:
        yield error(
            "card-authority",
            what=f"Certificates of cards cannot be signed. {reason}",
            do="Make key and certificate as docs/operations/keys.md says, or take their backup.",
        )


def leaked_passwords(_place: Place) -> Iterator[Problem]:
    """Find a list of leaked passwords that is none: nobody could choose a password."""
    file = settings.LEAKED_PASSWORDS
    if file is None:
        return
    try:
        check_list(file)
    except ListUnreadableError:
        yield error(
            "leaked-passwords",
            what=f"{file} is no list of SHA-1 digests in order: no password can be changed.",
            do="Make it as docs/security/rules.md says, readable by the service.",
        )


def head_key(_place: Place) -> Iterator[Problem]:
    """Find a missing key of the heads."""
    file = settings.SECRETS_DIR / "audit_head_key.pem"
    if settings.PROFILE is not Profile.PRODUCTION and not file.exists():
        return  # A demonstration makes it when the background process starts.
    try:
        public_keys()
    except HeadKeyError as reason:
        yield error(
            "head-key",
            what=f"The audit trail cannot be anchored. {reason}",
            do="openssl genpkey -algorithm ed25519 -out audit_head_key.pem, see keys.md.",
        )


def heads_file(place: Place) -> Iterator[Problem]:
    """Find a heads file that cannot be appended to, lies beside the rest, or is of the future."""
    file: Path = settings.AUDIT_HEADS_FILE
    target = file if file.exists() else next(each for each in file.parents if each.exists())
    if not os.access(target, os.W_OK):
        yield error(
            "heads-file",
            what=f"{target} cannot be written: sealed entries get no signed head.",
            do="Give it to the account of the background process, or set OPENPIAS_AUDIT_HEADS.",
        )
    if place.is_production and file.is_relative_to(settings.HOME):
        yield warning(
            "heads-beside",
            what="The heads file lies in OPENPIAS_HOME, where one thief finds it with the rest.",
            do="Let OPENPIAS_AUDIT_HEADS point to another machine's disk.",
        )
    last = HeadsFile(file).last() if os.access(target, os.R_OK) else None
    if last is not None and last.at > place.now.isoformat():
        yield error(
            "clock-behind",
            what=f"The last head is of {last.at}, which this machine's clock calls the future.",
            do="Set the clock and keep it by NTP, for example with chrony.",
        )


CHECKS: tuple[Check, ...] = (
    debug,
    slip_keys,
    card_authority,
    leaked_passwords,
    head_key,
    heads_file,
)
