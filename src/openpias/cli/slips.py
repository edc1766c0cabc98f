"""`openpias slips …`: which keys sign slips, what do readers fetch, which slips come in again?"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from openpias.server.platform.accounts.actors import Actor


@click.group()
def slips() -> None:
    """Look after the keys of slips, and publish what readers need."""


@slips.command()
def rotate() -> None:
    """Retire the signing key and make a new one; slips signed before still verify.

    Running servers use the new key within 30 seconds.
    """
    _set_up()
    from openpias.server.registry.operations import slip_keys

    click.echo(f"New slips are signed with key {slip_keys.rotate()}.")


@slips.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def publish(folder: Path) -> None:
    """Write keys.json and status-list into FOLDER, for readers without access to the portal."""
    _set_up()
    from openpias.server.registry.operations import slips as operations
    from openpias.server.registry.operations.slip_keys import keys

    folder.mkdir(parents=True, exist_ok=True)
    _replace(folder / "keys.json", keys().ring.published().encode())
    _replace(folder / "status-list", operations.published_list(at=datetime.now(UTC)))
    click.echo(f"Wrote keys.json and status-list into {folder}.")


@slips.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--username", required=True, help="The account in whose name slips are taken in.")
def readmit(file: Path, username: str) -> None:
    """Take in slips whose rows a restore lost: FILE has a code a line, or is a photo or a PDF.

    Repeating it is harmless. Says of each code what became of it; ends with 1 when one was refused.
    """
    _set_up()
    from openpias.server.platform.accounts.credentials import actor_of
    from openpias.server.platform.accounts.models import Account

    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise click.ClickException(f"There is no account {username}.")
    codes = _codes(file)
    lines = [_readmitted(code, actor=actor_of(account)) for code in codes]
    for place, (line, _) in enumerate(lines, start=1):
        click.echo(f"{place}: {line}")
    sys.exit(0 if lines and all(is_in for _, is_in in lines) else 1)


def _codes(file: Path) -> list[str]:
    """Return the codes of a text file, or those on a picture. Raises ClickException."""
    from openpias.core.slips import reading

    content = file.read_bytes()
    if content.isascii() and not content.startswith(b"%PDF"):
        return [line for line in content.decode().splitlines() if line.strip()]
    found = reading.read_codes(content)
    if isinstance(found, reading.ReadRefusal):
        raise click.ClickException(f"No code could be read from {file}: {found.value}.")
    return found


def _readmitted(code: str, *, actor: "Actor") -> tuple[str, bool]:
    """Take one code in; return what to say of it, without personal data, and whether it is in."""
    from openpias.core.slips.signing import Refusal
    from openpias.server.registry.operations import readmission

    try:
        done = readmission.readmit(code, actor=actor, at=datetime.now(UTC))
    except readmission.OfPractice:
        return "refused: made in practice mode", False
    if isinstance(done, Refusal):
        return f"refused: {done.value}", False
    doubt = "; others may be the same person, compare and merge" if done.has_lookalikes else ""
    return f"{done.outcome.value}, person {done.person}{doubt}", True


def _set_up() -> None:
    import django

    from openpias.server.local.environment import use_home

    use_home()
    django.setup()


def _replace(file: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never half of one."""
    draft = file.with_name(f".{file.name}.new")
    draft.write_bytes(content)
    draft.replace(file)
