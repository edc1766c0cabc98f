"""Do periods share days, and do contracts open the door, exactly on the days that they cover?"""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.server.providers.domain.periods import Period, Run, door_end, ends_soon, runs

DAY = date(2026, 11, 20)
days = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 3, 1))


@st.composite
def periods(draw, *, open_ended=True):
    first = draw(days)
    last = first + timedelta(days=draw(st.integers(0, 20)))
    return Period(first=first, last=draw(st.sampled_from([last, None])) if open_ended else last)


def run(first, last):
    return Run(first=date.fromisoformat(first), last=date.fromisoformat(last))


@given(periods(), periods())
def test_two_periods_overlap_where_some_day_is_in_both(one, other):
    every = [date(2026, 1, 1) + timedelta(days=each) for each in range(100)]
    shared = any(one.covers(day) and other.covers(day) for day in every)

    assert one.overlaps(other) == other.overlaps(one) == shared


@given(st.lists(periods(open_ended=False), max_size=6))
def test_runs_cover_the_same_days_and_a_day_lies_between_them(found):
    joined = runs(Run(first=each.first, last=each.last) for each in found)

    every = [date(2026, 1, 1) + timedelta(days=each) for each in range(100)]
    for day in every:
        inside = any(each.first <= day <= each.last for each in joined)
        assert inside == any(each.covers(day) for each in found)
    for one, following in itertools.pairwise(joined):
        assert following.first > one.last + timedelta(days=1)


@pytest.mark.parametrize(
    ("contracts", "end"),
    [
        ([], None),
        ([("2026-01-01", "2026-12-31")], "2026-12-31"),
        ([("2026-01-01", "2026-11-19")], "2026-11-19"),
        ([("2026-01-01", "2026-12-31"), ("2027-01-01", "2027-12-31")], "2027-12-31"),
        ([("2026-01-01", "2026-12-31"), ("2026-06-01", "2027-06-01")], "2027-06-01"),
        # Between two contracts the door is shut; the next one opens it on its day.
        ([("2026-01-01", "2026-11-19"), ("2027-01-01", "2027-12-31")], "2026-11-19"),
        ([("2026-01-01", "2026-10-01"), ("2026-11-20", "2027-12-31")], "2027-12-31"),
        # Before the first contract a provider may prepare.
        ([("2027-01-01", "2027-12-31")], "2027-12-31"),
    ],
)
def test_the_account_ends_with_the_run_of_contracts(contracts, end):
    found = door_end([run(*each) for each in contracts], today=DAY)

    assert found == (date.fromisoformat(end) if end else None)


@pytest.mark.parametrize(
    ("contracts", "end"),
    [
        ([("2026-01-01", "2026-12-20")], "2026-12-20"),
        ([("2026-01-01", "2026-12-21")], None),
        ([("2026-01-01", "2026-11-20")], "2026-11-20"),
        ([("2026-01-01", "2026-11-19")], None),
        ([("2026-01-01", "2026-12-01"), ("2026-12-02", "2027-12-01")], None),
    ],
)
def test_an_end_within_thirty_days_is_told_unless_the_next_contract_is_there(contracts, end):
    found = ends_soon([run(*each) for each in contracts], today=DAY)

    assert found == (date.fromisoformat(end) if end else None)
