"""The CNP of a residence permit: structure, control digit, agreement with typed data."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.identifiers import cnp
from openpias.core.identifiers.cnp import Cnp, Disagreement, Problem


@pytest.mark.parametrize(
    "text", ["7900101700017", "8850315700017", "7220224701232", "7900101700051", "1630615123457"]
)
def test_is_valid_accepts_published_and_computed_vectors(text: str) -> None:
    assert cnp.is_valid(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7900101700017", None),
        ("8850315700017", None),
        ("7900101700018", Problem.CONTROL_DIGIT),
        ("1630615123457", Problem.NOT_PERMIT),
        ("790010170001", Problem.LENGTH),
        ("79001017000170", Problem.LENGTH),
        ("790010170001x", Problem.NOT_DIGITS),
        ("", Problem.NOT_DIGITS),
        ("٧٩٠٠١٠١٧٠٠٠١٧", Problem.NOT_DIGITS),
    ],
)
def test_permit_problem_names_the_first_reason(text: str, expected: Problem | None) -> None:
    assert cnp.permit_problem(text) == expected


@given(body=st.from_regex(r"[78][0-9]{11}", fullmatch=True), position=st.integers(0, 12))
def test_a_single_wrong_digit_is_refused(body: str, position: int) -> None:
    text = body + cnp.control_digit(body)
    wrong = str((int(text[position]) + 1) % 10)
    changed = text[:position] + wrong + text[position + 1 :]

    # Remainders 1 and 10 share the control digit 1: the scheme itself cannot tell them apart.
    if cnp.control_digit(changed[:-1]) != changed[-1]:
        assert not cnp.is_valid(changed)


@pytest.mark.parametrize(
    ("birth_date", "sex", "expected"),
    [
        (date(1990, 1, 1), "M", []),
        (date(1890, 1, 1), "M", []),
        (date(1990, 1, 2), "M", [Disagreement.BIRTH_DATE]),
        (date(1990, 1, 1), "F", [Disagreement.SEX]),
        (date(1991, 1, 1), "F", [Disagreement.BIRTH_DATE, Disagreement.SEX]),
    ],
)
def test_disagreements_compare_what_the_digits_carry(
    birth_date: date, sex: str, expected: list[Disagreement]
) -> None:
    assert cnp.disagreements(Cnp("7900101700017"), birth_date=birth_date, sex=sex) == expected


@pytest.mark.parametrize("first", "12345678")
def test_first_digits_of_residents_are_taken(first):
    body = first + "85112470001"

    assert cnp.resident_problem(body + cnp.control_digit(body)) is None


@pytest.mark.parametrize("first", "09")
def test_other_first_digits_are_no_residents(first):
    body = first + "85112470001"

    problem = cnp.resident_problem(body + cnp.control_digit(body))

    assert problem is cnp.Problem.NOT_RESIDENT


@pytest.mark.parametrize(
    ("first", "year", "sex"),
    [
        *(("1", 1985, "M"), ("2", 1985, "F"), ("3", 1885, "M"), ("4", 1885, "F")),
        *(("5", 2085, "M"), ("6", 2085, "F"), ("7", 1985, "M"), ("8", 2085, "F")),
    ],
)
def test_a_resident_s_cnp_says_sex_and_century(first, year, sex):
    body = first + "85112470001"
    number = cnp.Cnp(body + cnp.control_digit(body))

    right = cnp.resident_disagreements(number, birth_date=date(year, 11, 24), sex=sex)
    wrong = cnp.resident_disagreements(
        number, birth_date=date(year, 11, 25), sex="F" if sex == "M" else "M"
    )
    other_century = cnp.resident_disagreements(
        number, birth_date=date(1985 if year != 1985 else 2085, 11, 24), sex=sex
    )

    assert right == []
    assert wrong == [cnp.Disagreement.BIRTH_DATE, cnp.Disagreement.SEX]
    assert other_century == ([] if first in "78" else [cnp.Disagreement.BIRTH_DATE])


@pytest.mark.parametrize(
    ("body", "born"),
    [
        ("185110170001", date(1985, 11, 1)),
        ("510021370001", date(2010, 2, 13)),
        ("712021370001", date(2012, 2, 13)),
        ("785110170001", date(1985, 11, 1)),
        ("510023170001", None),
        ("530021370001", None),
    ],
)
def test_the_birth_date_is_read_where_the_cnp_says_one(body: str, born: date | None) -> None:
    text = body + cnp.control_digit(body)

    assert cnp.birth_date(text, by=date(2026, 11, 19)) == born
    assert cnp.birth_date(body + "x", by=date(2026, 11, 19)) is None
