"""Which kind, category, code or name does the value of a label hold?

Every reader answers with nothing where a value could mean two things.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeVar

from rapidfuzz import fuzz, process

from openpias.core.identifiers import cnp, fiscal_code, stamp_code, temporary_number
from openpias.server.helpdesk.domain.header.labels import alike, folded
from openpias.server.helpdesk.domain.header.vocabulary import FILLERS, LABELS

_Meaning = TypeVar("_Meaning", bound=StrEnum)

_PARENTHESES = re.compile(r"[(\[]([^()\[\]]*)[)\]]?")
# A ticked box.
MARK = re.compile(r"\[\s*[xX✓✔]\s*\]|[☑☒✓✔✗]|\(\s*[xX]\s*\)")
_UNMARKED = re.compile(r"\[\s*\]|☐|\(\s*\)")
_LAST = re.compile(r".*(?:[):=→>]|\s[-–—]\s)", re.DOTALL)
_CODE = re.compile(
    r"(?<![0-9A-Za-z])(?:(?:CUI|CIF|C\.\s?U\.\s?I\.|C\.\s?F\.|COD FISCAL)[\s:.]{0,3})?(?:RO\s?)?([0-9][0-9 .]{0,14}[0-9])(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_STAMP = re.compile(r"(?<![0-9A-Za-z])(?=[A-Za-z]{0,6}[0-9])[0-9A-Za-z]{4,8}(?![0-9A-Za-z])")
_PIECES = re.compile(r"\s*[/|;\t]\s*|\s+[-–—]\s+|,\s+|\s{2,}")
_NOTHING = frozenset(
    (
        "",
        "nu",
        "nu este cazul",
        "nu e cazul",
        "nu se aplica",
        "n a",
        "na",
        "fara",
        "x",
        "xxx",
        "daca este cazul",
        "nespecificat",
    )
)
_PREFIX = re.compile(
    r"^(?:CUI|CIF|RO|COD FISCAL|DENUMIRE(?: FURNIZOR)?|COD PARAF[AĂ]|PARAF[AĂ])\s*[:.]*\s*(?=$|\W)|^\W+|\W+$",
    re.IGNORECASE,
)
_DOCTOR = re.compile(r"^(?:dr\.?|doctor|medic)\s+(?=\w)", re.IGNORECASE)
_ALIKE, _MANY = 87, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value of a closed list; `unclear` where several or none of them were meant."""

    value: StrEnum | None = None
    unclear: bool = False


def choice(written: str, table: Mapping[str, _Meaning]) -> Choice:
    """Return the value that was meant; lists of options that were left standing choose nothing."""
    if folded(written) in _NOTHING or not folded(written):
        return Choice()
    for text in _readings(written):
        found = meant(text, table)
        if len(found) == 1:
            return Choice(value=found.pop())
        if len(found) > 1:
            return Choice(unclear=True)
    return Choice(unclear=not _is_only_options(written, table))


def only(written: str, table: Mapping[str, _Meaning]) -> _Meaning | None:
    """Return the one value that a text names where it says nothing else."""
    read = folded(written)
    found = {table[match] for match in _phrases(tuple(table)).findall(read)}
    rest = _phrases(tuple(table)).sub(" ", read).split()
    return found.pop() if len(found) == 1 and FILLERS.issuperset(rest) else None


def _readings(written: str) -> list[str]:
    """Return the texts in which to look, the most telling first."""
    if MARK.search(written):
        return _marked(written)
    bare = _PARENTHESES.sub(" ", written)
    return [bare] if folded(bare) else [written]


def _marked(written: str) -> list[str]:
    """Return the option next to a tick: behind it where ticks stand first, before it otherwise."""
    options = [part for part in re.split(r"[,;/|\n]", _UNMARKED.sub(",", written)) if part.strip()]
    ticked = [MARK.sub(" ", option) for option in options if MARK.search(option)]
    return ticked if len(ticked) == 1 else []


def _is_only_options(written: str, table: Mapping[str, _Meaning]) -> bool:
    return len(meant(written, table)) >= _MANY


