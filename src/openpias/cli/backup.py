"""`openpias backup FOLDER`: is everything but the secrets kept in another place?"""

from datetime import UTC, datetime
from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def backup(folder: Path) -> None:
    """Write a dump, the heads of the audit trail and published keys into a new folder in FOLDER.

    Work goes on meanwhile. Secrets are not in it: the last lines name those to keep elsewhere.
    """
    import django

    from openpias.server.local.environment import use_home

    use_home()
    django.setup()
    import psycopg

    from openpias.server.installation import backups, manifests
    from openpias.server.installation.programs import ProgramError

    try:
        done = backups.back_up(folder, at=datetime.now(UTC))
    except (ProgramError, OSError, psycopg.Error) as error:
        raise click.ClickException(f"There is no backup. {error}") from None
    click.echo(done)
    click.echo("Not in it, keep these elsewhere, encrypted:")
    for name in manifests.read(done).not_included:
        click.echo(f"  {name}")
