"""Until when may offline work be sent: on hard days, with pauses, and without holes?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.calendar.legal_day import ROMANIA, bounds, day_of, last_second
from openpias.core.calendar.reporting_clock import (
    POLICIES,
    Effect,
    Pause,
    PauseKind,
    ReportingClock,
    ReportingPolicy,
    policy_on,
)
from openpias.core.calendar.working_days import DeclaredDay, WorkingDays

USUAL = WorkingDays()
POLICY = POLICIES[0]
CLOCK = ReportingClock(POLICY, days=USUAL)
DAYS = st.dates(date(2022, 3, 17), date(2059, 12, 31))
SECOND = timedelta(seconds=1)


def romania(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ROMANIA)


def policy(*, outage: Effect, suspension: Effect = Effect.DAY_NOT_COUNTED) -> ReportingPolicy:
    return ReportingPolicy(
        working_days=3,
        outage=outage,
        suspension=suspension,
        act="De probă",
        source="",
        valid_from=date(2022, 3, 17),
    )


def outage(begins: datetime, ends: datetime) -> Pause:
    return Pause(kind=PauseKind.OUTAGE, begins=begins, ends=ends, act="Anunț de probă")


def clock(*pauses: Pause, effect: Effect = Effect.DAY_NOT_COUNTED) -> ReportingClock:
    return ReportingClock(policy(outage=effect), days=USUAL, pauses=pauses)


# Random outages of up to five days in the month after a day, for properties.
OFFSETS = st.lists(st.tuples(st.integers(0, 45_000), st.integers(1, 7_200)), min_size=1, max_size=6)


def outages_after(day: date, minutes: list[tuple[int, int]]) -> list[Pause]:
    begin = bounds(day)[0]
    return [
        outage(begin + timedelta(minutes=at), begin + timedelta(minutes=at + length))
        for at, length in minutes
    ]


@pytest.mark.parametrize(
    ("service", "last"),
    [
        # The three examples of CNAS, October 2016: "până joi, 13 octombrie 2016, orele 23.59".
        (date(2016, 10, 10), date(2016, 10, 13)),
        (date(2016, 10, 11), date(2016, 10, 14)),
        (date(2016, 10, 12), date(2016, 10, 17)),
        # On a Friday, on a weekend, on a holiday.
        (date(2026, 3, 6), date(2026, 3, 11)),
        (date(2026, 3, 7), date(2026, 3, 11)),
        (date(2026, 3, 8), date(2026, 3, 11)),
        (date(2026, 12, 1), date(2026, 12, 4)),
        # Around Easter of 2026: Holy Thursday, Good Friday, Easter Sunday and Monday.
        (date(2026, 4, 8), date(2026, 4, 15)),
        (date(2026, 4, 9), date(2026, 4, 16)),
        (date(2026, 4, 10), date(2026, 4, 16)),
        (date(2026, 4, 12), date(2026, 4, 16)),
        (date(2026, 4, 13), date(2026, 4, 16)),
        # Over New Year with Epiphany and Saint John, and before there were those.
        (date(2025, 12, 30), date(2026, 1, 8)),
        (date(2026, 12, 31), date(2027, 1, 8)),
        (date(2022, 12, 30), date(2023, 1, 5)),
        # Over both nights in which clocks change.
        (date(2026, 3, 27), date(2026, 4, 1)),
        (date(2026, 10, 23), date(2026, 10, 28)),
    ],
)
def test_the_term_ends_with_the_third_working_day_after_the_service(service, last):
    assert CLOCK.last_day(service) == last
    assert CLOCK.deadline(service) == romania(last.year, last.month, last.day, 23, 59, 59)


@pytest.mark.parametrize(
    ("service", "in_utc"),
    [
        (date(2026, 3, 24), datetime(2026, 3, 27, 21, 59, 59, tzinfo=UTC)),
        (date(2026, 3, 27), datetime(2026, 4, 1, 20, 59, 59, tzinfo=UTC)),
        (date(2026, 10, 20), datetime(2026, 10, 23, 20, 59, 59, tzinfo=UTC)),
        (date(2026, 10, 23), datetime(2026, 10, 28, 21, 59, 59, tzinfo=UTC)),
    ],
)
def test_the_last_second_is_romanias_in_winter_and_summer(service, in_utc):
    assert CLOCK.deadline(service).astimezone(UTC) == in_utc


def test_a_service_at_23_59_counts_for_its_day_and_one_at_midnight_for_the_next():
    before, after = romania(2026, 3, 3, 23, 59), romania(2026, 3, 4, 0, 0)

    assert CLOCK.last_day(day_of(before)) == date(2026, 3, 6)
    assert CLOCK.last_day(day_of(after)) == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("sent", "late"),
    [
        (romania(2026, 3, 6, 23, 59, 59), False),
        (romania(2026, 3, 6, 23, 59, 59, 999_999), False),
        (romania(2026, 3, 7), True),
        (datetime(2026, 3, 6, 21, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 6, 22, 0, tzinfo=UTC), True),
        # A wrong clock that says "before the service" is somebody else's finding.
        (romania(2026, 3, 1), False),
    ],
)
def test_late_is_after_the_last_second(sent, late):
    assert CLOCK.is_late(sent, service_day=date(2026, 3, 3)) is late


def test_a_moment_without_a_zone_is_neither_late_nor_not():
    with pytest.raises(ValueError, match="zone"):
        CLOCK.is_late(datetime(2026, 3, 6, 12, 0), service_day=date(2026, 3, 3))  # noqa: DTZ001 - the case


# A service of Tuesday 3 March 2026: without a pause its term ends on Friday the 6th.
SERVICE = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("begins", "ends", "not_counted", "given_back"),
    [
        # Five minutes of Wednesday.
        (romania(2026, 3, 4, 10), romania(2026, 3, 4, 10, 5), 9, 9),
        # Wednesday 10:00 to Thursday 12:00: two days touched, 26 hours lost.
        (romania(2026, 3, 4, 10), romania(2026, 3, 5, 12), 10, 10),
        # Wednesday 22:00 to Thursday 04:00: two days touched, six hours lost.
        (romania(2026, 3, 4, 22), romania(2026, 3, 5, 4), 10, 9),
        # On the day of the service, on a weekend, and right after the term.
        (romania(2026, 3, 3, 0), romania(2026, 3, 4, 0), 6, 6),
        (romania(2026, 3, 7, 0), romania(2026, 3, 9, 0), 6, 6),
        (romania(2026, 3, 7, 0), romania(2026, 3, 20, 0), 6, 6),
        # The last second of the term alone.
        (romania(2026, 3, 6, 23, 59, 59), romania(2026, 3, 7), 9, 9),
        # Friday to Tuesday noon, and a whole week from Wednesday.
        (romania(2026, 3, 6, 12), romania(2026, 3, 10, 12), 11, 10),
        (romania(2026, 3, 4), romania(2026, 3, 11), 13, 13),
    ],
)
def test_an_outage_moves_the_term_as_the_policy_says(begins, ends, not_counted, given_back):
    pause = outage(begins, ends)

    assert clock(pause).last_day(SERVICE) == date(2026, 3, not_counted)
    assert clock(pause, effect=Effect.TIME_GIVEN_BACK).last_day(SERVICE) == date(
        2026, 3, given_back
    )
    assert clock(pause, effect=Effect.NONE).last_day(SERVICE) == date(2026, 3, 6)


def test_hours_lost_on_several_days_add_up_and_overlaps_count_once():
    eight_hours = [outage(romania(2026, 3, day, 8), romania(2026, 3, day, 16)) for day in (4, 5, 6)]
    a_bit_more = outage(romania(2026, 3, 6, 20), romania(2026, 3, 6, 20, 1))

    given_back = Effect.TIME_GIVEN_BACK
    assert clock(*eight_hours, effect=given_back).last_day(SERVICE) == date(2026, 3, 9)
    assert clock(*eight_hours, *eight_hours, effect=given_back).last_day(SERVICE) == date(
        2026, 3, 9
    )
    assert clock(*eight_hours, a_bit_more, effect=given_back).last_day(SERVICE) == date(2026, 3, 10)


def test_a_day_of_23_hours_that_is_worked_may_be_lost_and_given_back_whole():
    sunday = date(2026, 3, 29)
    days = WorkingDays([DeclaredDay(day=sunday, works=True, act="HG de probă")])
    begin, end = bounds(sunday)

    def last_day(ends: datetime) -> date:
        terms = policy(outage=Effect.TIME_GIVEN_BACK)
        return ReportingClock(terms, days=days, pauses=[outage(begin, ends)]).last_day(
            date(2026, 3, 27)
        )

    assert end - begin == timedelta(hours=23)
    # Sunday, Monday, Tuesday; with Sunday lost one more, and the first minute of Monday another.
    assert last_day(end) == date(2026, 4, 1)
    assert last_day(end + timedelta(minutes=1)) == date(2026, 4, 2)


def test_the_state_of_emergency_let_the_term_run_from_its_end():
    emergency = Pause(
        kind=PauseKind.SUSPENSION,
        begins=romania(2020, 3, 16),
        ends=romania(2020, 5, 15),
        act="HG 252/2020, art. 5",
    )
    days_of = ReportingClock(POLICY, days=USUAL, pauses=[emergency])

    assert days_of.last_day(date(2020, 3, 13)) == date(2020, 5, 19)
    assert days_of.last_day(date(2020, 4, 20)) == date(2020, 5, 19)
    assert days_of.last_day(date(2020, 5, 18)) == date(2020, 5, 21)


def test_outages_and_suspensions_have_effects_of_their_own():
    begins, ends = romania(2026, 3, 4), romania(2026, 3, 5)
    pauses = [
        outage(begins, ends),
        Pause(kind=PauseKind.SUSPENSION, begins=begins, ends=ends, act="Ordin de probă"),
    ]

    def last_day(pause: Pause) -> date:
        terms = policy(outage=Effect.NONE, suspension=Effect.TIME_GIVEN_BACK)
        return ReportingClock(terms, days=USUAL, pauses=[pause]).last_day(SERVICE)

    assert [last_day(pause) for pause in pauses] == [date(2026, 3, 6), date(2026, 3, 9)]


def test_a_bridge_day_of_the_installation_does_not_count():
    days = WorkingDays([DeclaredDay(day=date(2026, 3, 5), works=False, act="HG de probă")])

    assert ReportingClock(POLICY, days=days).last_day(SERVICE) == date(2026, 3, 9)


@pytest.mark.parametrize("ends", [romania(2026, 3, 4, 10), romania(2026, 3, 4, 9)])
def test_a_pause_without_length_is_refused(ends):
    with pytest.raises(ValueError, match="pause"):
        outage(romania(2026, 3, 4, 10), ends)


def test_a_pause_in_the_repeated_hour_has_the_length_that_passes():
    begins = romania(2026, 10, 25, 3, 50)
    ends = romania(2026, 10, 25, 3, 10).replace(fold=1)

    assert outage(begins, ends).ends == ends


def test_a_term_without_days_is_refused():
    nothing = ReportingPolicy(
        working_days=0,
        outage=Effect.NONE,
        suspension=Effect.NONE,
        act="",
        source="",
        valid_from=SERVICE,
    )

    with pytest.raises(ValueError, match="working day"):
        ReportingClock(nothing, days=USUAL)


def test_a_policy_holds_from_its_first_to_its_last_day():
    ended = ReportingPolicy(
        working_days=5,
        outage=Effect.NONE,
        suspension=Effect.NONE,
        act="De probă",
        source="",
        valid_from=date(2020, 1, 1),
        valid_to=date(2022, 3, 16),
    )

    assert policy_on(date(2022, 3, 16)) is None
    assert policy_on(date(2022, 3, 17)) is POLICY
    assert policy_on(date(2022, 3, 16), (ended, POLICY)) is ended
    assert policy_on(date(2022, 3, 17), (ended, POLICY)) is POLICY


def test_many_are_answered_in_their_order():
    days = [date(2026, 4, 9), date(2026, 3, 3), date(2026, 4, 9)]

    assert CLOCK.deadlines(iter(days)) == [CLOCK.deadline(day) for day in days]


@given(DAYS)
def test_without_pauses_the_term_is_three_working_days_and_no_second_is_lost(day):
    deadline = CLOCK.deadline(day)
    last = deadline.astimezone(UTC)

    assert USUAL.count(after=day, until=day_of(deadline)) == 3
    assert deadline == last_second(day_of(deadline))
    assert not CLOCK.is_late(last + SECOND - timedelta(microseconds=1), service_day=day)
    assert CLOCK.is_late(last + SECOND, service_day=day)


@given(DAYS, OFFSETS, st.sampled_from(Effect), st.integers(1, 30))
def test_a_later_service_never_ends_earlier(day, minutes, effect, later):
    found = clock(*outages_after(day, minutes), effect=effect)

    assert found.last_day(day) <= found.last_day(day + timedelta(days=later))


@given(DAYS, OFFSETS, st.sampled_from(Effect))
def test_another_pause_never_brings_the_term_nearer(day, minutes, effect):
    pauses = outages_after(day, minutes)
    fewer, more = clock(*pauses[1:], effect=effect), clock(*pauses, effect=effect)

    assert more.last_day(day) >= fewer.last_day(day) >= CLOCK.last_day(day)


@given(DAYS, OFFSETS)
def test_giving_time_back_is_never_more_than_not_counting_the_days(day, minutes):
    pauses = outages_after(day, minutes)
    parts = clock(*pauses, effect=Effect.TIME_GIVEN_BACK)

    assert parts.last_day(day) <= clock(*pauses).last_day(day)


@given(DAYS, OFFSETS)
def test_days_not_counted_are_exactly_those_that_a_slow_look_finds_touched(day, minutes):
    pauses = outages_after(day, minutes)

    def is_touched(each: date) -> bool:
        begin, end = bounds(each)
        return any(pause.begins < end and begin < pause.ends for pause in pauses)

    left, each = 3, day
    while left:
        each = USUAL.next_after(each)
        left -= not is_touched(each)

    assert clock(*pauses).last_day(day) == each


@given(DAYS, OFFSETS, st.sampled_from(Effect))
def test_the_order_of_pauses_and_what_was_asked_before_change_nothing(day, minutes, effect):
    pauses = outages_after(day, minutes)
    asked = clock(*reversed(pauses), effect=effect)
    for number in range(-5, 5):
        asked.last_day(day + timedelta(days=number))

    assert asked.last_day(day) == clock(*pauses, effect=effect).last_day(day)