def meant(text: str, table: Mapping[str, _Meaning]) -> set[_Meaning]:
    """Return every value of a list that a text names."""
    read = folded(text)
    if read in table:
        return {table[read]}
    found = {table[match] for match in _phrases(tuple(table)).findall(read)}
    if len(found) >= _MANY and (last := _LAST.match(text)):
        # The list of options, and behind it what was chosen.
        chosen = folded(text[last.end() :])
        return {table[chosen]} if chosen in table else found
    return found or _alike(read, table)


@cache
def _phrases(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b")


def _alike(read: str, table: Mapping[str, _Meaning]) -> set[_Meaning]:
    if not 5 <= len(read) <= 60:
        return set()
    found = process.extract(read, list(table), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3)
    return {table[word] for word, _, _ in found if len(word) >= 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A code and the names beside it; `code` is empty where none was read.

    `wrong` says that digits stand where a code is meant and are none, `personal` that they are the
    number of a person.
    """

    code: str = ""
    names: tuple[str, ...] = ()
    wrong: bool = False
    personal: bool = False


def provider(written: str) -> Coded:
    """Read a fiscal code, a provider's name and, behind it, that of its sub-unit."""
    codes = [(match, re.sub(r"\D", "", match[1])) for match in _CODE.finditer(written)]
    for match, digits in codes:
        if len(digits) == cnp.LENGTH and (
            cnp.is_valid(digits) or temporary_number.is_valid(digits)
        ):
            return Coded(names=names_in(_without(written, match)), personal=True)
    good = [(match, digits) for match, digits in codes if _fiscal(digits)]
    if len({_fiscal(digits) for _, digits in good}) == 1:
        match, digits = good[0]
        return Coded(code=_fiscal(digits), names=names_in(_without(written, match)))
    likely = [match for match, digits in codes if len(digits) >= 5]
    if good or not likely:
        return Coded(names=names_in(written), wrong=bool(good))
    return Coded(names=names_in(_without(written, likely[0])), wrong=True)


def physician(written: str) -> Coded:
    """Read a stamp code and a physician's name."""
    if folded(written) in _NOTHING:
        return Coded()
    codes = list(_STAMP.finditer(written))
    good = [
        (match, code)
        for match in codes
        if not isinstance(code := stamp_code.parse(match.group()), stamp_code.Problem)
    ]
    if len(good) == 1:
        match, code = good[0]
        names = names_in(_without(written, match))
        return Coded(code=code, names=tuple(_DOCTOR.sub("", name) for name in names))
    names = names_in(_without(written, codes[0]) if codes else written)
    return Coded(names=tuple(_DOCTOR.sub("", name) for name in names), wrong=bool(codes))


def _fiscal(digits: str) -> str:
    read = fiscal_code.parse(digits)
    return "" if isinstance(read, fiscal_code.Problem) or len(read) < 4 else read


def _without(written: str, match: re.Match[str]) -> str:
    return f"{written[: match.start()]} / {written[match.end() :]}"


def names_in(written: str) -> tuple[str, ...]:
    """Return the names in a value, in their order, without labels and codes."""
    pieces = (_tidy(piece) for piece in _PIECES.split(_PARENTHESES.sub(" ", written)))
    return tuple(piece for piece in pieces if len(piece) > 1 and not _is_no_name(folded(piece)))


def _is_no_name(piece: str) -> bool:
    """Tell whether a piece says nothing, or is the rest of a label."""
    return piece in _NOTHING or piece in LABELS or alike(piece) is not None


def _tidy(piece: str) -> str:
    before = ""
    while before != piece:
        before, piece = piece, _PREFIX.sub("", piece).strip()
    return piece


def phone(written: str) -> str:
    """Return the digits of the first telephone number; empty where there is none."""
    match = re.search(r"(?<![0-9])(?:\+?40|0)[ .\-/]?\d(?:[ .\-/]?\d){8}(?!\d)", written)
    return re.sub(r"[^\d+]", "", match.group()) if match else ""
