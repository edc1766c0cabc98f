"""The `openpias` command: each subcommand imports only what it needs."""

import click

import openpias


@click.group()
@click.version_option(openpias.__version__)
def main() -> None:
    """OpenPIAS on the command line."""
