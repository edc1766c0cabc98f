"""Which day does Romania's clock show, and how long is it?"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.calendar import legal_day
from openpias.core.calendar.legal_day import ROMANIA, bounds, day_of, last_second

DAYS = st.dates(date(2018, 1, 1), date(2060, 12, 31))
MOMENTS = st.datetimes(datetime(2018, 1, 1), datetime(2060, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the zone comes beside


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 31, 21, 59, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2026, 1, 31, 22, 0, tzinfo=UTC), date(2026, 2, 1)),
        (datetime(2026, 7, 31, 20, 59, tzinfo=UTC), date(2026, 7, 31)),
        (datetime(2026, 7, 31, 21, 0, tzinfo=UTC), date(2026, 8, 1)),
        (datetime(2026, 12, 31, 21, 59, 59, 999_999, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 22, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_day_begins_at_midnight_in_romania_in_winter_and_summer(moment, day):
    assert day_of(moment) == day


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        day_of(datetime(2026, 1, 1, 12, 0))  # noqa: DTZ001 - the case


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 28), 24), (date(2026, 3, 29), 23), (date(2026, 10, 25), 25)],
)
def test_a_day_is_as_long_as_its_clocks_run(day, hours):
    begin, end = bounds(day)

    assert end - begin == timedelta(hours=hours)


def test_the_repeated_hour_of_autumn_is_told_apart():
    first = datetime(2026, 10, 25, 3, 30, tzinfo=ROMANIA)

    assert legal_day.at(date(2026, 10, 25), time(3, 30)) == first
    assert legal_day.in_utc(first.replace(fold=1)) - legal_day.in_utc(first) == timedelta(hours=1)


@given(MOMENTS)
def test_every_moment_lies_in_the_bounds_of_its_day_and_of_no_other(moment):
    day = day_of(moment)
    begin, end = bounds(day)

    assert begin <= moment < end
    assert bounds(day + timedelta(days=1))[0] == end


@given(DAYS)
def test_the_last_second_is_of_the_day_and_the_next_one_is_not(day):
    last = last_second(day).astimezone(UTC)

    assert day_of(last + timedelta(microseconds=999_999)) == day
    assert day_of(last + timedelta(seconds=1)) == day + timedelta(days=1)
