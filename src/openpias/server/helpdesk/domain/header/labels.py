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
_DIGIT = re.compile(r"[0-9]")
_NAMES = list(LABELS)
_ALONE = frozenset({"cui", "cif", "parafa"})
# What may follow a misspelt label without any sign: a code.
_VALUE = re.compile(r"[\s:.\-]*(?:(?:RO|CUI|CIF)\s*)?[A-Za-z]?\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A label, and the value behind it with its place in the mail; the value may be empty."""

    field: HeaderField
    value: Line
    confidence: Confidence
    label: str = ""


def folded(text: str) -> str:
    """Return words without case, marks and signs, parted by single blanks."""
    return _NO_WORD.sub(" ", fold(text)).strip()


def labelled(line: Line) -> Labelled | None:
    """Return the label that a line begins with; None for a line without one."""
    begin = _BULLET.match(line.text)
    start = begin.end() if begin else 0
    heads = list(_heads(line.text, start))
    # The longest first: a hyphen may belong to the label.
    for head, end in reversed(heads):
        if head in LABELS:
            return _made(line, head, end, Confidence.CERTAIN)
    likely = max(((*_likeness(head), end) for head, end in heads), default=(0.0, "", 0))
    if likely[1]:
        return _made(line, likely[1], likely[2], Confidence.LIKELY)
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


def alike(head: str) -> str | None:
    """Return the label that a folded text misspells, if it is like exactly that."""
    return _likeness(head)[1] or None


@lru_cache(maxsize=4096)
def _likeness(head: str) -> tuple[float, str]:
    """Return how like its label a head is, up to 100; what holds digits is none."""
    if not 4 <= len(head) <= 60 or _DIGIT.search(head):
        return 0.0, ""
    found = process.extractOne(head, _NAMES, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return (found[1], found[0]) if found and len(found[0]) >= 5 else (0.0, "")


def _without_sign(line: Line, start: int) -> Labelled | None:
    head, best = "", None
    for many, match in enumerate(_WORD.finditer(line.text, start)):
        if many >= _MOST_WORDS:
            break
        head = f"{head} {folded(match.group())}".strip()
        if head in LABELS and (" " in head or head in _ALONE):
            best = head, match.end()
        elif " " in head and (meant := alike(head)) and _VALUE.match(line.text, match.end()):
            best = meant, match.end()
    return _made(line, *best, Confidence.LIKELY) if best else None


def _made(line: Line, label: str, end: int, confidence: Confidence) -> Labelled:
    rest = line.text[end:]
    value = rest.lstrip(" \t:=|->→–—/")
    return Labelled(
        field=LABELS[label],
        value=Line(text=value.rstrip(), start=line.start + end + len(rest) - len(value)),
        confidence=confidence,
        label=label,
    )
