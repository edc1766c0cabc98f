"""Lets `python -m openpias.cli` stand for the `openpias` command."""

from openpias.cli import main

main()
