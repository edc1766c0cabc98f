"""`openpias verify FILE`: is this slip true? Offline, without a database."""

import re
import sys
from datetime import UTC, datetime
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from openpias.core.slips.payload import SlipPayload
    from openpias.core.slips.signing import KeyRing, PublicKey, Refusal
    from openpias.core.slips.status_list import StatusList

FILES = click.Path(exists=True, dir_okay=False, path_type=Path)
_CODE = re.compile(r"10[0-9\s]+")
_NUMBER_KINDS = {
    "temporary": "temporary number",
    "permit-cnp": "CNP of the residence permit",
    "house": "number given by an insurance house",
    "official": "number given by the official e-PIAS",
}
_REFUSALS = {
    "not-a-slip": "This is not the code of a slip.",
    "damaged": "The code is damaged: scan the slip again.",
    "newer-format": "The code is of a newer format: this program needs an update.",
    "unknown-key": "REFUSED: signed with an unknown key. Fetch the published keys again.",
    "bad-signature": "REFUSED: the signature is wrong. The code was changed or forged.",
    "wrong-key-use": "REFUSED: a practice key and a real slip do not go together.",
}
_FILE_REFUSALS = {
    "file-too-large": "The file is too large.",
    "file-not-a-picture": "The file is no picture, PDF or text of digits.",
    "file-without-code": "No code was found on the picture.",
}


class Ending(IntEnum):
    """What the command ends with; more is worse."""

    VALID = 0
    REFUSED = 1
    UNREADABLE = 2


@click.command()
@click.argument("file", type=FILES)
@click.option("--keys", "keys_file", type=FILES, help="Published keys (keys.json).")
@click.option("--status-list", "list_file", type=FILES, help="Signed list of slips not true now.")
def verify(file: Path, keys_file: Path | None, list_file: Path | None) -> None:
    """Say what the slip in FILE says: a picture, a PDF, or a text file of digits.

    Ends with 0 when every slip found is valid, 1 when one is refused, withdrawn, superseded or for
    practice only, 2 when nothing could be read. Without --keys the keys of OPENPIAS_HOME are used.
    """
    ring = _ring(keys_file)
    statuses = _statuses(list_file, ring)
    codes = _codes(file)
    ending = max(_report(code, ring=ring, statuses=statuses) for code in codes)
    _say_age(statuses, now=datetime.now(UTC))
    sys.exit(ending)


def _stop(message: str) -> None:
    click.echo(message, err=True)
    sys.exit(Ending.UNREADABLE)


def _ring(file: Path | None) -> "KeyRing":
    from openpias.core.slips.signing import KeyRing
    from openpias.server.local.environment import home_folder

    try:
        if file is not None:
            return KeyRing.from_published(file.read_text(encoding="utf-8"))
        found = _home_keys(home_folder() / "secrets" / "slips")
    except (ValueError, OSError, RecursionError):
        _stop(f"The keys in {file or home_folder()} cannot be read.")
        raise
    if not found:
        _stop("No keys here. Fetch /api/v1/slips/keys.json and name it: --keys keys.json")
    return KeyRing(found)


def _home_keys(folder: Path) -> "list[PublicKey]":
    """Return the keys of a home on this machine, without its settings or database."""
    from openpias.core.slips import signing

    found = []
    for name, practice in (("active", False), ("practice", True)):
        file = folder / f"{name}.pem"
        if file.exists():
            key = signing.load_private(file.read_bytes(), practice=practice)
            found.append(signing.public_of(key))
    retired = sorted((folder / "retired").glob("*.pem"))
    return found + [signing.load_public(file.read_bytes(), retired=True) for file in retired]


def _statuses(file: Path | None, ring: "KeyRing") -> "StatusList | None":
    from openpias.core.slips import status_list
    from openpias.core.slips.signing import Refusal

    if file is None:
        return None
    found = status_list.verify(file.read_bytes(), ring)
    if isinstance(found, Refusal):
        _stop(f"The status list {file} is not ours ({found}).")
        return None
    return found


def _codes(file: Path) -> list[str]:
    """Return the codes in a file; a text file holds one."""
    from openpias.core.slips.reading import MOST_BYTES, ReadRefusal, read_codes

    with file.open("rb") as source:
        content = source.read(MOST_BYTES + 1)
    text = content.decode("ascii", errors="replace").strip()
    if _CODE.fullmatch(text):
        return [text]
    found = read_codes(content)
    if isinstance(found, ReadRefusal):
        _stop(_FILE_REFUSALS[found])
        return []
    return found


def _report(code: str, *, ring: "KeyRing", statuses: "StatusList | None") -> Ending:
    from openpias.core.slips import signing

    answer = signing.verify(code, ring)
    if isinstance(answer, signing.Refusal):
        return _refused(answer)
    return _told(answer.payload, statuses=statuses)


def _refused(refusal: "Refusal") -> Ending:
    click.echo(_REFUSALS[refusal])
    unreadable = {"not-a-slip", "damaged", "newer-format"}
    return Ending.UNREADABLE if refusal in unreadable else Ending.REFUSED


def _told(slip: "SlipPayload", *, statuses: "StatusList | None") -> Ending:
    state = statuses.state_of(slip.slip_id).value if statuses else "current"
    good = state == "current" and not slip.practice
    if slip.practice:
        click.echo("PRACTICE: the signature is right, but the number is for exercise only.")
    elif good:
        click.echo("VALID: signed by this register.")
    else:
        click.echo(f"{state.upper()}: signed by this register, and no longer true.")
    for label, value in _lines(slip):
        if value:
            click.echo(f"{label}: {value}")
    return Ending.VALID if good else Ending.REFUSED


def _lines(slip: "SlipPayload") -> list[tuple[str, str]]:
    length = {"day": 10, "month": 7, "year": 4}[slip.birth_precision]
    document = f"{slip.document.type} {slip.document.number}" if slip.document else ""
    return [
        ("Number", slip.number),
        ("Kind of number", _NUMBER_KINDS[slip.number_kind]),
        ("Surname", slip.surname),
        ("Given name", slip.given_name),
        ("Birth date", slip.birth_date.isoformat()[:length]),
        ("Sex", slip.sex),
        ("Citizenship", slip.citizenship),
        ("Category", slip.category),
        ("Entry date", slip.entry_date.isoformat() if slip.entry_date else ""),
        ("Document", document),
        ("Version of the slip", str(slip.version)),
        ("Slip id", slip.slip_id.hex()),
    ]


def _say_age(statuses: "StatusList | None", *, now: datetime) -> None:
    if statuses is None:
        click.echo("Not checked: whether the slip was withdrawn or superseded (--status-list).")
        return
    click.echo(f"Status list of {statuses.issued_at:%Y-%m-%d %H:%M} UTC.")
    if not statuses.is_fresh(now):
        click.echo("The status list is old: fetch it again.")
