"""Which digits are the number of a person, and how surely?

Hard is what its own form proves: a CNP by control digit and date, a temporary number by Verhoeff,
twenty digits as a CID, sixteen with their Luhn digit. Soft is what only the words around say, since
the structure of the official temporary number is unknown, and a mistyped number is one too.
"""

import re
from collections.abc import Iterator

from openpias.core.identifiers import card_number, cnp, temporary_number
from openpias.core.personal_data.contexts import Words
from openpias.core.personal_data.digit_runs import Window, long_blocks, windows
from openpias.core.personal_data.signs import Find, Kind, Strength

_BORN = r"[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_DATED = re.compile(rf"[1-8]{_BORN}[0-9]{{6}}")
# Inside longer digits the county is asked too: 01 to 52, and 70 since May 2024.
_INSIDE = re.compile(rf"(?=([1-8]{_BORN}(?:0[1-9]|[1-4][0-9]|5[0-2]|70)[0-9]{{4}}))")
_MOMENT = re.compile(
    r"20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])[0-5][0-9][0-9]*"
)
_PHONE = re.compile(r"0[237][0-9]{8}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_GROUP = 3
Judged = tuple[Kind, Strength] | None


def numbers(blotted: str, words: Words) -> Iterator[Find]:
    """Yield the finds of a plain text whose allowed digits are blotted out."""
    for window in windows(blotted):
        judged = _JUDGES[len(window.digits)](window, words)
        if judged is not None:
            yield _find(*judged, window.start, window.end)
    yield from _in_long_blocks(blotted, words)


def _find(kind: Kind, strength: Strength, start: int, end: int) -> Find:
    return Find(kind=kind, strength=strength, start=start, end=end)


def _thirteen(window: Window, words: Words) -> Judged:
    digits = window.digits
    dated = _DATED.fullmatch(digits) is not None
    if (dated or window.is_whole) and digits[0] not in "09" and cnp.is_valid(digits):
        return _cnp(window, words, dated=dated)
    if digits[0] == "9" and temporary_number.is_valid(digits):
        return _temporary(window, words)
    return _unproven(window, words, dated=dated)


def _cnp(window: Window, words: Words, *, dated: bool) -> Judged:
    near = words.person_near(window.start, window.end)
    if not near and _is_article(window, words):
        return None
    sure = dated and not window.is_list
    return Kind.CNP, Strength.HARD if near or sure else Strength.SOFT


def _temporary(window: Window, words: Words) -> Judged:
    near = words.person_near(window.start, window.end)
    grouped = window.is_formed or (window.is_regular and window.is_alone)
    if near and not window.is_list and not _has_phone(window):
        grouped = True
    if grouped and (near or not _is_article(window, words)):
        return Kind.TEMPORARY_NUMBER, Strength.HARD
    return None


def _unproven(window: Window, words: Words, *, dated: bool) -> Judged:
    """Judge thirteen digits without a control digit: a number of unknown structure, or a slip."""
    shaped = window.is_regular and (max(window.sizes) >= _GROUP or window.is_alone)
    if not shaped or _has_phone(window):
        return None
    if words.person_near(window.start, window.end):
        return Kind.PERSON_NUMBER, Strength.SOFT
    mistyped = window.is_whole and dated and not _is_article(window, words)
    return (Kind.PERSON_NUMBER, Strength.SOFT) if mistyped else None


def _sixteen(window: Window, words: Words) -> Judged:
    formed = window.is_formed or (window.is_regular and window.is_alone)
    proven = formed and not _are_years(window) and card_number.is_valid(window.digits)
    if not proven and not window.is_regular:
        return None
    if _is_otherwise_named(window, words):
        return None
    near = words.card_near(window.start, window.end)
    if proven and (near or window.is_whole or window.is_alone):
        return Kind.CARD_NUMBER, Strength.HARD
    return (Kind.CARD_NUMBER, Strength.SOFT) if near else None


def _twenty(window: Window, words: Words) -> Judged:
    if not (window.is_formed or (window.is_regular and window.is_alone)):
        return None
    if _is_otherwise_named(window, words):
        return None
    if words.insured_code_near(window.start, window.end):
        return Kind.CID, Strength.HARD
    doubtful = _has_phone(window) or _are_years(window) or not (window.is_whole or window.is_alone)
    return None if doubtful else (Kind.CID, Strength.HARD)


def _in_long_blocks(blotted: str, words: Words) -> Iterator[Find]:
    """Yield CNPs that stand at the edge of longer digits, and, softly, within."""
    for begin, end in long_blocks(blotted):
        if words.thing_before(begin):
            continue
        for match in _INSIDE.finditer(blotted, begin, end):
            start, stop = match.span(1)
            if cnp.is_valid(match.group(1)):
                edge = start == begin or stop == end
                yield _find(Kind.CNP, Strength.HARD if edge else Strength.SOFT, start, stop)


def _has_phone(window: Window) -> bool:
    return any(_PHONE.fullmatch(block) for block in window.blocks())


def _are_years(window: Window) -> bool:
    return all(_YEAR.fullmatch(block) for block in window.blocks())


def _is_otherwise_named(window: Window, words: Words) -> bool:
    """Tell whether the digits are called the number of a thing, or are a moment of a clock."""
    return words.thing_before(window.start) or _MOMENT.fullmatch(window.digits) is not None


def _is_article(window: Window, words: Words) -> bool:
    """Tell whether these are the digits of a bar code, in words about wares."""
    weighed = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(window.digits))
    return window.is_whole and weighed % 10 == 0 and words.article_near(window.start, window.end)


_JUDGES = {13: _thirteen, 16: _sixteen, 20: _twenty}
