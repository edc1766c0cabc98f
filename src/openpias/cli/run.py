"""`openpias run`: everything on one machine, until Ctrl+C."""

import os

import click


@click.command()
@click.option(
    "--door", is_flag=True, help="Ask for certificates, behind nginx, as production does."
)
def run(*, door: bool) -> None:
    """Start database, portal and background work; PORT and OPENPIAS_HOME choose where."""
    from openpias.server.local.door import Door
    from openpias.server.local.environment import home_folder
    from openpias.server.local.postgres import PostgresError
    from openpias.server.local.supervisor import StartError, Supervisor

    try:
        port = int(os.environ.get("PORT") or "8000")
    except ValueError:
        raise click.ClickException("PORT must be a number, for example PORT=8001.") from None
    try:
        stand = Door(home=home_folder(), port=port) if door else None
        Supervisor(home=home_folder(), port=port, say=click.echo, door=stand).run()
    except (StartError, PostgresError) as error:
        raise click.ClickException(str(error)) from None
