"""Do two persons' document numbers agree?"""

from collections.abc import Sequence
from enum import StrEnum
from itertools import product

from rapidfuzz.distance import OSA

from openpias.core.names.matching_keys import document_key

_SHORTEST_TOLERANT = 6


class DocumentMatch(StrEnum):
    """How two lists of document numbers relate; the best pair counts."""

    SAME = "same"
    NEAR = "near"
    UNKNOWN = "unknown"
    DIFFERENT = "different"


def compare(one: Sequence[str], other: Sequence[str]) -> DocumentMatch:
    """Compare numbers without blanks, hyphens, case and script; a missing one says nothing."""
    left = [key for key in map(document_key, one) if key]
    right = [key for key in map(document_key, other) if key]
    if not left or not right:
        return DocumentMatch.UNKNOWN
    if not set(left).isdisjoint(right):
        return DocumentMatch.SAME
    near = (
        _is_near(left[0], right[0])
        if len(left) == len(right) == 1
        else any(_is_near(a, b) for a, b in product(left, right))
    )
    if near:
        return DocumentMatch.NEAR
    return DocumentMatch.DIFFERENT


def _is_near(one: str, other: str) -> bool:
    """Tell whether one sign is wrong, missing or changed places, or the series was left out."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _SHORTEST_TOLERANT:
        return False
    if OSA.distance(one, other, score_cutoff=1) <= 1:
        return True
    return longer.endswith(shorter) and not longer[: -len(shorter)].isdigit()
