"""What is found in a text, where, and how sure is it? Never the value itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What somebody wrote about a person; the only thing that is ever said of a find."""

    CNP = "cnp"
    TEMPORARY_NUMBER = "temporary-number"
    CID = "cid"
    CARD_NUMBER = "card-number"
    PERSON_NUMBER = "person-number"
    NAME = "name"
    BIRTH_DATE = "birth-date"
    IDENTITY_DOCUMENT = "identity-document"
    PASSPORT = "passport"
    ADDRESS = "address"


class Strength(StrEnum):
    """Whether a find holds a message back, or is only shown to whoever decides."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """One find: characters `start` to right before `end` of the text that was given."""

    kind: Kind
    strength: Strength
    start: int
    end: int


def soft(kind: Kind, start: int, end: int) -> Find:
    """Return a soft find."""
    return Find(kind=kind, strength=Strength.SOFT, start=start, end=end)


def has_hard(finds: Iterable[Find]) -> bool:
    """Tell whether at least one find holds the message back."""
    return any(find.strength is Strength.HARD for find in finds)


def settled(finds: Iterable[Find]) -> tuple[Find, ...]:
    """Return finds in their order, none over another: the hard one stays, then the longer one.

    Two hard ones that overlap become one span, so that no part of either is left readable.
    """
    kept: list[Find] = []
    for find in sorted(finds, key=lambda each: (each.start, -each.end)):
        if not kept or find.start >= kept[-1].end:
            kept.append(find)
            continue
        last = kept[-1]
        stronger = find if _outweighs(find, last) else last
        kept[-1] = Find(
            kind=stronger.kind,
            strength=stronger.strength,
            start=last.start,
            end=max(last.end, find.end),
        )
    return tuple(kept)


def _outweighs(find: Find, other: Find) -> bool:
    if find.strength is not other.strength:
        return find.strength is Strength.HARD
    return find.end - find.start > other.end - other.start
