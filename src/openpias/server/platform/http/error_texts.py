"""What do we tell the practice, and what its IT supplier, for each error code?

Every module registers its texts when it starts; a code without texts stops the start of a test run.
Texts are lazy translations with `%(name)s` placeholders, filled from a finding's facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorText:
    """Two texts: what happened and what the practice does, and what the IT supplier checks."""

    practice: str | Promise
    supplier: str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """The two texts in the reader's language, with their facts filled in."""

    practice: str
    supplier: str


_texts: dict[str, ErrorText] = {}


def register(texts: Mapping[str, ErrorText]) -> None:
    """Add the texts of one module. Repeating it is harmless."""
    _texts.update(texts)


def known() -> frozenset[str]:
    """Return every code that has texts."""
    return frozenset(_texts)


def describe(code: str, facts: Mapping[str, str] | None = None) -> Described:
    """Return the texts of `code` in the active language; raises KeyError for an unknown code."""
    text = _texts[code]
    values = dict(facts or {})
    return Described(practice=str(text.practice) % values, supplier=str(text.supplier) % values)
