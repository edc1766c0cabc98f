"""Where do judged records wait until their whole report is done? In tables that nobody reads."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from django.db import connection, transaction

from openpias.core.findings import Finding
from openpias.core.identifiers.digits import is_ascii_digits
from openpias.interop.messages.formats import RecordAnswer, RecordState
from openpias.server.reporting.domain import answering
from openpias.server.reporting.domain.columns import COLUMNS
from openpias.server.reporting.operations.copying import copy

PAGE = 5000
_RECORDS = ("report_id", *COLUMNS, "repeats", "codes", "told")
_FINDINGS = ("report_id", "position", "code", "severity", "path", "facts")
_SAID = """
    SELECT position, app_id, path, state, list, codes, told FROM reporting_staged_record
     WHERE report_id = %s AND position > %s ORDER BY position LIMIT %s
"""
_ERROR_MARK = "!"


def clear(report: int) -> None:
    """Forget what an earlier attempt staged."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM reporting_staged_finding WHERE report_id = %s", [report])
        cursor.execute("DELETE FROM reporting_staged_record WHERE report_id = %s", [report])
        cursor.execute("DELETE FROM reporting_staged_count WHERE report_id = %s", [report])


def record_row(
    report: int,
    values: tuple[Any, ...],
    *,
    repeats: bool,
    codes: tuple[tuple[str, bool], ...],
    told: Mapping[str, Any],
) -> tuple[Any, ...]:
    """Return the row of one judged record; `told` is what `answering.beside` says of it."""
    said = [marked(code, is_error=is_error) for code, is_error in codes]
    beside = msgspec.json.encode(told).decode() if told else "{}"
    return (report, *values, repeats, said, beside)


def marked(code: str, *, is_error: bool) -> str:
    """Return a wire code as it waits beside its record."""
    return f"{_ERROR_MARK if is_error else ''}{code}"


def finding_row(report: int, position: int, finding: Finding) -> tuple[Any, ...]:
    """Return the row of one finding; position 0 is the file."""
    facts = msgspec.json.encode(dict(finding.facts)).decode()
    return (report, position, finding.code, finding.severity.value, finding.path, facts)


def add(records: Sequence[tuple[Any, ...]], findings: Sequence[tuple[Any, ...]]) -> None:
    """Stage one chunk, in the transaction that is open."""
    if records:
        copy("reporting_staged_record", _RECORDS, records)
    if findings:
        copy("reporting_staged_finding", _FINDINGS, findings)


def has_other_ids(report: int) -> bool:
    """Tell whether a record has an id that is no decimal number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM reporting_staged_record"
            " WHERE report_id = %s AND app_id !~ '^[0-9]+$')",
            [report],
        )
        (found,) = cursor.fetchone() or (False,)
    return bool(found)


def _plain(told: Any) -> Mapping[str, Any]:
    """Return what a column of JSON holds, which the plain cursor leaves as a text."""
    found: Mapping[str, Any] = msgspec.json.decode(told) if isinstance(told, str) else told
    return found


def answers(report: int, *, only_decimal_ids: bool) -> Iterator[RecordAnswer]:
    """Yield what the provider is told of each record, a page at a time.

    Records whose ids are no decimals may be left out.
    """
    after = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_SAID, [report, after, PAGE])
            rows = cursor.fetchall()
        for position, app_id, path, state, group, codes, told in rows:
            after = position
            if only_decimal_ids and not is_ascii_digits(app_id):
                continue
            yield RecordAnswer(
                app_id=app_id,
                path=path,
                state=RecordState(state),
                findings=tuple(
                    (code.removeprefix(_ERROR_MARK), code.startswith(_ERROR_MARK)) for code in codes
                ),
                group=group,
                **answering.from_beside(_plain(told), RecordState(state)),
            )
        if len(rows) < PAGE:
            return
