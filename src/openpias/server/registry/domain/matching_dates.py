"""Do two birth dates agree, or is one a slip of the other?"""

from datetime import date
from enum import StrEnum

from openpias.core.names.matching_keys import MatchFacts

_NEAR_DAYS = 11


class DateMatch(StrEnum):
    """How two birth dates relate."""

    SAME = "same"
    AS_FAR_AS_KNOWN = "as-far-as-known"
    NEAR = "near"
    DIFFERENT = "different"


def compare(one: MatchFacts, other: MatchFacts) -> DateMatch:
    """Compare two birth dates as far as both are known."""
    if one.birth_precision == other.birth_precision == "day":
        return _full(one.birth_date, other.birth_date)
    length = 4 if "year" in {one.birth_precision, other.birth_precision} else 7
    known = one.birth_date.isoformat()[:length] == other.birth_date.isoformat()[:length]
    return DateMatch.AS_FAR_AS_KNOWN if known else DateMatch.DIFFERENT


def _full(one: date, other: date) -> DateMatch:
    if one == other:
        return DateMatch.SAME
    return DateMatch.NEAR if _is_slip(one, other) else DateMatch.DIFFERENT


def _is_slip(one: date, other: date) -> bool:
    """Tell whether one may be mistyped for the other: parts swapped, a digit, a neighbour."""
    if one.year == other.year and (1, 1) in {(one.month, one.day), (other.month, other.day)}:
        # The first of January is written where only the year is known.
        return True
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return True
    if abs((one - other).days) < _NEAR_DAYS:
        return True
    if (one.month, one.day) == (other.month, other.day) and abs(one.year - other.year) == 1:
        return True
    left, right = one.isoformat().replace("-", ""), other.isoformat().replace("-", "")
    wrong = [place for place in range(8) if left[place] != right[place]]
    if len(wrong) == 1:
        return True
    # Two neighbouring digits changed places.
    first, second = wrong[0], wrong[-1]
    adjacent = len(wrong) == 2 and second == first + 1
    return adjacent and left[first] == right[second] and left[second] == right[first]
