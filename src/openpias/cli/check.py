"""`openpias check`: what is wrong with this installation, and what is to be done?"""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from openpias.server.installation.checks.running import Report


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object.")
def check(*, as_json: bool) -> None:
    """Look at settings, keys, database and parts; say of each problem what to do.

    Writes nothing. Ends with 0 when there are no errors, with 1 when there are; run it with the
    environment and the account of the service.
    """
    from openpias.server.installation.checks import running
    from openpias.server.installation.checks.problems import Place
    from openpias.server.local.environment import use_home

    use_home()
    report = running.check(Place(now=datetime.now(UTC)))
    click.echo(_as_json(report) if as_json else _as_text(report))
    sys.exit(1 if report.has_errors else 0)


def _as_json(report: "Report") -> str:
    return json.dumps({"ok": not report.has_errors, **asdict(report)}, ensure_ascii=False, indent=1)


def _as_text(report: "Report") -> str:
    lines = []
    for each in report.problems:
        lines += [f"{each.severity.upper()} {each.code}: {each.what}", f"  To do: {each.do}"]
    if report.not_looked_at:
        lines.append(f"Not looked at before that is done: {', '.join(report.not_looked_at)}.")
    errors = sum(each.severity == "error" for each in report.problems)
    lines.append(
        f"Looked at {', '.join(report.looked_at)}: {errors} errors, "
        f"{len(report.problems) - errors} warnings."
    )
    return "\n".join(lines)
