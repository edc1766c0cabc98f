"""What is a temporary number, and how is one drawn?

Thirteen digits: 9, eleven random digits, a Verhoeff digit.
A number that would also pass the control digit of a CNP is never drawn, so no temporary number is
mistaken for a CNP or a NIF.
The plan is OpenPIAS's own: the structure of the official number is not public.
"""

from collections.abc import Callable
from enum import StrEnum
from secrets import randbelow
from typing import NewType

from openpias.core.identifiers import cnp, verhoeff
from openpias.core.identifiers.digits import is_ascii_digits

TemporaryNumber = NewType("TemporaryNumber", str)

LENGTH = 13
PREFIX = "9"
_RANDOM_SPACE = 10**11


class Problem(StrEnum):
    """Why a text is not a temporary number; the value is the code shown to users."""

    NOT_DIGITS = "number-not-digits"
    LENGTH = "number-length"
    PREFIX = "number-prefix"
    CHECK_DIGIT = "number-check-digit"


def draw(random_below: Callable[[int], int] = randbelow) -> TemporaryNumber:
    """Return a new well-formed number; uniqueness is the register's affair."""
    while True:
        body = f"{PREFIX}{random_below(_RANDOM_SPACE):011d}"
        digit = verhoeff.check_digit(body)
        if digit != cnp.control_digit(body):
            return TemporaryNumber(body + digit)


def problem(text: str) -> Problem | None:
    """Say why `text` is not a temporary number, or None."""
    if not is_ascii_digits(text):
        return Problem.NOT_DIGITS
    if len(text) != LENGTH:
        return Problem.LENGTH
    if not text.startswith(PREFIX):
        return Problem.PREFIX
    if not verhoeff.is_valid(text) or cnp.is_valid(text):
        return Problem.CHECK_DIGIT
    return None


def is_valid(text: str) -> bool:
    """Tell whether `text` is a well-formed temporary number."""
    return problem(text) is None


def grouped(number: str) -> str:
    """Write a number for reading aloud: 9 123 4567 8901 2 becomes `9123 4567 8901 2`."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def draw_practice(random_below: Callable[[int], int] = randbelow) -> str:
    """Return a number for practice: it looks like a real one and its check digit is always wrong.

    Like a real one it never passes as a CNP.
    """
    while True:
        body = draw(random_below)[:-1]
        digit = _practice_digit(body)
        if digit != cnp.control_digit(body):
            return body + digit


def is_practice(text: str) -> bool:
    """Tell whether `text` is a number of the practice mode."""
    return (
        len(text) == LENGTH
        and is_ascii_digits(text)
        and text.startswith(PREFIX)
        and text[-1] == _practice_digit(text[:-1])
    )


def _practice_digit(body: str) -> str:
    return str((int(verhoeff.check_digit(body)) + 5) % 10)
