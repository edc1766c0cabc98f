"""`openpias slips …`: which keys sign slips, and what do readers fetch?"""

from datetime import UTC, datetime
from pathlib import Path

import click


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
