"""Which arrival counts after a correction, whatever somebody hopes to gain by it?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from openpias.core.rules.arrival import Standing, counting

FIRST = datetime(2026, 11, 20, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
DAY = date(2026, 11, 19)
STANDING = Standing(given_on=DAY, last_day=DAY, arrived_at=FIRST, was_late=False, same_thing=True)


def counted(day, standing=STANDING, *, last_day=None, **fields):
    return counting(given_on=day, last_day=last_day or day, now=NOW, standing=standing, **fields)


def test_a_new_record_arrives_now():
    assert counted(DAY, None) == NOW


@pytest.mark.parametrize("was_late", [True, False])
@pytest.mark.parametrize("same_thing", [True, False])
@pytest.mark.parametrize("moved", [0, -1, -5])
def test_the_same_day_or_an_earlier_one_keeps_the_first_arrival(moved, was_late, same_thing):
    standing = replace(STANDING, was_late=was_late, same_thing=same_thing)

    assert counted(DAY + timedelta(days=moved), standing) == FIRST


def test_a_slip_of_the_day_alone_is_forgiven():
    assert counted(date(2026, 11, 20)) == FIRST


@pytest.mark.parametrize(
    "standing", [replace(STANDING, was_late=True), replace(STANDING, same_thing=False)]
)
def test_a_later_day_buys_no_time_for_what_was_late_or_is_something_else(standing):
    assert counted(date(2026, 11, 20), standing) == NOW


def test_a_stay_that_ends_later_is_moved_too():
    late = replace(STANDING, was_late=True)

    assert counted(DAY, late, last_day=date(2026, 11, 25)) == NOW


def test_nothing_arrives_before_it_was_given():
    assert counted(date(2026, 11, 21)) == NOW
    early = replace(STANDING, given_on=date(2026, 11, 25), last_day=date(2026, 11, 25))
    assert counted(date(2026, 11, 25), early) == NOW


def test_a_day_said_before_has_its_own_arrival_back():
    standing = replace(STANDING, was_late=True)
    before = datetime(2026, 11, 23, 9, tzinfo=UTC)

    assert counted(date(2026, 11, 22), standing, said_before=before) == before


def test_a_file_that_came_first_and_is_judged_last_arrived_first():
    assert counted(DAY, replace(STANDING, arrived_at=NOW + timedelta(hours=1))) == NOW
