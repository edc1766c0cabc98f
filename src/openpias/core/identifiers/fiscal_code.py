"""Is this a fiscal code (CUI) of a Romanian provider?

Two to ten digits, the last one a control digit: the others, aligned to the right, are weighed with
7 5 3 2 1 7 5 3 2, summed, multiplied by ten, and taken modulo 11; remainder 10 is written as 0.
"RO" before it marks a payer of VAT and is not part of the code.
Source: Order of the Minister of Finance on the registration codes of taxpayers, as published by ANAF.
"""

from enum import StrEnum
from typing import NewType

from openpias.core.identifiers.digits import is_ascii_digits

FiscalCode = NewType("FiscalCode", str)

SHORTEST, LONGEST = 2, 10
_WEIGHTS = (7, 5, 3, 2, 1, 7, 5, 3, 2)


class Problem(StrEnum):
    """Why a text is no fiscal code; the value is the code shown to users."""

    NOT_DIGITS = "fiscal-code-not-digits"
    LENGTH = "fiscal-code-length"
    CONTROL_DIGIT = "fiscal-code-control-digit"


def tidy(text: str) -> str:
    """Return what was typed without blanks, "RO" and leading zeros."""
    plain = "".join(text.split()).upper().removeprefix("RO")
    return plain.lstrip("0") if is_ascii_digits(plain) else plain


def parse(text: str) -> FiscalCode | Problem:
    """Return the canonical code, digits alone, or say why it is none."""
    plain = tidy(text)
    if not is_ascii_digits(plain):
        return Problem.NOT_DIGITS
    if not SHORTEST <= len(plain) <= LONGEST:
        return Problem.LENGTH
    if control_digit(plain[:-1]) != plain[-1]:
        return Problem.CONTROL_DIGIT
    return FiscalCode(plain)


def control_digit(body: str) -> str:
    """Return the control digit of one to nine ASCII digits."""
    weights = _WEIGHTS[len(_WEIGHTS) - len(body) :]
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return str(total * 10 % 11 % 10)
