"""Does exactly one of human and IVR answer at every moment, and do human hours add up?"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.calendar.helpdesk_hours import HelpdeskClock, Hours, Programme, Service
from openpias.core.calendar.legal_day import ROMANIA, day_of
from openpias.core.calendar.working_days import DeclaredDay, WorkingDays

USUAL = WorkingDays()
CLOCK = HelpdeskClock(USUAL)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
LAST_MICROSECOND = timedelta(microseconds=-1)
MOMENTS = st.datetimes(datetime(2018, 1, 1), datetime(2059, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone comes beside
SPANS = st.timedeltas(timedelta(), timedelta(days=40))
# A Wednesday, a Saturday, a Sunday, Easter Monday, National Day.
WORKED = date(2026, 3, 4)
RESTS = [date(2026, 3, 7), date(2026, 3, 8), date(2026, 4, 13), date(2026, 12, 1)]


def romania(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ROMANIA)


def passed(start: datetime, end: datetime) -> timedelta:
    return end.astimezone(UTC) - start.astimezone(UTC)


@pytest.mark.parametrize(
    ("hour", "service"),
    [
        (time(0), Service.IVR),
        (time(7, 59), Service.IVR),
        (time(7, 59, 59, 999_999), Service.IVR),
        (time(8), Service.HUMAN),
        (time(16, 1), Service.HUMAN),
        (time(18), Service.HUMAN),
        (time(18, 0, 59, 999_999), Service.HUMAN),
        (time(18, 1), Service.IVR),
        (time(23, 59, 59, 999_999), Service.IVR),
    ],
)
def test_on_a_working_day_people_answer_through_the_minute_18_00(hour, service):
    assert CLOCK.service_at(datetime.combine(WORKED, hour, ROMANIA)) is service


@pytest.mark.parametrize("day", RESTS, ids=str)
@pytest.mark.parametrize(
    ("hour", "service"),
    [
        (time(7, 59, 59, 999_999), Service.IVR),
        (time(8), Service.HUMAN),
        (time(16, 0, 59, 999_999), Service.HUMAN),
        (time(16, 1), Service.IVR),
        (time(17, 30), Service.IVR),
    ],
)
def test_on_days_of_rest_people_answer_through_the_minute_16_00(day, hour, service):
    assert CLOCK.service_at(datetime.combine(day, hour, ROMANIA)) is service


def test_a_declared_bridge_day_is_of_rest_where_the_installation_says_so():
    bridge = DeclaredDay(day=WORKED, works=False, act="HG de probă")
    half_past_five = romania(2026, 3, 4, 17, 30)

    assert HelpdeskClock(WorkingDays([bridge])).service_at(half_past_five) is Service.IVR
    assert CLOCK.service_at(half_past_five) is Service.HUMAN


@pytest.mark.parametrize(
    ("moment", "found"),
    [
        (romania(2026, 3, 4, 7, 59, 59), romania(2026, 3, 4, 8)),
        (romania(2026, 3, 4, 8), romania(2026, 3, 4, 8)),
        (romania(2026, 3, 4, 12, 34, 56), romania(2026, 3, 4, 12, 34, 56)),
        (romania(2026, 3, 4, 18, 1), romania(2026, 3, 5, 8)),
        (romania(2026, 3, 7, 16, 1), romania(2026, 3, 8, 8)),
        (romania(2026, 12, 31, 23, 59, 59), romania(2027, 1, 1, 8)),
        # The nights in which clocks change, and the repeated hour.
        (romania(2026, 3, 28, 23), romania(2026, 3, 29, 8)),
        (romania(2026, 10, 25, 3, 30).replace(fold=1), romania(2026, 10, 25, 8)),
    ],
)
def test_the_next_human_answers_at(moment, found):
    assert CLOCK.next_human(moment) == found


@pytest.mark.parametrize(
    ("start", "hours"), [((2026, 3, 28, 16, 1), 14.98), ((2026, 10, 24, 16, 1), 16.98)]
)
def test_the_night_of_the_ivr_is_an_hour_shorter_or_longer_when_clocks_change(start, hours):
    night = passed(romania(*start), CLOCK.next_human(romania(*start)))

    assert round(night / HOUR, 2) == hours


@pytest.mark.parametrize(
    ("start", "end", "elapsed"),
    [
        (romania(2026, 3, 4, 9), romania(2026, 3, 4, 11), 2 * HOUR),
        (romania(2026, 3, 4, 17), romania(2026, 3, 5, 9), 2 * HOUR + 60 * SECOND),
        (romania(2026, 3, 4, 18, 1), romania(2026, 3, 5, 8), timedelta()),
        # Friday noon to Monday noon: 6:01, two days of 8:01, 4:00.
        (romania(2026, 3, 6, 12), romania(2026, 3, 9, 12), timedelta(hours=26, minutes=3)),
        # Holy Thursday to Tuesday after Easter: the four days between are of rest.
        (romania(2026, 4, 9, 17), romania(2026, 4, 14, 9), timedelta(hours=34, minutes=5)),
        # Over the night in which clocks go forward.
        (romania(2026, 3, 28, 16), romania(2026, 3, 29, 9), timedelta(hours=1, minutes=1)),
        # From the first to the second 03:30 of an autumn night.
        (
            romania(2026, 10, 25, 3, 30),
            romania(2026, 10, 25, 3, 30).replace(fold=1),
            timedelta(),
        ),
    ],
)
def test_human_time_between_two_moments(start, end, elapsed):
    assert CLOCK.elapsed(start, end) == elapsed
    assert CLOCK.elapsed(end, start) == -elapsed


def test_a_year_has_250_days_of_ten_hours_115_of_eight_and_a_minute_each():
    year = CLOCK.elapsed(romania(2026, 1, 1), romania(2027, 1, 1))

    assert year == (250 * 10 + 115 * 8) * HOUR + 365 * 60 * SECOND


@pytest.mark.parametrize(
    ("start", "human", "found"),
    [
        (romania(2026, 3, 4, 9), 2 * HOUR, romania(2026, 3, 4, 11)),
        (romania(2026, 3, 4, 20), 2 * HOUR, romania(2026, 3, 5, 10)),
        (romania(2026, 3, 4, 17), 2 * HOUR, romania(2026, 3, 5, 8, 59)),
        (romania(2026, 3, 4, 17), timedelta(minutes=61), romania(2026, 3, 4, 18, 1)),
        (romania(2026, 3, 4, 20), timedelta(), romania(2026, 3, 4, 20)),
        (romania(2026, 4, 9, 17), timedelta(hours=34, minutes=5), romania(2026, 4, 14, 9)),
    ],
)
def test_the_moment_after_so_much_human_time(start, human, found):
    assert CLOCK.after(start, human) == found


def test_human_time_does_not_run_backwards():
    with pytest.raises(ValueError, match="forwards"):
        CLOCK.after(romania(2026, 3, 4, 9), -SECOND)


@pytest.mark.parametrize("ask", [CLOCK.service_at, CLOCK.next_human])
def test_a_moment_without_a_zone_is_refused(ask):
    with pytest.raises(ValueError, match="zone"):
        ask(datetime(2026, 3, 4, 9))  # noqa: DTZ001 - the case


@pytest.mark.parametrize("closes", [time(8), time(7)])
def test_hours_that_do_not_close_after_they_open_are_refused(closes):
    with pytest.raises(ValueError, match="close"):
        Hours(opens=time(8), closes=closes)


def test_an_installation_may_have_hours_of_its_own():
    short = Hours(opens=time(9), closes=time(12))
    own = HelpdeskClock(USUAL, programme=Programme(working=short, rest=short, source="Ale noastre"))

    assert own.service_at(romania(2026, 3, 4, 12)) is Service.IVR
    assert own.next_human(romania(2026, 3, 4, 12)) == romania(2026, 3, 5, 9)


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 29), 2), ((2026, 10, 25), 4)])
def test_hours_that_people_spend_while_clocks_change_are_those_that_pass(day, hours):
    night = Hours(opens=time(0), closes=time(12))
    own = HelpdeskClock(USUAL, programme=Programme(working=night, rest=night, source="De noapte"))
    start, end = romania(*day, 2), romania(*day, 5)

    assert own.elapsed(start, end) == hours * HOUR
    assert own.after(start, hours * HOUR) == end


@pytest.mark.parametrize("first", [(2026, 3, 27), (2026, 10, 23)])
def test_every_minute_around_a_clock_change_belongs_to_one_service_by_its_hands(first):
    # A look that shares nothing with the kernel; both runs are free of legal holidays.
    minute = romania(*first).astimezone(UTC)
    for _ in range(5 * 24 * 60):
        hands = minute.astimezone(ROMANIA)
        closing = "16:00" if hands.weekday() >= 5 else "18:00"
        people = "08:00" <= f"{hands:%H:%M}" <= closing
        for moment in (minute, minute + 60 * SECOND + LAST_MICROSECOND):
            assert (CLOCK.service_at(moment) is Service.HUMAN) is people
        minute += 60 * SECOND


@given(MOMENTS)
def test_the_next_human_is_now_or_the_first_after_an_ivr_without_a_break(moment):
    found = CLOCK.next_human(moment)

    assert CLOCK.service_at(found) is Service.HUMAN
    if CLOCK.service_at(moment) is Service.HUMAN:
        assert found == moment
    else:
        assert moment < found <= moment + timedelta(hours=17)
        assert CLOCK.service_at(found.astimezone(UTC) + LAST_MICROSECOND) is Service.IVR
        assert CLOCK.elapsed(moment, found) == timedelta()


@given(MOMENTS, SPANS, SPANS)
def test_human_time_adds_up_and_never_runs_faster_than_time(start, first, second):
    middle, end = start + first, start + first + second

    assert CLOCK.elapsed(start, middle) + CLOCK.elapsed(middle, end) == CLOCK.elapsed(start, end)
    assert timedelta() <= CLOCK.elapsed(start, middle) <= first


@given(MOMENTS, st.timedeltas(timedelta(), timedelta(hours=200)))
def test_going_on_by_human_time_passes_exactly_that_much(start, human):
    found = CLOCK.after(start, human)

    assert CLOCK.elapsed(start, found) == human
    assert found >= start
    if human:
        assert CLOCK.elapsed(start, found.astimezone(UTC) + LAST_MICROSECOND) < human


@given(MOMENTS, SPANS)
def test_going_on_undoes_elapsing_where_people_answer(start, span):
    end = CLOCK.next_human(start + span).astimezone(UTC)
    found = CLOCK.after(start, CLOCK.elapsed(start, end))

    # At 08:00 sharp the moment before which that much passed is the last closing.
    assert found <= end
    assert found == end or CLOCK.elapsed(found, end) == timedelta()
    if CLOCK.service_at(end + LAST_MICROSECOND) is Service.HUMAN:
        assert found == end


@given(MOMENTS, SPANS, st.timedeltas(timedelta(), timedelta(hours=50)))
def test_a_later_start_never_ends_earlier(start, span, human):
    assert CLOCK.after(start, human) <= CLOCK.after(start + span, human)


@given(MOMENTS)
def test_moments_are_told_on_romanias_clocks(moment):
    assert CLOCK.next_human(moment).tzinfo is ROMANIA
    assert CLOCK.after(moment, HOUR).tzinfo is ROMANIA
    assert day_of(CLOCK.next_human(moment)) - day_of(moment) <= timedelta(days=1)
