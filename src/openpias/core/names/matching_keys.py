"""Under which keys is a person's spelling stored, and under which is a new one sought?

A key is a 64-bit number made of a few facts that a noisy second registration is likely to share.
Each tolerates another noise; together they find nearly everybody and bring few strangers:

- exact date with the surname: slips in the given name, or none at all;
- exact date with the given name and the first or last consonant of the surname: slips in that;
- both names with the year: a slip in day or month, or a date known in part;
- both names with day and month: a slip in the year;
- the document number: everything else wrong.

A key that finds only whom another key finds too would cost each row an index entry, and is left out.
Names that stand in each other's fields are sought both ways, and every part of a double surname
counts.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from xxhash import xxh3_64_intdigest

from openpias.core.names.diacritics import fold
from openpias.core.names.spelling import Token, tokens
from openpias.core.names.transliteration import latin_shape

_NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")
_SHORTEST_DOCUMENT = 3
_PARTS = 2
_HALF = 1 << 63


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchFacts:
    """What is compared between two registrations.

    `birth_precision` is "day", "month" or "year"; parts beyond it are the first day or month.
    `document_numbers` are series and number as typed; `given_name` may be empty.
    `latin_names` are surname and given name as the passport writes them in Latin letters, where that
    is another spelling than the proposed one.
    """

    surname: str
    given_name: str
    birth_date: date
    birth_precision: str
    sex: str
    citizenship: str
    document_numbers: tuple[str, ...]
    latin_names: tuple[str, str] | None = None

    def spellings(self) -> tuple["MatchFacts", ...]:
        """Return the facts once for each way in which the names are written."""
        if self.latin_names is None:
            return (self,)
        plain = replace(self, latin_names=None)
        surname, given_name = self.latin_names
        return plain, replace(plain, surname=surname, given_name=given_name)


@lru_cache(maxsize=16_384)
def document_key(number: str) -> str:
    """Return a document number without blanks, hyphens, case and script; "" when it is too short."""
    if number.isascii() and number.isalnum():
        key = number.lower()
    else:
        key = _NOT_ALPHANUMERIC.sub("", fold(latin_shape(number)))
    return key if len(key) >= _SHORTEST_DOCUMENT else ""


def stored_keys(facts: MatchFacts) -> frozenset[int]:
    """Return the keys under which these facts are found later."""
    spellings = facts.spellings()
    return frozenset(key for each in spellings for key in _numbers(_stored(each, _pairs(each))))


def probe_keys(facts: MatchFacts) -> frozenset[int]:
    """Return the keys under which candidates for these facts are sought: the stored ones and more."""
    return both_keys(facts)[1]


def both_keys(facts: MatchFacts) -> tuple[frozenset[int], frozenset[int]]:
    """Return the stored keys and the probe keys, computed together, of every spelling."""
    if facts.latin_names is not None:
        both = [both_keys(each) for each in facts.spellings()]
        return (
            frozenset().union(*(stored for stored, _ in both)),
            frozenset().union(*(probe for _, probe in both)),
        )
    pairs = _pairs(facts)
    stored = frozenset(_numbers(_stored(facts, pairs)))
    return stored, stored.union(_numbers(_probe_only(facts, pairs)))


def _numbers(texts: list[str]) -> list[int]:
    """Return the 64-bit number of each text, signed as PostgreSQL's bigint; XXH3 is stable."""
    return [xxh3_64_intdigest(text.encode()) - _HALF for text in texts]


def _stored(facts: MatchFacts, pairs: list[tuple[Token, Token]]) -> list[str]:
    day = facts.birth_date.isoformat()
    is_full = facts.birth_precision == "day"
    keys = [f"s{day}{each.skeleton}" for each in tokens(facts.surname)[:_PARTS]] if is_full else []
    for one, other in pairs:
        surname, given = one.skeleton, other.skeleton
        names = f"{surname}.{given}" if surname < given else f"{given}.{surname}"
        keys.append(f"y{day[:4]}{names}")
        if is_full:
            keys += (
                f"m{day[5:]}{names}",
                *_given_whole(day, given=given, surname=surname),
            )
    keys += [f"d{key}" for key in map(document_key, facts.document_numbers) if key]
    return keys


def _probe_only(facts: MatchFacts, pairs: list[tuple[Token, Token]]) -> list[str]:
    """Add names typed in each other's fields, and a date whose day and month were swapped."""
    if facts.birth_precision != "day":
        return []
    born = facts.birth_date
    day = born.isoformat()
    keys = [f"s{day}{token.skeleton}" for token in tokens(facts.given_name)[:_PARTS]]
    for one, other in pairs:
        keys += _given_whole(day, given=one.skeleton, surname=other.skeleton)
    if born.day <= 12 and born.day != born.month:
        keys += _on_another_day(f"{day[:5]}{day[8:]}-{day[5:7]}", facts, pairs)
    return keys


def _on_another_day(day: str, facts: MatchFacts, pairs: list[tuple[Token, Token]]) -> list[str]:
    names = (*tokens(facts.surname)[:_PARTS], *tokens(facts.given_name)[:_PARTS])
    keys = [f"s{day}{token.skeleton}" for token in names]
    for one, other in pairs:
        keys += _given_whole(day, given=other.skeleton, surname=one.skeleton)
        keys += _given_whole(day, given=one.skeleton, surname=other.skeleton)
    return keys


def _given_whole(day: str, *, given: str, surname: str) -> tuple[str, str]:
    return f"f{day}{given}.{surname[0]}", f"l{day}{given}.{surname[-1]}"


def _pairs(facts: MatchFacts) -> list[tuple[Token, Token]]:
    """Return every surname part with every given-name part; a lone name pairs with nothing."""
    given = tokens(facts.given_name)[:_PARTS]
    return [(one, other) for one in tokens(facts.surname)[:_PARTS] for other in given]
