"""Do two persons' names agree, in whatever spelling, order and language?"""

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA

from openpias.core.names.given_names import names_of_short, plain_spelling
from openpias.core.names.matching_keys import MatchFacts
from openpias.core.names.spelling import Token, tokens

SAME_FROM = 0.99
NEAR_FROM = 0.6
_NOT_QUITE = 0.98
_ONE_OF_TWO = 0.7
_LONG_INITIALS = frozenset({"ya", "ye", "yi", "yu", "ia", "ie", "iu", "zh", "kh", "ts", "ch", "sh"})


class NameMatch(StrEnum):
    """How two names relate."""

    SAME = "same"
    NEAR = "near"
    MISSING = "missing"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """How surname and given name relate; `slips` sums what is missing from full likeness."""

    surname: NameMatch
    given: NameMatch
    swapped: bool
    slips: float


def compare(one: MatchFacts, other: MatchFacts, *, same_sex: bool) -> Names:
    """Compare names as they stand and with the fields swapped; the better way counts."""
    if (other.surname, other.given_name) < (one.surname, one.given_name):
        # Who came first must not matter, not even where both ways are equally good.
        one, other = other, one
    left = tokens(one.surname), tokens(one.given_name)
    right = tokens(other.surname), tokens(other.given_name)
    straight = _aligned(*left, *right, same_sex=same_sex, swapped=False)
    if straight.slips <= 1 - NEAR_FROM:
        return straight
    if not (left[1] and right[1]):
        return _lone(left, right, otherwise=straight)
    if 1 - _best(left[0], right[1]) >= straight.slips:
        # One field alone is further off than both as they stand.
        return straight
    crossed = _aligned(*left, right[1], right[0], same_sex=same_sex, swapped=True)
    return crossed if crossed.slips < straight.slips else straight


def _lone(
    one: tuple[tuple[Token, ...], tuple[Token, ...]],
    other: tuple[tuple[Token, ...], tuple[Token, ...]],
    *,
    otherwise: Names,
) -> Names:
    """Compare a lone name with the given name of the other: it may stand in the wrong field."""
    likeness = max(_best(one[0], other[1]), _best(one[1], other[0]))
    if 1 - likeness >= otherwise.slips:
        return otherwise
    return Names(
        surname=_level(likeness), given=NameMatch.MISSING, swapped=True, slips=1 - likeness
    )


def _aligned(
    surname: tuple[Token, ...],
    given: tuple[Token, ...],
    other_surname: tuple[Token, ...],
    other_given: tuple[Token, ...],
    *,
    same_sex: bool,
    swapped: bool,
) -> Names:
    surnames = _best(surname, other_surname)
    if not given or not other_given:
        match = NameMatch.MISSING
        return Names(surname=_level(surnames), given=match, swapped=swapped, slips=1 - surnames)
    likeness = _given_likeness(given, other_given, same_sex=same_sex)
    return Names(
        surname=_level(surnames),
        given=_level(likeness),
        swapped=swapped,
        slips=(1 - surnames) + (1 - likeness),
    )


def _level(likeness: float) -> NameMatch:
    if likeness >= SAME_FROM:
        return NameMatch.SAME
    return NameMatch.NEAR if likeness >= NEAR_FROM else NameMatch.DIFFERENT


def _best(one: tuple[Token, ...], other: tuple[Token, ...]) -> float:
    """Return the best likeness of any two parts: half of a double surname may be missing."""
    if len(one) == len(other) == 1:
        return _likeness(one[0], other[0])
    return max((_likeness(a, b) for a in one for b in other), default=0.0)


def _given_likeness(one: tuple[Token, ...], other: tuple[Token, ...], *, same_sex: bool) -> float:
    """Return how like two given names are; where both have several parts, all must agree."""
    if len(one) == len(other) == 1:
        return _given(one[0], other[0], same_sex=same_sex)
    fewer, more = sorted((one, other), key=len)
    best = [max(_given(a, b, same_sex=same_sex) for b in more) for a in fewer]
    if len(fewer) > 1 and min(best) < NEAR_FROM:
        # Maria Anna and Maria Elena may be twins, or a patronymic was read as a name.
        return min(max(best), _ONE_OF_TWO)
    if len(fewer) < len(more) and _given(one[0], other[0], same_sex=same_sex) < max(best):
        # Maria and Anna-Maria: the first part is what a person is called by.
        return min(max(best), _NOT_QUITE)
    return max(best)


def _given(one: Token, other: Token, *, same_sex: bool) -> float:
    if one.given is not None and one.given == other.given:
        return 1.0
    if one.given is not None and other.given is not None:
        # Two names that exist: Maria and Marina, Artem and Artur are sisters and brothers.
        return 0.0
    if _is_initial(one) or _is_initial(other):
        return 0.7 if one.sound[:1] == other.sound[:1] or one.folded[0] == other.folded[0] else 0.0
    if _is_short_form(one, other) or _is_short_form(other, one):
        return 0.75
    likeness = 1.0 if one.folded == other.folded else _unlisted(one, other)
    if not same_sex and likeness < 1.0 and _differ_in_gender(one, other):
        # Oleksandr and Oleksandra are twins, not a slip.
        return 0.0
    return likeness


def _unlisted(one: Token, other: Token) -> float:
    """Return the likeness of names of which one at least is not in the list.

    A vowel parts Lina from Luna, and Liana from Lana: only another spelling is the same name.
    """
    if plain_spelling(one.folded) == plain_spelling(other.folded):
        return 1.0
    return min(_likeness(one, other), _NOT_QUITE)


def _is_initial(one: Token) -> bool:
    """Tell an initial, also one that takes several Latin letters: Я. is Ya."""
    return len(one.folded) == 1 or one.folded in _LONG_INITIALS


def _differ_in_gender(one: Token, other: Token) -> bool:
    return one.folded.endswith("a") != other.folded.endswith("a")


def _is_short_form(short: Token, full: Token) -> bool:
    return full.given is not None and full.given in names_of_short(short.folded)


def _likeness(one: Token, other: Token) -> float:
    """Return 1.0 for one sound in two spellings, else the likeness of sounds or letters."""
    if one.sound == other.sound or one.folded == other.folded:
        return 1.0
    if one.skeleton == other.skeleton and len(one.skeleton) > 1 and _edits(one, other) <= 1:
        return 1.0
    by_sound = OSA.normalized_similarity(one.sound, other.sound)
    by_letter = OSA.normalized_similarity(one.folded, other.folded)
    return min(max(by_sound, by_letter), _NOT_QUITE)


def _edits(one: Token, other: Token) -> int:
    return min(OSA.distance(one.sound, other.sound), OSA.distance(one.folded, other.folded))
