"""Under which keys is a person's spelling stored, and under which is a new one sought?

A key is a 64-bit number made of a few facts that a noisy second registration is likely to share.
Each tolerates another noise; together they find nearly everybody and bring few strangers:

- exact date with one name whole and the first or last consonant of the other: slips in a name;
- exact date with the surname alone: a missing given name;
- both names with two of day, month and year: a slip in the date;
- both names with the year, or year and month: a date known in part;
- the document number: everything else wrong.

Names are order-free, so swapped fields do not matter, and every part of a double surname counts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b

from openpias.core.names.diacritics import fold
from openpias.core.names.spelling import Token, tokens
from openpias.core.names.transliteration import latin_shape

_NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")
_SHORTEST_DOCUMENT = 3
_PARTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchFacts:
    """What is compared between two registrations.

    `birth_precision` is "day", "month" or "year"; parts beyond it are the first day or month.
    `document_numbers` are series and number as typed; `given_name` may be empty.
    """

    surname: str
    given_name: str
    birth_date: date
    birth_precision: str
    sex: str
    citizenship: str
    document_numbers: tuple[str, ...]


@lru_cache(maxsize=16_384)
def document_key(number: str) -> str:
    """Return a document number without blanks, hyphens, case and script; "" when it is too short."""
    key = _NOT_ALPHANUMERIC.sub("", fold(latin_shape(number)))
    return key if len(key) >= _SHORTEST_DOCUMENT else ""


def stored_keys(facts: MatchFacts) -> frozenset[int]:
    """Return the keys under which these facts are found later."""
    return frozenset(_number(text) for text in _stored(facts))


def probe_keys(facts: MatchFacts) -> frozenset[int]:
    """Return the keys under which candidates for these facts are sought: the stored ones and more."""
    return frozenset(_number(text) for text in (*_stored(facts), *_probe_only(facts)))


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def _stored(facts: MatchFacts) -> Iterator[str]:
    pairs = _pairs(facts)
    day = facts.birth_date.isoformat()
    if facts.birth_precision == "day":
        yield from _with_date(day, facts, pairs)
    for pair in pairs:
        yield from _with_part_of_date(day, facts.birth_precision, pair)
    yield from _documents(facts)


def _with_date(day: str, facts: MatchFacts, pairs: list[tuple[Token, Token]]) -> Iterator[str]:
    for one, other in pairs:
        for whole, part in ((one.skeleton, other.skeleton), (other.skeleton, one.skeleton)):
            yield f"f{day}{whole}.{part[0]}"
            yield f"l{day}{whole}.{part[-1]}"
    for token in tokens(facts.surname)[:_PARTS]:
        yield f"s{day}{token.skeleton}"


def _with_part_of_date(day: str, precision: str, pair: tuple[Token, Token]) -> Iterator[str]:
    names = ".".join(sorted((pair[0].skeleton, pair[1].skeleton)))
    yield f"y{day[:4]}{names}"
    if precision != "year":
        yield f"ym{day[:7]}{names}"
    if precision == "day":
        yield f"md{day[5:]}{names}"
        yield f"yd{day[:4]}{day[8:]}{names}"


def _documents(facts: MatchFacts) -> Iterator[str]:
    for number in facts.document_numbers:
        if key := document_key(number):
            yield f"d{key}"


def _probe_only(facts: MatchFacts) -> Iterator[str]:
    """Add a date whose day and month were swapped, and a given name typed in the surname's field."""
    born = facts.birth_date
    if facts.birth_precision == "day" and born.day <= 12 and born.day != born.month:
        swapped = born.replace(month=born.day, day=born.month).isoformat()
        yield from _with_date(swapped, facts, _pairs(facts))
    if facts.birth_precision == "day":
        for token in tokens(facts.given_name)[:_PARTS]:
            yield f"s{born.isoformat()}{token.skeleton}"


def _pairs(facts: MatchFacts) -> list[tuple[Token, Token]]:
    """Return every surname part with every given-name part; a lone name pairs with nothing."""
    surnames = _first(tokens(facts.surname))
    given = _first(tokens(facts.given_name))
    return [(one, other) for one in surnames for other in given]


def _first(parts: Iterable[Token]) -> list[Token]:
    return list(parts)[:_PARTS]
