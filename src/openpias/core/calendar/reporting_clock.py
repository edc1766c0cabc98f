"""Until when may a service that was recorded offline be sent, and was it sent too late?

"Maximum 3 zile lucrătoare de la data acordării": the day of the service does not count, and the
term ends with the third working day, at 23:59:59 in Romania. A whole second belongs to it, so that
nothing sent within 23:59:59 is late.

CNAS may declare a pause: an outage of the platform, or that the duty itself is suspended (as
HG 252/2020, art. 5 did). What a pause does to the term is policy: see `Effect`. Every working day
counts with the part of it that pauses leave, and the term ends with the day on which the parts
add up to its length. So a pause moves a term by whole working days, weekends and holidays need no
pause, a pause more never brings a term nearer, and a later service never ends earlier.
A pause that still lasts is given with the end known so far; the term moves on as that does.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from openpias.core.calendar.legal_day import bounds, in_utc, last_second
from openpias.core.calendar.working_days import WorkingDays

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_MICROSECOND = timedelta(microseconds=1)


class Effect(StrEnum):
    """What a pause does to a working day that it touches."""

    NONE = "none"
    """Nothing: the day counts in full."""
    DAY_NOT_COUNTED = "day-not-counted"
    """The day does not count, however short the pause in it is."""
    TIME_GIVEN_BACK = "time-given-back"
    """The day counts with the part that is left; what several days lost adds up."""


class PauseKind(StrEnum):
    """Why CNAS declared a pause."""

    OUTAGE = "outage"
    SUSPENSION = "suspension"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A time, from its begin to right before its end, that CNAS declared with an act."""

    kind: PauseKind
    begins: datetime
    ends: datetime
    act: str

    def __post_init__(self) -> None:
        """Refuse a pause without length or zone."""
        if in_utc(self.begins) >= in_utc(self.ends):
            raise ValueError("a pause ends after it begins")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingPolicy:
    """How long the term is and what pauses do to it, for services given in its validity."""

    working_days: int
    outage: Effect
    suspension: Effect
    act: str
    source: str
    valid_from: date
    valid_to: date | None = None

    def effect(self, kind: PauseKind) -> Effect:
        """Return what a pause of a kind does."""
        return self.outage if kind is PauseKind.OUTAGE else self.suspension


POLICIES: tuple[ReportingPolicy, ...] = (
    ReportingPolicy(
        working_days=3,
        outage=Effect.DAY_NOT_COUNTED,
        suspension=Effect.DAY_NOT_COUNTED,
        act="Adresa CAS Călărași 3621/2022, pentru OUG 15/2022",
        source=(
            "Circular of CAS Călărași of March 2022, last paragraph. How it is counted: communiqué of "
            "CNAS of October 2016 with three examples, each until 23.59 of the third working day after. "
            "What a declared pause does is ours: no act that we read says it."
        ),
        valid_from=date(2022, 3, 17),
    ),
)


def policy_on(
    service_day: date, policies: tuple[ReportingPolicy, ...] = POLICIES
) -> ReportingPolicy | None:
    """Return the policy for a service of that day; None where no term was in force."""
    for policy in policies:
        if policy.valid_from <= service_day and (
            policy.valid_to is None or service_day <= policy.valid_to
        ):
            return policy
    return None


class _Spans:
    """Times in UTC that neither overlap nor touch, in their order."""

    def __init__(self, pauses: Iterable[Pause]) -> None:
        self._begins: list[datetime] = []
        self._ends: list[datetime] = []
        for begins, ends in sorted((in_utc(each.begins), in_utc(each.ends)) for each in pauses):
            if self._ends and begins <= self._ends[-1]:
                self._ends[-1] = max(ends, self._ends[-1])
            else:
                self._begins.append(begins)
                self._ends.append(ends)

    def within(self, begin: datetime, end: datetime) -> timedelta:
        """Return how much of the time from begin to end lies in the spans."""
        found = timedelta()
        for index in range(bisect_right(self._ends, begin), len(self._ends)):
            if self._begins[index] >= end:
                break
            found += min(self._ends[index], end) - max(self._begins[index], begin)
        return found


class ReportingClock:
    """The terms of one policy over the working days and pauses of an installation.

    Pure and remembered by day: a clock is built anew when a pause or a declared day is added, and a
    million services are then looked up among the few days on which they were given.
    """

    def __init__(
        self, policy: ReportingPolicy, *, days: WorkingDays, pauses: Iterable[Pause] = ()
    ) -> None:
        """Sort the pauses by what the policy lets them do."""
        if policy.working_days < 1:
            raise ValueError("a term has at least one working day")
        pauses = tuple(pauses)
        self._policy = policy
        self._days = days
        self._whole = _Spans(_doing(Effect.DAY_NOT_COUNTED, pauses, policy))
        self._parts = _Spans(_doing(Effect.TIME_GIVEN_BACK, pauses, policy))
        self._usable_parts: dict[date, Fraction] = {}
        self._last_days: dict[date, date] = {}

    def last_day(self, service_day: date) -> date:
        """Return the last day on which a service of that day may be sent."""
        found = self._last_days.get(service_day)
        if found is None:
            found = self._last_days[service_day] = self._count(service_day)
        return found

    def deadline(self, service_day: date) -> datetime:
        """Return 23:59:59 in Romania of the last day.

        Raises CalendarUnknownError where the term leaves the known years.
        """
        return last_second(self.last_day(service_day))

    def deadlines(self, service_days: Iterable[date]) -> list[datetime]:
        """Return the deadlines of many services in their order; each day is computed once."""
        service_days = list(service_days)
        known = {day: self.deadline(day) for day in set(service_days)}
        return [known[day] for day in service_days]

    def is_late(self, sent_at: datetime, *, service_day: date) -> bool:
        """Tell whether something arrived after the last second of the term."""
        return in_utc(sent_at) >= in_utc(self.deadline(service_day)) + _SECOND

    def _count(self, service_day: date) -> date:
        day, counted = service_day, Fraction(0)
        while counted < self._policy.working_days:
            day += _DAY
            counted += self._usable(day)
        return day

    def _usable(self, day: date) -> Fraction:
        found = self._usable_parts.get(day)
        if found is None:
            found = self._usable_parts[day] = self._left_of(day)
        return found

    def _left_of(self, day: date) -> Fraction:
        if not self._days.is_working(day):
            return Fraction(0)
        begin, end = bounds(day)
        if self._whole.within(begin, end):
            return Fraction(0)
        lost = self._parts.within(begin, end)
        return 1 - Fraction(lost // _MICROSECOND, (end - begin) // _MICROSECOND)


def _doing(effect: Effect, pauses: Iterable[Pause], policy: ReportingPolicy) -> Iterable[Pause]:
    return (pause for pause in pauses if policy.effect(pause.kind) is effect)
