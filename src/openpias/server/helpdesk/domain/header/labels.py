"""Does a line begin with a label of the header, and where does its value begin?

The exact label goes first, then one that is misspelt, then one that stands before its value without
any sign; in another order a longer label loses to a shorter one that it begins with.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from openpias.core.names.diacritics import fold
from openpias.server.helpdesk.domain.header.lines import Line
from openpias.server.helpdesk.domain.header.vocabulary import LABELS
from openpias.server.helpdesk.enums import Confidence, HeaderField

_BULLET = re.compile(r"[\s>*•·▪◦●\-–—]*(?:\d{1,2}\s?[.)]\s*|[a-f]\)\s*)?")
_SEPARATOR = re.compile(r"[:=\t]|->|→|\s[-–—]\s|\|")
_OPTIONS = re.compile(r"\([^()]*\)?")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"[^\s/|,;:=()_.\-]+\.?")
_MOST_SIGNS, _MOST_WORDS, _ALIKE = 110, 8, 86
_NAMES = list(LABELS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A label, and the value behind it with its place in the mail; the value may be empty."""

    field: HeaderField
    value: Line
    confidence: Confidence


def folded(text: str) -> str:
    """Return words without case, marks and signs, parted by single blanks."""
    return _NO_WORD.sub(" ", fold(text)).strip()


def labelled(line: Line) -> Labelled | None:
    """Return the label that a line begins with; None for a line without one."""
    begin = _BULLET.match(line.text)
    start = begin.end() if begin else 0
    heads = list(_heads(line.text, start))
    for head, end in heads:
        if head in LABELS:
            return _made(line, head, end, Confidence.CERTAIN)
    for head, end in heads[:1]:
        meant = _alike(head)
        if meant:
            return _made(line, meant, end, Confidence.LIKELY)
    return _without_sign(line, start)


def _heads(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Yield what stands before each separator, folded, with the place after the separator."""
    for many, match in enumerate(_SEPARATOR.finditer(text, start, start + _MOST_SIGNS)):
        if many > 3:
            return
        yield folded(_OPTIONS.sub(" ", text[start : match.start()])), match.end()
    whole = text[start:]
    if len(whole) <= 2 * _MOST_SIGNS:
        yield folded(_OPTIONS.sub(" ", whole)), len(text)


@lru_cache(maxsize=4096)
def _alike(head: str) -> str | None:
    if not 4 <= len(head) <= 60:
        return None
    found = process.extractOne(head, _NAMES, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[0] if found and len(found[0]) >= 5 else None


def _without_sign(line: Line, start: int) -> Labelled | None:
    head, best = "", None
    for many, match in enumerate(_WORD.finditer(line.text, start)):
        if many >= _MOST_WORDS:
            break
        head = f"{head} {folded(match.group())}".strip()
        if head in LABELS and (" " in head or head in {"cui", "cif", "parafa"}):
            best = head, match.end()
    return _made(line, *best, Confidence.LIKELY) if best else None


def _made(line: Line, label: str, end: int, confidence: Confidence) -> Labelled:
    rest = line.text[end:]
    value = rest.lstrip(" \t:=|->→–—/")
    return Labelled(
        field=LABELS[label],
        value=Line(text=value.rstrip(), start=line.start + end + len(rest) - len(value)),
        confidence=confidence,
    )
