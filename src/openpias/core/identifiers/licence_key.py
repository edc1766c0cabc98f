"""What is a licence series, and how is one drawn and read?

The activation key on a provider's usage convention, in the shape of the published examples:
AB012-C345-D678-E910, that is five and three times four capital letters or digits.
Sixteen are random, from an alphabet without I, L, O and U, which are misread or make words: 80 bits.
The seventeenth is a control character by ISO 7064 MOD 37,36, so that a typing slip is told from a
wrong key before anybody is locked out. The scheme of the official series is not public; this one is
OpenPIAS's own, and series of others are read too, without their control being judged.
"""

import re
from collections.abc import Callable
from secrets import choice
from typing import NewType

LicenceKey = NewType("LicenceKey", str)

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALL = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_GROUPS = (5, 4, 4, 4)
_RANDOM = sum(_GROUPS) - 1
_SHAPE = re.compile(r"[0-9A-Z]{17}", re.ASCII)
_NOT_WRITTEN = re.compile(r"[\s\-\u2010-\u2015_.]+")


def draw(choose: Callable[[str], str] = choice) -> LicenceKey:
    """Return a new series; one whose control character would be misread is drawn again."""
    while True:
        body = "".join(choose(ALPHABET) for _ in range(_RANDOM))
        control = control_character(body)
        if control in ALPHABET:
            return LicenceKey(grouped(body + control))


def read(text: str) -> LicenceKey | None:
    """Return a series as it is written, from small letters, blanks and missing hyphens; or None."""
    plain = _NOT_WRITTEN.sub("", text).upper()
    return LicenceKey(grouped(plain)) if _SHAPE.fullmatch(plain) else None


def is_mistyped(key: LicenceKey) -> bool:
    """Tell whether the control character fails, so that this cannot be a series of ours."""
    plain = key.replace("-", "")
    return control_character(plain[:-1]) != plain[-1]


def control_character(body: str) -> str:
    """Return the character that completes capital letters and digits (ISO 7064 MOD 37,36)."""
    product = 36
    for character in body:
        total = (product + _ALL.index(character)) % 36 or 36
        product = total * 2 % 37
    return _ALL[(37 - product) % 36]


def grouped(plain: str) -> str:
    """Write seventeen characters in their groups."""
    parts, start = [], 0
    for length in _GROUPS:
        parts.append(plain[start : start + length])
        start += length
    return "-".join(parts)
