"""The `openpias` command: each subcommand imports only what it needs."""

from importlib import import_module

import click

import openpias
from openpias.server.config.env import SettingError

COMMANDS = {
    "admin": "openpias.cli.admin:admin",
    "audit": "openpias.cli.audit:audit",
    "backup": "openpias.cli.backup:backup",
    "benchmark": "openpias.cli.benchmark:benchmark",
    "cards": "openpias.cli.cards:cards",
    "check": "openpias.cli.check:check",
    "import": "openpias.cli.importing:import_file",
    "import-insured": "openpias.cli.importing_insured:import_insured",
    "mail-in": "openpias.cli.mail_in:mail_in",
    "mail-read": "openpias.cli.mail_read:mail_read",
    "restore": "openpias.cli.restore:restore",
    "rules": "openpias.cli.rules:rules",
    "run": "openpias.cli.run:run",
    "sign": "openpias.cli.sign:sign",
    "slips": "openpias.cli.slips:slips",
    "station": "openpias.cli.station:station",
    "verify": "openpias.cli.verify:verify",
    "virtual-card": "openpias.cli.virtual_card:virtual_card",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click passes it
        """Return the names in their order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click passes it
        """Import and return a command, or None when there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a setting that is wrong is told in its one sentence."""
        try:
            return super().invoke(ctx)
        except SettingError as error:
            raise click.ClickException(f"{error} `openpias check` tells all at once.") from None


@click.group(cls=LazyGroup)
@click.version_option(openpias.__version__)
def main() -> None:
    """OpenPIAS on the command line."""
