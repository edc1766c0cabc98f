"""What did another provider report while this report was judged? Asked once more, at its end.

Of two reports that bring the same service at once neither sees the other while it is judged. The one
that is settled second does here, since one settling waits for another, and says so in its feedback.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from openpias.core.findings import Finding, Severity
from openpias.core.rules import engine
from openpias.core.rules.catalogue import BY_CODE
from openpias.core.rules.records import PersonType
from openpias.interop.messages.formats import RecordState
from openpias.server.reporting.domain import judging
from openpias.server.reporting.operations import policies, staging
from openpias.server.reporting.operations.tallies import Tally

CODE = "service-other-provider"
_AT = "service_code"
_PAGE = 2000
# Looked up one by one through the index, whatever the planner thinks of tables that just grew.
_FOUND = """
    SELECT staged.position, staged.path, staged.given_on, staged.state, staged.value,
           staged.person_type
      FROM reporting_staged_record staged
     CROSS JOIN LATERAL (
       SELECT 1 FROM reporting_record standing
        WHERE standing.person = staged.person AND standing.given_on = staged.given_on
          AND standing.service_code = staged.service_code AND standing.list = staged.list
          AND standing.provider_code <> staged.provider_code
          AND standing.superseded_at IS NULL AND standing.withdrawn_at IS NULL
          AND standing.state > 0
        LIMIT 1) other
     WHERE staged.report_id = %s AND staged.position > %s AND staged.person IS NOT NULL
       AND staged.service_code <> '' AND staged.list = ANY(%s) AND staged.withdrawn_at IS NULL
       AND NOT staged.codes && %s::varchar[]
     ORDER BY staged.position LIMIT %s
"""
_TELL = """
    UPDATE reporting_staged_record staged
       SET codes = staged.codes || said.mark::varchar, state = said.state
      FROM unnest(%s::int[], %s::text[], %s::int[]) AS said(position, mark, state)
     WHERE staged.report_id = %s AND staged.position = said.position
"""


class _Row(NamedTuple):
    position: int
    path: str
    given_on: date
    state: int
    value: Decimal | None
    person_type: str


def tell(report: int, *, tally: Tally) -> int:
    """Add what was not known yet to staged records, findings and tally; return how many it met.

    In the transaction that is open; what it told once it does not tell again.
    """
    after, number = 0, 0
    while rows := _found(report, after=after):
        number += _tell(report, rows, tally=tally)
        after = rows[-1].position
    return number


def has_any(report: int) -> bool:
    """Tell whether `tell` would say more; whoever holds the lock of settling learns it for good."""
    after = 0
    while rows := _found(report, after=after):
        if any(_severity(row) is not None for row in rows):
            return True
        after = rows[-1].position
    return False


def _severity(row: _Row) -> Severity | None:
    return engine.severity_on(row.given_on, code=CODE, policy=policies.policy())


def _found(report: int, *, after: int) -> list[_Row]:
    lists = [each.value for each in BY_CODE[CODE].groups]
    wire = judging.wire_code(CODE)
    told = [staging.marked(wire, is_error=is_error) for is_error in (True, False)]
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, [report, after, lists, told, _PAGE])
        return [_Row(*row) for row in cursor.fetchall()]


def _tell(report: int, rows: Sequence[_Row], *, tally: Tally) -> int:
    findings: list[tuple[Any, ...]] = []
    said: list[tuple[int, str, int]] = []
    for row in rows:
        severity = _severity(row)
        if severity is None:
            continue
        finding = Finding(code=CODE, path=f"{row.path}/{_AT}", severity=severity)
        findings.append(staging.finding_row(report, row.position, finding))
        state = _state(row, finding)
        mark = staging.marked(judging.wire_code(CODE), is_error=severity is Severity.ERROR)
        said.append((row.position, mark, int(state)))
        tally.change(
            RecordState(row.state),
            state,
            value=row.value,
            is_displaced=row.person_type == PersonType.OUG15,
        )
    if said:
        staging.add([], findings)
        with connection.cursor() as cursor:
            cursor.execute(_TELL, [*(list(each) for each in zip(*said, strict=True)), report])
    return len(said)


def _state(row: _Row, finding: Finding) -> RecordState:
    """Return the worse of what was and what the finding alone would make of it."""
    states = {RecordState(row.state), judging.state_of([finding])}
    return RecordState.INVALID if RecordState.INVALID in states else RecordState.PARTIAL
