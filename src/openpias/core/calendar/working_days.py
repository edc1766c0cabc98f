"""Which days are worked, and which is the n-th working day after another?

A day is worked from Monday to Friday unless it is a legal holiday.
What an installation declares goes before both: a bridge day that a Government decision makes free,
a Saturday on which it is recovered, or a correction of the table of holidays before the next release.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from openpias.core.calendar.legal_holidays import holidays_of

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredDay:
    """One day that an installation declares worked or free, with the act that says so."""

    day: date
    works: bool
    act: str


class WorkingDays:
    """The working days of an installation. Years outside `legal_holidays.KNOWN_YEARS` are refused."""

    def __init__(self, declared: Iterable[DeclaredDay] = ()) -> None:
        """Take the declared days; raises ValueError where two declare one day."""
        self._declared: dict[date, bool] = {}
        for each in declared:
            if each.day in self._declared:
                raise ValueError(f"{each.day} is declared twice")
            self._declared[each.day] = each.works

    def is_working(self, day: date) -> bool:
        """Tell whether the day is worked; raises CalendarUnknownError outside the known years."""
        usual = day not in holidays_of(day.year) and day.weekday() < _SATURDAY
        return self._declared.get(day, usual)

    def next_after(self, day: date) -> date:
        """Return the first working day after the day, which itself is never meant."""
        return self.nth_after(day, 1)

    def nth_after(self, day: date, number: int) -> date:
        """Return the n-th working day after the day; raises ValueError below one."""
        if number < 1:
            raise ValueError("working days are counted from one")
        while number:
            day += _DAY
            number -= self.is_working(day)
        return day

    def count(self, *, after: date, until: date) -> int:
        """Return how many working days come after the one day, up to the other and with it.

        The inverse of `nth_after`: between a day and its n-th working day there are n.
        """
        days = range(1, (until - after).days + 1)
        return sum(self.is_working(after + _DAY * number) for number in days)
