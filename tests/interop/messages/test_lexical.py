"""Values of the types of XML Schema: which texts stand for one, and what they mean."""

import base64
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.interop.messages import lexical
from openpias.interop.messages.problems import Problem, Refusal

MOMENTS = st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1))  # noqa: DTZ001


@given(st.dates(), st.sampled_from(["", "Z", "+02:00", "-14:00"]))
def test_a_day_is_read_with_any_zone_and_no_zone_moves_it(day, zone):
    found = lexical.day(f" {day.isoformat()}{zone} ")

    assert isinstance(found, str)
    assert lexical.as_day(found) == day


@given(MOMENTS)
def test_a_moment_without_a_zone_is_what_the_clock_showed(moment):
    assert lexical.as_moment(str(lexical.moment(moment.isoformat()))) == moment


@given(MOMENTS, st.integers(-840, 840))
def test_a_moment_with_a_zone_is_shown_on_the_clocks_of_romania(moment, minutes):
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))

    found = lexical.as_moment(str(lexical.moment(aware.isoformat())))

    assert found == aware.astimezone(lexical.ROMANIA).replace(tzinfo=None)


def test_a_service_at_night_in_utc_is_of_the_next_day_in_romania():
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC).isoformat()

    assert lexical.as_moment(late).date() == date(2026, 7, 2)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, max_value=10**15, min_value=-(10**15)
    )
)
def test_a_number_keeps_its_digits(number):
    assert lexical.as_number(str(lexical.decimal(f"{number:f}"))) == number


@given(st.binary(max_size=200))
def test_base64_is_read_with_white_space_between(octets):
    text = base64.encodebytes(octets).decode()

    assert base64.b64decode(str(lexical.base64(text))) == octets


@pytest.mark.parametrize(
    ("read", "text", "problem"),
    [
        (lexical.decimal, "1e5", Problem.NUMBER),
        (lexical.decimal, "9" * 25, Problem.NUMBER),
        (lexical.double, "INF", Problem.NUMBER),
        (lexical.double, "1e999999999", Problem.NUMBER),
        (lexical.day, "0000-01-01", Problem.DATE),
        (lexical.day, "12026-01-01", Problem.DATE),
        (lexical.day, "２０２６-01-01", Problem.DATE),
        (lexical.moment, "2026-11-02T24:00:00", Problem.DATE_TIME),
        (lexical.moment, "0001-01-01T00:00:00+14:00", Problem.DATE_TIME),
        (lexical.moment, "9999-12-31T23:59:59-14:00", Problem.DATE_TIME),
        (lexical.boolean, "TRUE", Problem.BOOLEAN),
        (lexical.base64, "QUJDRB==", Problem.BASE64),
        (lexical.hexadecimal, "abc", Problem.HEX),
        (lexical.whole("uint"), "٣", Problem.NUMBER),
        (lexical.whole("integer", 1), "9" * 25, Problem.NUMBER),
    ],
)
def test_what_no_record_could_hold_is_refused(read, text, problem):
    found = read(text)

    assert isinstance(found, Refusal)
    assert found.problem is problem
    assert text not in str(found.facts)


def test_a_length_is_counted_in_characters():
    read = lexical.text(0, 3)

    assert read("𐍈𐍈𐍈") == "𐍈𐍈𐍈"
    assert read("ș" * 4) == Refusal(Problem.TOO_LONG, {"most": "3"})


def test_a_number_of_a_closed_list_is_compared_as_a_number():
    read = lexical.listed(("1", "2"), lexical.whole("uint"), numeric=True)

    assert [read(each) for each in ("1", " 01 ", "+2")] == ["1", "1", "2"]


def test_an_exponent_is_read_as_the_number_it_is():
    assert lexical.as_number(str(lexical.double("34.5e1"))) == Decimal(345)
