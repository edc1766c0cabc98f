"""Is a date read as it was meant, and never guessed?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem, PartialDate, Precision

DAY = PartialDate(value=date(1982, 7, 20))
MONTH = PartialDate(value=date(1982, 7, 1), precision=Precision.MONTH)
YEAR = PartialDate(value=date(1982, 1, 1), precision=Precision.YEAR)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("20-07-1982", DAY),
        ("20.07.1982", DAY),
        ("20/7/1982", DAY),
        ("20 07 1982", DAY),
        ("1982-07-20", DAY),
        ("07-1982", MONTH),
        ("1982-07", MONTH),
        ("00-07-1982", MONTH),
        ("1982", YEAR),
        ("00-00-1982", YEAR),
        ("31-02-1982", DateProblem.NOT_REAL),
        ("29-02-1983", DateProblem.NOT_REAL),
        ("20-13-1982", DateProblem.NOT_REAL),
        ("20-00-1982", DateProblem.NOT_REAL),
        ("00-00-0000", DateProblem.NOT_REAL),
        ("20-07-82", DateProblem.FORMAT),
        ("", DateProblem.FORMAT),
        ("ieri", DateProblem.FORMAT),
        ("20-07-1982x", DateProblem.FORMAT),
        ("٢٠-٠٧-١٩٨٢", DateProblem.FORMAT),
        ("2022-2-3", DateProblem.FORMAT),
    ],
)
def test_what_was_typed_is_read_or_told(text, read):
    assert dates.parse(text) == read


def test_a_full_date_is_asked_for_where_one_is_needed():
    assert dates.parse_full("20-07-1982") == date(1982, 7, 20)
    assert dates.parse_full("07-1982") is DateProblem.INCOMPLETE
    assert dates.parse_full("x") is DateProblem.FORMAT


@given(st.dates(date(1900, 1, 1)), st.sampled_from(Precision))
def test_what_is_written_is_read_back(day, precision):
    first = {
        Precision.DAY: day,
        Precision.MONTH: day.replace(day=1),
        Precision.YEAR: day.replace(month=1, day=1),
    }
    partial = PartialDate(value=first[precision], precision=precision)

    assert dates.parse(partial.typed()) == partial
    assert dates.parse(partial.iso()) == partial


@given(st.text(max_size=12))
def test_no_text_breaks_the_reader(text):
    assert isinstance(dates.parse(text), PartialDate | DateProblem)
