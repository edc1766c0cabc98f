"""The stamp code: read as it is typed, refused when its shape is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.identifiers import stamp_code
from openpias.core.identifiers.stamp_code import Problem


@given(st.from_regex(r"[0-9A-Z]{5,6}", fullmatch=True), st.integers(0, 5))
def test_a_code_in_small_letters_and_with_a_blank_is_the_same_code(code: str, place: int) -> None:
    typed = f"{code[:place]} {code[place:]}".lower()

    assert stamp_code.parse(typed) == code


@given(st.text())
def test_whatever_is_typed_gives_a_code_of_the_published_pattern_or_a_problem(text: str) -> None:
    parsed = stamp_code.parse(text)

    assert isinstance(parsed, Problem) or (parsed.isascii() and 5 <= len(parsed) <= 6)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem.LENGTH),
        ("A123", Problem.LENGTH),
        ("A123456", Problem.LENGTH),
        ("A12-34", Problem.NOT_ALPHANUMERIC),
        ("Ș12345", Problem.NOT_ALPHANUMERIC),
    ],
)
def test_a_wrong_shape_is_named(text: str, problem: Problem) -> None:
    assert stamp_code.parse(text) == problem
