"""The CID: twenty digits, drawn at random, read as they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.identifiers import cid
from openpias.core.identifiers.cid import Problem


def test_a_drawn_cid_keeps_its_leading_zeros():
    assert cid.draw(lambda _: 7) == "00000000000000000007"


def test_a_cid_is_drawn_from_all_twenty_digit_numbers():
    assert cid.draw(lambda bound: bound - 1) == "9" * 20


def test_two_drawn_cids_differ():
    assert cid.draw() != cid.draw()


@given(st.integers(0, 10**20 - 1))
def test_a_cid_read_aloud_in_groups_is_the_same_cid(number: int) -> None:
    drawn = cid.draw(lambda _: number)

    assert cid.is_valid(drawn)
    assert cid.parse(cid.grouped(drawn)) == drawn


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem.NOT_DIGITS),
        ("1234567890123456789", Problem.LENGTH),
        ("123456789012345678901", Problem.LENGTH),
        ("1234567890123456789A", Problem.NOT_DIGITS),
        ("١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩٠", Problem.NOT_DIGITS),
    ],
)
def test_a_wrong_shape_is_named(text: str, problem: Problem) -> None:
    assert cid.parse(text) == problem
    assert not cid.is_valid(text)
