"""`openpias benchmark …`: how good is the platform on labelled data?"""

import json
from pathlib import Path

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
