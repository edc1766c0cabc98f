"""What is the number of a health card (document number), and how is one drawn?

Sixteen digits: `cardNo` of the published schemas has length 16.
Ours are fifteen random digits and the control digit by Luhn (ISO/IEC 7812-1, annex B), so that a
slip on the telephone is noticed; the structure of the official number is not public.
"""

from collections.abc import Callable
from enum import StrEnum
from secrets import randbelow
from typing import NewType

from openpias.core.identifiers.digits import is_ascii_digits

CardNumber = NewType("CardNumber", str)

LENGTH = 16
_RANDOM_SPACE = 10 ** (LENGTH - 1)


class Problem(StrEnum):
    """Why a text is no card number; the value is the code shown to users."""

    NOT_DIGITS = "card-number-not-digits"
    LENGTH = "card-number-length"
    CHECK_DIGIT = "card-number-check-digit"


def draw(random_below: Callable[[int], int] = randbelow) -> CardNumber:
    """Return a new well-formed number; uniqueness is the register's affair."""
    body = f"{random_below(_RANDOM_SPACE):0{LENGTH - 1}d}"
    return CardNumber(body + check_digit(body))


def parse(text: str) -> CardNumber | Problem:
    """Return the number without blanks and hyphens, or say why it is none."""
    plain = "".join(text.split()).replace("-", "")
    if not is_ascii_digits(plain):
        return Problem.NOT_DIGITS
    if len(plain) != LENGTH:
        return Problem.LENGTH
    if check_digit(plain[:-1]) != plain[-1]:
        return Problem.CHECK_DIGIT
    return CardNumber(plain)


def is_valid(text: str) -> bool:
    """Tell whether `text` is sixteen ASCII digits that end in their control digit."""
    return len(text) == LENGTH and is_ascii_digits(text) and check_digit(text[:-1]) == text[-1]


def check_digit(body: str) -> str:
    """Return the Luhn digit of ASCII digits: every second from the right counts twice."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (1 if place % 2 else 2)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def grouped(number: str) -> str:
    """Write a number as it stands on the card, four digits at a time."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))
