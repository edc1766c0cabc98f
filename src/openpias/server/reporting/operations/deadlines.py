"""How do the deadlines of open records follow a pause that was declared, changed or withdrawn?

The days are computed once each, and all records of a day are written by one statement. Then the
findings about lateness follow, and the states and counts that hang on them. Records of a closed
period stay as they were settled. What feedback said stays said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Greatest

from openpias.core.findings import Severity
from openpias.core.rules.catalogue import BY_CODE
from openpias.core.rules.records import PersonType
from openpias.server.reporting.domain.judging import LATE
from openpias.server.reporting.enums import ReportHappening
from openpias.server.reporting.models import Report, ReportedRecord
from openpias.server.reporting.operations import locks, policies, trail
from openpias.server.reporting.queries.clock import deadlines

# As `ServiceRecord.last_day`: of a stay or a series the last one; NULL is passed over.
_DAY = "GREATEST(record.given_on, record.ends_on)"
_OPEN = """
    record.superseded_at IS NULL AND NOT EXISTS (
      SELECT FROM reporting_period period
       WHERE period.house_code = record.house_code AND period.kind = record.kind
         AND period.starts_on <= record.given_on AND period.ends_on >= record.given_on
         AND period.state = 'closed')
"""
_MOVE = f"""
    UPDATE reporting_record record
       SET deadline = moved.deadline,
           is_late = COALESCE(
             record.arrived_at >= moved.deadline + interval '1 second', false)
      FROM unnest(%(days)s::date[], %(deadlines)s::timestamptz[]) AS moved(day, deadline)
     WHERE {_DAY} = moved.day AND record.deadline IS DISTINCT FROM moved.deadline
       AND {_OPEN}
"""  # noqa: S608 - our own text
_FORGIVE = f"""
    DELETE FROM reporting_finding found USING reporting_record record
     WHERE found.record_id = record.id AND found.code = %(late)s AND NOT record.is_late
       AND record.superseded_at IS NULL AND {_DAY} = ANY(%(days)s)
    RETURNING record.id
"""  # noqa: S608 - our own text
_BLAME = f"""
    INSERT INTO reporting_finding (position, code, severity, path, facts, report_id, record_id)
    SELECT record.position, %(late)s, %(severity)s, record.path || '/given_on',
           jsonb_build_object('deadline', to_char(record.deadline AT TIME ZONE 'Europe/Bucharest',
                                                  'DD-MM-YYYY') || ', 23:59'),
           record.report_id, record.id
      FROM reporting_record record
     WHERE record.is_late AND {_DAY} = ANY(%(days)s) AND record.list = ANY(%(lists)s)
       AND NOT EXISTS (SELECT FROM reporting_finding found
                        WHERE found.record_id = record.id AND found.code = %(late)s)
       AND {_OPEN}
    RETURNING record_id
"""  # noqa: S608 - our own text
_STATES = """
    UPDATE reporting_record record SET state = judged.state
      FROM (SELECT asked.id, CASE WHEN bool_or(found.severity = 'error') THEN 0
                                  WHEN count(found.id) > 0 THEN 2 ELSE 1 END AS state
              FROM unnest(%(ids)s::bigint[]) AS asked(id)
              LEFT JOIN reporting_finding found ON found.record_id = asked.id
             GROUP BY asked.id) judged
     WHERE record.id = judged.id AND record.state <> judged.state
"""
# Records that repeat an id of their own report are none, and are counted as invalid.
_COUNTS = """
    UPDATE reporting_report report
       SET late = counted.late, valid = counted.valid, partial = counted.partial,
           invalid = counted.invalid + (report.records_read - counted.every),
           totals = report.totals || jsonb_build_object(
             'accepted', to_char(counted.accepted, 'FM9999999999990.00'),
             'displaced-accepted', to_char(counted.displaced, 'FM9999999999990.00'))
      FROM (SELECT record.report_id, count(*) AS every,
                   count(*) FILTER (WHERE record.is_late) AS late,
                   count(*) FILTER (WHERE record.state = 1) AS valid,
                   count(*) FILTER (WHERE record.state = 2) AS partial,
                   count(*) FILTER (WHERE record.state = 0) AS invalid,
                   round(COALESCE(sum(record.value) FILTER (
                     WHERE record.state > 0 AND record.withdrawn_at IS NULL), 0), 2) AS accepted,
                   round(COALESCE(sum(record.value) FILTER (
                     WHERE record.state > 0 AND record.withdrawn_at IS NULL
                       AND record.person_type = %(displaced)s), 0), 2) AS displaced
              FROM reporting_record record WHERE record.report_id = ANY(%(reports)s)
             GROUP BY record.report_id) counted
     WHERE report.id = counted.report_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What changed: records with another deadline, and with another finding about lateness."""

    records: int
    forgiven: int
    blamed: int


def move(*, at: datetime) -> Moved:
    """Compute the deadlines of all open records again, as the pauses stand now; harmless to repeat.

    Writes records, findings, counts of reports, their life and audit, in one transaction.
    """
    with transaction.atomic():
        locks.hold("deadlines")
        days = _days()
        clock = deadlines()
        named: dict[str, Any] = {
            "days": days,
            "deadlines": [clock.of(day) for day in days],
            "late": LATE,
            "lists": sorted(each.value for each in BY_CODE[LATE].groups),
            "severity": _severity().value,
        }
        moved = _count(_MOVE, named)
        if not moved:
            return Moved(records=0, forgiven=0, blamed=0)
        forgiven = _ids(_FORGIVE, named)
        blamed = _ids(_BLAME, named) if _is_judged() else []
        changed = sorted({*forgiven, *blamed})
        _count(_STATES, {"ids": changed})
        _follow(changed, at=at)
        facts = {"records": moved, "forgiven": len(forgiven), "blamed": len(blamed)}
        trail.tell("deadlines-moved", "reporting", "", facts=facts, actor=None, at=at)
    return Moved(records=moved, forgiven=len(forgiven), blamed=len(blamed))


def _days() -> list[date]:
    found = ReportedRecord.objects.filter(superseded_at=None)
    return sorted(found.values_list(Greatest("given_on", "ends_on"), flat=True).distinct())


def _severity() -> Severity:
    return policies.policy().severities.get(LATE, BY_CODE[LATE].severity)


def _is_judged() -> bool:
    return LATE not in policies.policy().off


def _follow(changed: Sequence[int], *, at: datetime) -> None:
    """Let counts and lives of the reports follow whose records changed."""
    found = ReportedRecord.objects.filter(pk__in=changed, report__isnull=False)
    reports = sorted(set(found.values_list("report_id", flat=True)))
    if not reports:
        return
    _count(_COUNTS, {"reports": reports, "displaced": PersonType.OUG15.value})
    for report in Report.objects.filter(pk__in=reports).order_by("pk"):
        trail.happened(report, ReportHappening.DEADLINES_MOVED, at=at)


def _count(statement: str, named: Mapping[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, named)
        return int(cursor.rowcount)


def _ids(statement: str, named: Mapping[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, named)
        return [row for (row,) in cursor.fetchall()]
