"""Are our legal holidays those of the law, year by year, and of two sources that share nothing?"""

from dataclasses import replace
from datetime import date, timedelta

import holidays
import pytest

from openpias.core.calendar import legal_holidays
from openpias.core.calendar.legal_holidays import (
    HOLIDAYS,
    KNOWN_YEARS,
    CalendarUnknownError,
    holidays_of,
    holidays_on,
    orthodox_easter,
)

# As the Orthodox Church of Romania announced and announces them.
EASTERS = [
    *(date(2018, 4, 8), date(2019, 4, 28), date(2020, 4, 19), date(2021, 5, 2)),
    *(date(2022, 4, 24), date(2023, 4, 16), date(2024, 5, 5), date(2025, 4, 20)),
    *(date(2026, 4, 12), date(2027, 5, 2), date(2028, 4, 16), date(2029, 4, 8)),
]
# The days of 2026 as calendars print them; 1 June is both Pentecost Monday and Children's Day.
DAYS_OF_2026 = {
    date(2026, 1, 1): ["new-year"],
    date(2026, 1, 2): ["new-year-second"],
    date(2026, 1, 6): ["epiphany"],
    date(2026, 1, 7): ["saint-john"],
    date(2026, 1, 24): ["union-of-principalities"],
    date(2026, 4, 10): ["good-friday"],
    date(2026, 4, 12): ["easter"],
    date(2026, 4, 13): ["easter-monday"],
    date(2026, 5, 1): ["labour-day"],
    date(2026, 5, 31): ["pentecost"],
    date(2026, 6, 1): ["childrens-day", "pentecost-monday"],
    date(2026, 8, 15): ["dormition"],
    date(2026, 11, 30): ["saint-andrew"],
    date(2026, 12, 1): ["national-day"],
    date(2026, 12, 25): ["christmas"],
    date(2026, 12, 26): ["christmas-second"],
}


def meeus(year: int) -> date:
    """Julian Easter by Meeus (Astronomical Algorithms, ch. 8), 13 days on until 2099."""
    paschal = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - paschal + 34) % 7
    month, day = divmod(paschal + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def codes(day: date) -> list[str]:
    return [each.code for each in holidays_on(day)]


@pytest.mark.parametrize("easter", EASTERS, ids=str)
def test_easter_is_the_announced_one(easter):
    assert orthodox_easter(easter.year) == easter


@pytest.mark.parametrize("year", KNOWN_YEARS)
def test_easter_agrees_with_another_formula(year):
    assert orthodox_easter(year) == meeus(year)


@pytest.mark.parametrize("year", range(2018, 2061))
def test_the_days_of_a_year_agree_with_a_library_that_we_do_not_use(year):
    assert set(holidays_of(year)) == set(holidays.country_holidays("RO", years=year))


def test_the_days_of_2026_are_the_printed_ones():
    assert {day: codes(day) for day in holidays_of(2026)} == DAYS_OF_2026


@pytest.mark.parametrize(
    ("before", "first", "code"),
    [
        (date(2011, 11, 30), date(2012, 11, 30), "saint-andrew"),
        (date(2016, 1, 24), date(2017, 1, 24), "union-of-principalities"),
        (date(2016, 6, 1), date(2017, 6, 1), "childrens-day"),
        (date(2017, 4, 14), date(2018, 4, 6), "good-friday"),
        (date(2023, 1, 6), date(2024, 1, 6), "epiphany"),
        (date(2023, 1, 7), date(2024, 1, 7), "saint-john"),
    ],
)
def test_a_day_is_a_holiday_from_the_first_year_of_its_act(before, first, code):
    assert codes(before) == []
    assert codes(first) == [code]


def test_a_law_that_ended_gives_no_holiday_any_more(monkeypatch):
    epiphany = next(each for each in HOLIDAYS if each.code == "epiphany")
    ended = replace(epiphany, valid_to=date(2030, 1, 5))
    monkeypatch.setattr(legal_holidays, "HOLIDAYS", (ended,))

    assert list(holidays_of.__wrapped__(2029)) == [date(2029, 1, 6)]
    assert list(holidays_of.__wrapped__(2030)) == []


def test_two_holidays_on_one_day_are_both_told():
    assert codes(date(2016, 5, 1)) == ["easter", "labour-day"]


def test_every_holiday_has_its_own_code_an_act_and_a_source():
    assert len({each.code for each in HOLIDAYS}) == len(HOLIDAYS) == 17
    assert all(each.act.startswith("Legea ") and each.source for each in HOLIDAYS)


@pytest.mark.parametrize("year", [2008, 2100, 1, 9999])
def test_a_year_of_which_nothing_is_known_is_refused(year):
    with pytest.raises(CalendarUnknownError):
        holidays_of(year)
    with pytest.raises(CalendarUnknownError):
        orthodox_easter(year)


def test_the_shared_table_cannot_be_changed_by_a_reader():
    with pytest.raises(TypeError):
        holidays_of(2026)[date(2026, 3, 3)] = ()
