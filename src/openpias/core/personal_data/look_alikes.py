"""Is a number written with letters that look like digits: O for 0, l for 1?

Such a run is read only where letters and digits are mixed, and counts only where the whole proves
itself by its control digit.
"""

import re
from collections.abc import Iterator

from openpias.core.identifiers import cnp, temporary_number
from openpias.core.personal_data.signs import Find, Kind, Strength

_ZEROS, _ONES = "OoQОоΟο", "IlіІΙ!"
_SIGN = rf"[0-9{_ZEROS}{_ONES}]"
_MIXED = re.compile(
    rf"[0-9][ .\-]?[{_ZEROS}{_ONES}][ .\-]?[0-9]|[{_ZEROS}{_ONES}][0-9]{{6}}|[0-9]{{6}}[{_ZEROS}{_ONES}]"
)
_RUN = re.compile(rf"(?:{_SIGN}[ .\-]?){{12,60}}{_SIGN}")
_READ = str.maketrans(_ZEROS + _ONES, "0" * len(_ZEROS) + "1" * len(_ONES))
_DATED = re.compile(r"[1-8][0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{6}")
_LENGTH = 13
_FEWEST_DIGITS = 8


def disguised(blotted: str) -> Iterator[Find]:
    """Yield numbers with at least one letter for a digit and at least eight digits."""
    if not _MIXED.search(blotted):
        return
    for match in _RUN.finditer(blotted):
        places = [
            place for place in range(match.start(), match.end()) if blotted[place] not in " .-"
        ]
        signs = "".join(blotted[place] for place in places)
        if not signs.isascii() or not signs.isdigit():
            yield from _in_run(signs, places)


def _in_run(signs: str, places: list[int]) -> Iterator[Find]:
    read = signs.translate(_READ)
    for start in range(len(read) - _LENGTH + 1):
        written = signs[start : start + _LENGTH]
        digits = sum(sign.isascii() and sign.isdigit() for sign in written)
        if not _FEWEST_DIGITS <= digits < _LENGTH:
            continue
        # A letter of the word before may be read along; digits may not.
        whole = digits == sum(sign.isascii() and sign.isdigit() for sign in signs)
        kind = _kind(read[start : start + _LENGTH], whole=whole)
        if kind is not None:
            yield Find(
                kind=kind,
                strength=Strength.HARD,
                start=places[start],
                end=places[start + _LENGTH - 1] + 1,
            )


def _kind(number: str, *, whole: bool) -> Kind | None:
    if _DATED.fullmatch(number) and cnp.is_valid(number):
        return Kind.CNP
    if whole and temporary_number.is_valid(number):
        return Kind.TEMPORARY_NUMBER
    return None
