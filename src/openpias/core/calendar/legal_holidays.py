"""On which days is nothing worked in Romania by law, by which act, and since when?

The list is that of Codul muncii (Legea 53/2003), art. 139 alin. (1); art. 134 until 2011.
Law 202/2008 wrote it whole, so the table begins with that law and years before 2009 are refused.
Acts were read at legislatie.just.ro and in articles of the time; `source` says which and what is
not known. An act is in force three days after its publication (Constitution, art. 78).

"Paști" and "Rusalii" are those of the Orthodox calendar, as everybody reads the list.
Employees of another Christian cult have these days when their cult keeps them (art. 139 alin. 2^1,
Law 37/2020), and two days each for others (alin. 1): that moves no working day of the platform.
Bridge days of public employees (art. 139 alin. 4, Law 153/2019) are no holidays: an installation
adds them as `working_days.DeclaredDay`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from dateutil.easter import EASTER_ORTHODOX, easter

from openpias.core.texts import N_

# Before the first the list was another one that we did not read; the last only bounds mistakes.
KNOWN_YEARS = range(2009, 2100)


class CalendarUnknownError(ValueError):
    """Asked about a day of a year of which this calendar knows nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """The same day of every year."""

    month: int
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FromEaster:
    """A number of days from Orthodox Easter Sunday; below zero before it."""

    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHoliday:
    """One day of the list, its act, and the days from and to which the act makes it a holiday."""

    code: str
    name: str
    falls: Fixed | FromEaster
    act: str
    source: str
    valid_from: date
    valid_to: date | None = None

    def day_in(self, year: int) -> date | None:
        """Return its day in a year; None where the act was not in force on that day."""
        match self.falls:
            case Fixed(month=month, day=day):
                found = date(year, month, day)
            case FromEaster(days=days):
                found = orthodox_easter(year) + timedelta(days=days)
        ended = self.valid_to is not None and found > self.valid_to
        return None if ended or found < self.valid_from else found


_LAW_202 = "Legea 202/2008 (M.Of. 728/28.10.2008)"
_SINCE_202 = date(2008, 10, 31)
_READ = "Text of the law, read at legislatie.just.ro."
_LISTED = f"{_READ} The law wrote the whole list; the day was a holiday before it, since when was not read."
_LAW_52 = "Legea 52/2023 (M.Of. 186/06.03.2023)"
_READ_52 = "Its single article, as quoted on 07.03.2023. The first such days are those of 2024."
_SINCE_52 = date(2023, 3, 9)

