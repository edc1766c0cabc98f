"""Which days were declared, and which days does a clock of this installation count?"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from openpias.core.calendar import working_days
from openpias.core.calendar.working_days import WorkingDays
from openpias.server.platform.working_days.enums import DayKind, DayScope
from openpias.server.platform.working_days.models import DeclaredDay

_SHOWN = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """A declared day; one that was withdrawn moves no clock."""

    public_id: uuid.UUID
    day: date
    kind: DayKind
    scopes: tuple[DayScope, ...]
    act: str
    declared_at: datetime
    withdrawn_at: datetime | None


def every() -> Sequence[DayView]:
    """Return all declared days, withdrawn ones too, the latest first; everybody may know them."""
    return tuple(_view(row) for row in DeclaredDay.objects.order_by("-day", "-pk")[:_SHOWN])


def one(public_id: uuid.UUID) -> DayView | None:
    """Return a declared day; None where there is none of this id."""
    row = DeclaredDay.objects.filter(public_id=public_id).first()
    return _view(row) if row else None


def standing(scope: DayScope) -> dict[uuid.UUID, working_days.DeclaredDay]:
    """Return by their ids the days that stand for a clock now; one query."""
    rows = DeclaredDay.objects.filter(withdrawn_at=None, **{f"for_{scope.value}": True})
    return {row.public_id: _plain(row) for row in rows.order_by("day")}


def calendar(scope: DayScope) -> WorkingDays:
    """Return the working days of a clock as they stand now; one query."""
    return WorkingDays(standing(scope).values())


def with_day(
    declared: Iterable[working_days.DeclaredDay], other: working_days.DeclaredDay | None
) -> WorkingDays:
    """Return working days as they would be with another declared day, which goes before the same day."""
    by_day = {each.day: each for each in declared}
    if other is not None:
        by_day[other.day] = other
    return WorkingDays(by_day.values())


def _plain(row: DeclaredDay) -> working_days.DeclaredDay:
    return working_days.DeclaredDay(day=row.day, works=row.kind == DayKind.WORKED, act=row.act)


def _view(row: DeclaredDay) -> DayView:
    scopes = {DayScope.REPORTING: row.for_reporting, DayScope.HELPDESK: row.for_helpdesk}
    return DayView(
        public_id=row.public_id,
        day=row.day,
        kind=DayKind(row.kind),
        scopes=tuple(each for each, is_meant in scopes.items() if is_meant),
        act=row.act,
        declared_at=row.declared_at,
        withdrawn_at=row.withdrawn_at,
    )
