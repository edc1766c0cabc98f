"""How did the desk do in a month? Counts only; nothing of anybody."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from openpias.core.calendar.legal_day import bounds
from openpias.server.helpdesk.enums import IncidentState
from openpias.server.helpdesk.models import Incident, Satisfaction
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries.hours import hours
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFigures:
    """Of those that ended: how many in time, how many late, and the median in human seconds."""

    met: int
    missed: int
    median_seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A month; every mapping is from a value to how many incidents were opened with it."""

    month: date
    opened: int
    closed: int
    merged: int
    with_hidden: int
    incomplete: int
    by_mailbox: Mapping[str, int]
    by_channel: Mapping[str, int]
    by_category: Mapping[str, int]
    by_house: Mapping[str, int]
    by_day: Mapping[date, int]
    response: ClockFigures
    resolution: ClockFigures
    marks: Mapping[int, int]


_COLUMNS = (
    *("opened_at", "closed_at", "first_answer_at", "response_due_at", "resolution_due_at"),
    *("paused_seconds", "state", "mailbox", "channel", "category", "house_code"),
    *("has_hidden", "lacks"),
)


def month(actor: Actor, *, first: date) -> Figures | None:
    """Return the figures of the month that begins on a day; None for whoever may not see them."""
    if not actor.may(Permission.READ_FIGURES):
        return None
    begins, ends = bounds(first)[0], bounds(_next(first))[0]
    rows = list(
        Incident.objects.filter(opened_at__gte=begins, opened_at__lt=ends).values(*_COLUMNS)
    )
    ended = Incident.objects.filter(closed_at__gte=begins, closed_at__lt=ends)
    marks = Satisfaction.objects.filter(given_at__gte=begins, given_at__lt=ends)
    return Figures(
        month=first,
        opened=len(rows),
        closed=ended.filter(state=IncidentState.CLOSED).count(),
        merged=sum(each["state"] == IncidentState.MERGED for each in rows),
        with_hidden=sum(each["has_hidden"] for each in rows),
        incomplete=sum(bool(each["lacks"]) for each in rows),
        by_mailbox=_counted(each["mailbox"] for each in rows),
        by_channel=_counted(each["channel"] for each in rows),
        by_category=_counted(each["category"] for each in rows),
        by_house=_counted(each["house_code"] for each in rows),
        by_day=dict(sorted(Counter(day_of(each["opened_at"]) for each in rows).items())),
        response=_clock(
            (each["opened_at"], each["first_answer_at"], each["response_due_at"], 0)
            for each in rows
        ),
        resolution=_clock(
            (
                each["opened_at"],
                each["closed_at"],
                each["resolution_due_at"],
                each["paused_seconds"],
            )
            for each in rows
        ),
        marks=dict(sorted(Counter(marks.values_list("mark", flat=True)).items())),
    )


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(Counter(values).most_common())


def _clock(
    rows: Iterable[tuple[datetime, datetime | None, datetime, int]],
) -> ClockFigures:
    clock = hours()
    met = missed = 0
    taken: list[float] = []
    for opened_at, done_at, due_at, paused in rows:
        if done_at is None:
            continue
        met, missed = met + (done_at <= due_at), missed + (done_at > due_at)
        passed = clock.elapsed(opened_at, done_at) - timedelta(seconds=paused)
        taken.append(max(0.0, passed.total_seconds()))
    return ClockFigures(
        met=met, missed=missed, median_seconds=int(median(taken)) if taken else None
    )


def _next(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)