HOLIDAYS: tuple[LegalHoliday, ...] = (
    LegalHoliday(
        code="new-year",
        name=N_("Anul Nou"),
        falls=Fixed(month=1, day=1),
        act=_LAW_202,
        source=_LISTED,
        valid_from=_SINCE_202,
    ),
    LegalHoliday(
        code="new-year-second",
        name=N_("A doua zi de Anul Nou"),
        falls=Fixed(month=1, day=2),
        act=_LAW_202,
        source=_LISTED,
        valid_from=_SINCE_202,
    ),
    LegalHoliday(
        code="epiphany",
        name=N_("Botezul Domnului (Boboteaza)"),
        falls=Fixed(month=1, day=6),
        act=_LAW_52,
        source=_READ_52,
        valid_from=_SINCE_52,
    ),
    LegalHoliday(
        code="saint-john",
        name=N_("Soborul Sfântului Proroc Ioan Botezătorul"),
        falls=Fixed(month=1, day=7),
        act=_LAW_52,
        source=_READ_52,
        valid_from=_SINCE_52,
    ),
    LegalHoliday(
        code="union-of-principalities",
        name=N_("Ziua Unirii Principatelor Române"),
        falls=Fixed(month=1, day=24),
        act="Legea 176/2016 (M.Of. 808/13.10.2016)",
        source=f"{_READ} Law 171/2014 had made it a national day on which one worked.",
        valid_from=date(2016, 10, 16),
    ),
    LegalHoliday(
        code="good-friday",
        name=N_("Vinerea Mare"),
        falls=FromEaster(days=-2),
        act="Legea 64/2018",
        source=(
            "Law of 12.03.2018, published on a Tuesday, 13.03.2018, and in force three days later "
            "by an article of that day; the number of the Monitorul Oficial was not read."
        ),
        valid_from=date(2018, 3, 16),
    ),
    LegalHoliday(
        code="easter",
        name=N_("Prima zi de Paști"),
        falls=FromEaster(days=0),
        act=_LAW_202,
        source=_LISTED,
        valid_from=_SINCE_202,
    ),
    LegalHoliday(
        code="easter-monday",
        name=N_("A doua zi de Paști"),
        falls=FromEaster(days=1),
        act=_LAW_202,
        source=_LISTED,
        valid_from=_SINCE_202,
    ),
    LegalHoliday(
        code="labour-day",
        name=N_("Ziua Muncii"),
        falls=Fixed(month=5, day=1),
        act=_LAW_202,
        source=f"{_LISTED} The law says the date only.",
        valid_from=_SINCE_202,
    ),
    LegalHoliday(
        code="childrens-day",
        name=N_("Ziua Copilului"),
        falls=Fixed(month=6, day=1),
        act="Legea 220/2016",
        source=(
            "Law of 17.11.2016, named by consolidated texts of the code; its own text and the day of "
            "publication were not read, the first such day is that of 2017. The law says the date only."
        ),
        valid_from=date(2016, 11, 17),
    ),
    LegalHoliday(
        code="pentecost",
        name=N_("Prima zi de Rusalii"),
        falls=FromEaster(days=49),
        act=_LAW_202,
        source=_READ,
        valid_from=_SINCE_202,
    ),
    LegalHoliday(
        code="pentecost-monday",
        name=N_("A doua zi de Rusalii"),
        falls=FromEaster(days=50),
        act=_LAW_202,
        source=_READ,
        valid_from=_SINCE_202,
    ),
    LegalHoliday(
        code="dormition",
        name=N_("Adormirea Maicii Domnului"),
        falls=Fixed(month=8, day=15),
        act=_LAW_202,
        source=f"{_READ} The law names the feast and no date.",
        valid_from=_SINCE_202,
    ),
    LegalHoliday(
        code="saint-andrew",
        name=N_("Sfântul Apostol Andrei"),
        falls=Fixed(month=11, day=30),
        act="Legea 147/2012 (M.Of. 509/24.07.2012)",
        source=_READ,
        valid_from=date(2012, 7, 27),
    ),
    LegalHoliday(
        code="national-day",
        name=N_("Ziua Națională a României"),
        falls=Fixed(month=12, day=1),
        act=_LAW_202,
        source=f"{_LISTED} The law says the date only.",
        valid_from=_SINCE_202,
    ),
    LegalHoliday(
        code="christmas",
        name=N_("Prima zi de Crăciun"),
        falls=Fixed(month=12, day=25),
        act=_LAW_202,
        source=f"{_LISTED} The law names the feast and no date.",
        valid_from=_SINCE_202,
    ),
    LegalHoliday(
        code="christmas-second",
        name=N_("A doua zi de Crăciun"),
        falls=Fixed(month=12, day=26),
        act=_LAW_202,
        source=f"{_LISTED} The law names the feast and no date.",
        valid_from=_SINCE_202,
    ),
)


def orthodox_easter(year: int) -> date:
    """Return Orthodox Easter Sunday; raises CalendarUnknownError outside the known years."""
    _check(year)
    found: date = easter(year, EASTER_ORTHODOX)
    return found


@cache
def holidays_of(year: int) -> Mapping[date, tuple[LegalHoliday, ...]]:
    """Return the legal holidays of a year by day, in order; two may share a day.

    Raises CalendarUnknownError outside the known years.
    """
    _check(year)
    by_day: defaultdict[date, tuple[LegalHoliday, ...]] = defaultdict(tuple)
    for day, holiday in sorted(_dated(year), key=lambda pair: pair[0]):
        by_day[day] += (holiday,)
    return MappingProxyType(dict(by_day))


def holidays_on(day: date) -> tuple[LegalHoliday, ...]:
    """Return the legal holidays that fall on a day; none on most days."""
    return holidays_of(day.year).get(day, ())


def _dated(year: int) -> Iterator[tuple[date, LegalHoliday]]:
    for holiday in HOLIDAYS:
        day = holiday.day_in(year)
        if day is not None:
            yield day, holiday


def _check(year: int) -> None:
    if year not in KNOWN_YEARS:
        raise CalendarUnknownError(f"no legal holidays are known for the year {year}")
