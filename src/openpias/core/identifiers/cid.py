"""What is a CID, and how is one drawn?

Twenty digits that identify an insured person: the pattern [0-9]{20} of the published schemas.
The official one is computed from the CNP by closed programs; ours are twenty random digits and say
nothing of anybody. It has no public control digit, so only the shape is judged.
"""

from collections.abc import Callable
from enum import StrEnum
from secrets import randbelow
from typing import NewType

from openpias.core.identifiers.digits import is_ascii_digits

Cid = NewType("Cid", str)

LENGTH = 20


class Problem(StrEnum):
    """Why a text is no CID; the value is the code shown to users."""

    NOT_DIGITS = "cid-not-digits"
    LENGTH = "cid-length"


def draw(random_below: Callable[[int], int] = randbelow) -> Cid:
    """Return twenty random digits; uniqueness is the register's affair."""
    return Cid(f"{random_below(10**LENGTH):0{LENGTH}d}")


def parse(text: str) -> Cid | Problem:
    """Return the CID without the blanks it was typed with, or say why it is none."""
    plain = "".join(text.split())
    if not is_ascii_digits(plain):
        return Problem.NOT_DIGITS
    if len(plain) != LENGTH:
        return Problem.LENGTH
    return Cid(plain)


def is_valid(text: str) -> bool:
    """Tell whether `text` is twenty ASCII digits."""
    return len(text) == LENGTH and is_ascii_digits(text)


def grouped(cid: str) -> str:
    """Write a CID for reading aloud, four digits at a time."""
    return " ".join(cid[start : start + 4] for start in range(0, len(cid), 4))
