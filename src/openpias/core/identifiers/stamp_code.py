"""Is this the stamp code (cod de parafă) of a physician?

Five or six capital letters or digits: the pattern [0-9A-Z]{5,6} of `stencilNo` in the published
schemas of the official interface.
It has no public control character, so only the shape is judged.
"""

import re
from enum import StrEnum
from typing import NewType

StampCode = NewType("StampCode", str)

SHORTEST, LONGEST = 5, 6
_SIGNS = re.compile(r"[0-9A-Z]*", re.ASCII)


class Problem(StrEnum):
    """Why a text is no stamp code; the value is the code shown to users."""

    NOT_ALPHANUMERIC = "stamp-code-not-alphanumeric"
    LENGTH = "stamp-code-length"


def parse(text: str) -> StampCode | Problem:
    """Return the code in capitals and without blanks, or say why it is none."""
    plain = "".join(text.split()).upper()
    if not _SIGNS.fullmatch(plain):
        return Problem.NOT_ALPHANUMERIC
    if not SHORTEST <= len(plain) <= LONGEST:
        return Problem.LENGTH
    return StampCode(plain)
