"""Who answers at the helpdesk at a moment, a human or the IVR, and how do human hours run?

The programme says "08:00 – 18:00" for people and "18:01 – 07:59" for the IVR: it counts whole
minutes, so the minute 18:00 still belongs to people, and 18:01:00 is the first moment of the IVR.
Read so, every moment belongs to exactly one of them. On days of rest and legal holidays people are
there too, until 16:00. Point d) of the programme repeats "08:00 – 16:00" inside the sentence on the
IVR: a slip, since the interval that it names is 16:01 – 07:59 and point b) is what it refers to.

Human hours are the same intervals: what `service_at` calls human is what `elapsed` counts.
A call that straddles a boundary is governed by the moment at which it began.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from openpias.core.calendar.legal_day import ROMANIA, at, day_of, in_utc
from openpias.core.calendar.working_days import WorkingDays

_DAY = timedelta(days=1)


class Service(StrEnum):
    """Who answers."""

    HUMAN = "human"
    IVR = "ivr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When people are there on one day: from `opens` to right before `closes`."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        """Refuse hours that run past midnight."""
        if self.opens >= self.closes:
            raise ValueError("hours close after they open, on the same day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The hours of working days and of all others, and where they were read."""

    working: Hours
    rest: Hours
    source: str


PROGRAMME = Programme(
    working=Hours(opens=time(8), closes=time(18, 1)),
    rest=Hours(opens=time(8), closes=time(16, 1)),
    source="Asistența tehnică a PIAS, Program de funcționare, lit. a) - d)",
)


class HelpdeskClock:
    """The hours of the helpdesk over the working days of an installation; remembered by day."""

    def __init__(self, days: WorkingDays, *, programme: Programme = PROGRAMME) -> None:
        """Take the calendar that says which days are of rest."""
        self._days = days
        self._programme = programme
        self._open: dict[date, tuple[datetime, datetime]] = {}

    def service_at(self, moment: datetime) -> Service:
        """Return who answers; raises ValueError for a moment without a zone."""
        begins, ends = self.hours_of(day_of(moment))
        return Service.HUMAN if begins <= in_utc(moment) < ends else Service.IVR

    def next_human(self, moment: datetime) -> datetime:
        """Return the first moment from this one on at which people answer, on Romania's clocks."""
        now, day = in_utc(moment), day_of(moment)
        begins, ends = self.hours_of(day)
        if now >= ends:
            begins, ends = self.hours_of(day + _DAY)
        return max(now, begins).astimezone(ROMANIA)

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Return how much human time lies between two moments; below zero where end is first."""
        start, end = in_utc(start), in_utc(end)
        if end < start:
            return -self.elapsed(end, start)
        found, day, last = timedelta(), day_of(start), day_of(end)
        while day <= last:
            begins, ends = self.hours_of(day)
            found += max(min(ends, end) - max(begins, start), timedelta())
            day += _DAY
        return found

    def after(self, start: datetime, human: timedelta) -> datetime:
        """Return the first moment, on Romania's clocks, that is so much human time after another.

        Where that is the end of a day it is the closing moment and not the next morning; no time
        at all is the start itself. Raises ValueError for less than none.
        """
        if human < timedelta():
            raise ValueError("human time runs forwards")
        start, day = in_utc(start), day_of(start)
        while human:
            begins, ends = self.hours_of(day)
            begins = max(begins, start)
            if human <= ends - begins:
                return (begins + human).astimezone(ROMANIA)
            human -= max(ends - begins, timedelta())
            day += _DAY
        return start.astimezone(ROMANIA)

    def hours_of(self, day: date) -> tuple[datetime, datetime]:
        """Return in UTC when people begin to answer on a day, and when they no longer do."""
        found = self._open.get(day)
        if found is None:
            working = self._days.is_working(day)
            hours = self._programme.working if working else self._programme.rest
            found = in_utc(at(day, hours.opens)), in_utc(at(day, hours.closes))
            self._open[day] = found
        return found
