"""The temporary number: its shape, its check digit, and that it never passes as a CNP."""

from hypothesis import given
from hypothesis import strategies as st

from openpias.core.identifiers import cnp, temporary_number, verhoeff
from openpias.core.identifiers.temporary_number import Problem


def test_verhoeff_agrees_with_the_published_example() -> None:
    assert verhoeff.check_digit("236") == "3"


def test_draw_skips_a_number_that_would_pass_as_a_cnp() -> None:
    def passes_as_cnp(value: int) -> bool:
        body = f"9{value:011d}"
        return cnp.is_valid(body + verhoeff.check_digit(body))

    passing = next(value for value in range(1000) if passes_as_cnp(value))
    other = next(value for value in range(1000) if not passes_as_cnp(value))
    draws = iter([passing, other])

    drawn = temporary_number.draw(lambda _: next(draws))

    assert drawn[:12] == f"9{other:011d}"


@given(st.integers(0, 10**11 - 1))
def test_every_drawn_number_is_valid_and_no_cnp(value: int) -> None:
    draws = iter([value, *range(100)])
    drawn = temporary_number.draw(lambda _: next(draws))

    assert temporary_number.is_valid(drawn)
    assert not cnp.is_valid(drawn)


@given(st.integers(0, 10**11 - 1), st.integers(0, 11))
def test_neighbouring_digits_swapped_are_refused(value: int, position: int) -> None:
    draws = iter([value, *range(100)])
    drawn = temporary_number.draw(lambda _: next(draws))
    digits = list(drawn)
    digits[position], digits[position + 1] = digits[position + 1], digits[position]
    swapped = "".join(digits)

    assert swapped == drawn or not temporary_number.is_valid(swapped)


def _with_wrong_check_digit() -> str:
    body = "912345678901"
    return body + str((int(verhoeff.check_digit(body)) + 1) % 10)


def test_a_number_for_practice_never_passes_as_a_cnp_or_as_a_real_one() -> None:
    chance = iter(range(4_000))

    for _ in range(1_000):
        drawn = temporary_number.draw_practice(lambda _: next(chance))
        assert drawn[-1] != cnp.control_digit(drawn[:-1])
        assert temporary_number.is_practice(drawn)
        assert not temporary_number.is_valid(drawn)


def test_problem_names_the_first_reason() -> None:
    assert temporary_number.problem("abc") == Problem.NOT_DIGITS
    assert temporary_number.problem("912") == Problem.LENGTH
    assert temporary_number.problem("8123456789012") == Problem.PREFIX
    assert temporary_number.problem(_with_wrong_check_digit()) == Problem.CHECK_DIGIT


def test_grouped_breaks_after_four_digits() -> None:
    assert temporary_number.grouped("9123456789012") == "9123 4567 8901 2"
