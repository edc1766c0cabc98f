"""Are working days counted right over weekends, holidays, years and declared days?"""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.calendar.legal_holidays import CalendarUnknownError
from openpias.core.calendar.working_days import DeclaredDay, WorkingDays

USUAL = WorkingDays()
DAYS = st.dates(date(2018, 1, 1), date(2060, 12, 31))
NUMBERS = st.integers(1, 60)
# 30 November and 1 December 2026 are a Monday and a Tuesday; the Friday before is made a bridge
# day, and the Saturday before that a day on which it is recovered.
BRIDGED = WorkingDays(
    [
        DeclaredDay(day=date(2026, 11, 27), works=False, act="HG de probă, art. 1"),
        DeclaredDay(day=date(2026, 11, 21), works=True, act="HG de probă, art. 2"),
    ]
)


@pytest.mark.parametrize(
    ("day", "number", "found"),
    [
        (date(2026, 3, 2), 1, date(2026, 3, 3)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),
        (date(2026, 3, 4), 3, date(2026, 3, 9)),
        # Holy Thursday: Good Friday, weekend and Easter Monday lie between.
        (date(2026, 4, 9), 1, date(2026, 4, 14)),
        (date(2026, 4, 9), 3, date(2026, 4, 16)),
        (date(2026, 4, 12), 3, date(2026, 4, 16)),
        # Pentecost Monday and Children's Day are one day in 2026.
        (date(2026, 5, 29), 1, date(2026, 6, 2)),
        # Over New Year, Epiphany and Saint John.
        (date(2025, 12, 30), 3, date(2026, 1, 8)),
        (date(2025, 12, 31), 1, date(2026, 1, 5)),
        # In 2023 Epiphany was still worked.
        (date(2022, 12, 30), 4, date(2023, 1, 6)),
        (date(2026, 11, 26), 3, date(2026, 12, 3)),
    ],
)
def test_the_nth_working_day_after_a_hard_day(day, number, found):
    assert USUAL.nth_after(day, number) == found


def test_working_days_agree_with_a_library_that_we_do_not_use_for_43_years():
    theirs = holidays.country_holidays("RO", years=range(2018, 2061))
    days = [date(2018, 1, 1) + timedelta(days=n) for n in range(15_706)]

    assert days[-1] == date(2060, 12, 31)
    assert [day for day in days if USUAL.is_working(day)] == [
        day for day in days if theirs.is_working_day(day)
    ]


def test_a_declared_day_goes_before_weekend_and_table():
    assert [BRIDGED.is_working(date(2026, 11, day)) for day in (20, 21, 22, 27, 30)] == [
        *(True, True, False, False, False),
    ]
    assert BRIDGED.nth_after(date(2026, 11, 26), 1) == date(2026, 12, 2)
    assert USUAL.nth_after(date(2026, 11, 26), 1) == date(2026, 11, 27)


def test_a_holiday_may_be_declared_worked():
    corrected = WorkingDays([DeclaredDay(day=date(2026, 1, 6), works=True, act="Legea de probă")])

    assert corrected.is_working(date(2026, 1, 6))


def test_one_day_is_not_declared_twice():
    twice = DeclaredDay(day=date(2026, 11, 27), works=False, act="HG de probă")

    with pytest.raises(ValueError, match="2026-11-27"):
        WorkingDays([twice, twice])


@pytest.mark.parametrize("number", [0, -1])
def test_counting_begins_at_one(number):
    with pytest.raises(ValueError, match="one"):
        USUAL.nth_after(date(2026, 3, 2), number)


@pytest.mark.parametrize("day", [date(2008, 12, 30), date(2099, 12, 31), date(9999, 12, 30)])
def test_days_outside_the_known_years_are_refused_and_never_guessed(day):
    with pytest.raises(CalendarUnknownError):
        USUAL.next_after(day)


@given(DAYS, NUMBERS, st.sampled_from([USUAL, BRIDGED]))
def test_counting_undoes_going_forward(day, number, days):
    found = days.nth_after(day, number)

    assert days.is_working(found)
    assert days.count(after=day, until=found) == number
    assert days.count(after=day, until=found - timedelta(days=1)) == number - 1


@given(DAYS, NUMBERS)
def test_going_on_day_by_day_is_going_n_days(day, number):
    step = day
    for _ in range(number):
        step = USUAL.next_after(step)

    assert USUAL.nth_after(day, number) == step


@given(DAYS, NUMBERS)
def test_a_later_day_never_leads_to_an_earlier_one(day, number):
    assert USUAL.nth_after(day, number) <= USUAL.nth_after(day + timedelta(days=1), number)


def test_nothing_lies_between_a_day_and_itself_or_one_before():
    assert USUAL.count(after=date(2026, 3, 3), until=date(2026, 3, 3)) == 0
    assert USUAL.count(after=date(2026, 3, 3), until=date(2026, 3, 2)) == 0
