"""`openpias benchmark …`: how good is the platform on labelled data?"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click


@click.group()
def benchmark() -> None:
    """Measure on labelled data."""


@benchmark.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def duplicates(file: Path) -> None:
    """Register FILE.csv into a scratch database in row order; print recall and precision as JSON."""
    from openpias.server.local.scratch import scratch_register

    with scratch_register():
        from openpias.server.registry.benchmarks.duplicates import measure

        with file.open(encoding="utf-8-sig", newline="") as lines:
            figures = measure(lines)
    click.echo(json.dumps(figures))


@benchmark.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def helpdesk_header(file: Path) -> None:
    """Read the mails of FILE.jsonl; print by field what was right, wrong or left out, as JSON."""
    from openpias.server.helpdesk.benchmarks.header import measure

    _print(measure, file)


@benchmark.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def helpdesk_personal_data(file: Path) -> None:
    """Look through the texts of FILE.jsonl; print recall and precision of both strengths as JSON."""
    from openpias.server.helpdesk.benchmarks.personal_data import measure

    _print(measure, file)


def _print(measure: Callable[[Iterable[str]], dict[str, Any]], file: Path) -> None:
    with file.open(encoding="utf-8") as lines:
        click.echo(json.dumps(measure(lines)))
