"""The card number: sixteen digits whose last tells a slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.identifiers import card_number
from openpias.core.identifiers.card_number import Problem

numbers = st.integers(0, 10**15 - 1).map(lambda drawn: card_number.draw(lambda _: drawn))


def test_the_published_example_of_the_algorithm_holds():
    assert card_number.check_digit("7992739871") == "3"
    assert card_number.is_valid("4111111111111111")


@given(numbers)
def test_a_number_as_it_stands_on_the_card_is_read_back(number: str) -> None:
    assert card_number.is_valid(number)
    assert card_number.parse(card_number.grouped(number)) == number
    assert card_number.parse(card_number.grouped(number).replace(" ", "-")) == number


@given(numbers, st.integers(0, 15), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number: str, place: int, change: int) -> None:
    wrong = str((int(number[place]) + change) % 10)
    slipped = number[:place] + wrong + number[place + 1 :]

    assert card_number.parse(slipped) == Problem.CHECK_DIGIT
    assert not card_number.is_valid(slipped)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem.NOT_DIGITS),
        ("411111111111111", Problem.LENGTH),
        ("41111111111111111", Problem.LENGTH),
        ("411111111111111X", Problem.NOT_DIGITS),
        ("4111111111111112", Problem.CHECK_DIGIT),
    ],
)
def test_a_wrong_number_is_named(text: str, problem: Problem) -> None:
    assert card_number.parse(text) == problem
    assert not card_number.is_valid(text)
