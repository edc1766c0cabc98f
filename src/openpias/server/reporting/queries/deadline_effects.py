"""Which deadlines would a pause or a declared day move, and which are still to be moved?

Days are few and records many: records are counted by their day in one statement, and each day's
deadline is computed once.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from openpias.core.calendar.reporting_clock import Pause, PauseKind
from openpias.core.calendar.working_days import DeclaredDay
from openpias.server.platform.working_days import queries as working_days
from openpias.server.platform.working_days.enums import DayScope
from openpias.server.platform.working_days.inputs import CheckedDay
from openpias.server.reporting.domain.pauses import CheckedPause
from openpias.server.reporting.queries import clock as clocks
from openpias.server.reporting.queries.clock import Deadlines, deadlines

_DAY = "GREATEST(record.given_on, record.ends_on)"
_OPEN = """
    record.superseded_at IS NULL AND NOT EXISTS (
      SELECT FROM reporting_period period
       WHERE period.house_code = record.house_code AND period.kind = record.kind
         AND period.starts_on <= record.given_on AND period.ends_on >= record.given_on
         AND period.state = 'closed')
"""
_OPEN_BY_DAY = f"""
    SELECT {_DAY} AS day, record.deadline, count(*), count(*) FILTER (WHERE record.is_late)
      FROM reporting_record record
     WHERE {_OPEN}
     GROUP BY day, record.deadline
"""  # noqa: S608 - our own text
_LATE_THEN = f"""
    SELECT count(*)
      FROM reporting_record record
      JOIN unnest(%(days)s::date[], %(deadlines)s::timestamptz[]) AS moved(day, deadline)
        ON moved.day = {_DAY}
     WHERE record.arrived_at >= moved.deadline + interval '1 second'
       AND record.deadline IS DISTINCT FROM moved.deadline AND {_OPEN}
"""  # noqa: S608 - our own text


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineEffect:
    """How many open records get another deadline, how many of them are late now and then, until when.

    `last_day` is the latest day of a service that moves, `until` the deadline that it gets; both
    are None where nothing moves.
    """

    records: int
    late: int
    late_then: int
    last_day: date | None
    until: datetime | None


def of_pause(typed: CheckedPause | None, *, replaces: uuid.UUID | None = None) -> DeadlineEffect:
    """Return what moves when a pause is declared, or changed where it `replaces` a declared one.

    None instead of a pause says what moves when that one is withdrawn. Records of closed periods
    stay, as in `operations.deadlines`.
    """
    pauses = [each for key, each in clocks.pauses().items() if key != replaces]
    if typed is not None:
        pauses.append(
            Pause(
                kind=PauseKind(typed.kind),
                begins=typed.begins_at,
                ends=typed.ends_at,
                act=typed.act,
            )
        )
    return _effect(Deadlines(pauses, days=working_days.calendar(DayScope.REPORTING)))


def of_day(typed: CheckedDay | None, *, without: uuid.UUID | None = None) -> DeadlineEffect:
    """Return what moves when a day is declared, or withdrawn where it is the one to be `without`."""
    standing = working_days.standing(DayScope.REPORTING)
    declared = [each for key, each in standing.items() if key != without]
    other = None
    if typed is not None and typed.for_reporting:
        other = DeclaredDay(day=typed.day, works=typed.works, act=typed.act)
    days = working_days.with_day(declared, other)
    return _effect(Deadlines(clocks.pauses().values(), days=days))


def unmoved() -> DeadlineEffect:
    """Return which open records still have another deadline than is declared; four queries."""
    return _effect(deadlines())


def _effect(clock: Deadlines) -> DeadlineEffect:
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_BY_DAY)
        found = [
            (day, records, late)
            for day, deadline, records, late in cursor.fetchall()
            if clock.of(day) != deadline
        ]
        days = sorted({day for day, _, _ in found})
        named = {"days": days, "deadlines": [clock.of(day) for day in days]}
        cursor.execute(_LATE_THEN, named)
        (late_then,) = cursor.fetchone()
    last = max((day for day, _, _ in found), default=None)
    return DeadlineEffect(
        records=sum(records for _, records, _ in found),
        late=sum(late for _, _, late in found),
        late_then=late_then,
        last_day=last,
        until=clock.of(last) if last else None,
    )
