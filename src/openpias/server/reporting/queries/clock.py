"""Until when may a service of a day be sent, with the pauses and days that were declared so far?"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from openpias.core.calendar.legal_holidays import CalendarUnknownError
from openpias.core.calendar.reporting_clock import (
    POLICIES,
    Pause,
    PauseKind,
    ReportingClock,
    ReportingPolicy,
    policy_on,
)
from openpias.core.calendar.working_days import WorkingDays
from openpias.server.platform.working_days import queries as working_days
from openpias.server.platform.working_days.enums import DayScope
from openpias.server.reporting.models import DeclaredPause

# A report may name days without end; more are forgotten, and computed again.
_MOST = 10_000


class Deadlines:
    """The deadlines of all policies; each day is computed once."""

    def __init__(
        self,
        pauses: Iterable[Pause],
        *,
        days: WorkingDays,
        policies: tuple[ReportingPolicy, ...] = POLICIES,
    ) -> None:
        """Build a clock for each policy."""
        pauses = tuple(pauses)
        self._policies = policies
        self._clocks = {
            each.valid_from: ReportingClock(each, days=days, pauses=pauses) for each in policies
        }
        self._known: dict[date, datetime | None] = {}

    def of(self, service_day: date) -> datetime | None:
        """Return the deadline of a service; None where no term was in force, or no year is known."""
        if service_day not in self._known:
            if len(self._known) > _MOST:
                self._known.clear()
            self._known[service_day] = self._computed(service_day)
        return self._known[service_day]

    def _computed(self, service_day: date) -> datetime | None:
        policy = policy_on(service_day, self._policies)
        if policy is None:
            return None
        try:
            return self._clocks[policy.valid_from].deadline(service_day)
        except (CalendarUnknownError, OverflowError):
            return None


def deadlines() -> Deadlines:
    """Return the deadlines as the pauses and the declared days stand now; two queries."""
    return Deadlines(pauses().values(), days=working_days.calendar(DayScope.REPORTING))


def pauses() -> dict[uuid.UUID, Pause]:
    """Return by their ids the pauses that stand now; one query."""
    rows = DeclaredPause.objects.filter(withdrawn_at=None).order_by("begins_at", "pk")
    return {
        row.public_id: Pause(
            kind=PauseKind(row.kind), begins=row.begins_at, ends=row.ends_at, act=row.act
        )
        for row in rows
    }
