"""Is this a CNP, whose may it be, and does it agree with a birth date and a sex?

Structure S AA LL ZZ JJ NNN C; S says sex and century: 1 and 2 for 1900, 3 and 4 for 1800, 5 and 6 for
2000, 7 and 8 for foreign residents, odd for men and even for women.
The control digit weighs the first twelve digits with 2 7 9 1 4 6 3 5 8 2 7 9, sums, and takes the
remainder by 11; remainder 10 is written as 1.
The county pair JJ is never judged: since May 2024 every new CNP carries 70.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import mul
from typing import NewType

from openpias.core.identifiers.digits import is_ascii_digits

Cnp = NewType("Cnp", str)

LENGTH = 13
_WEIGHTS = (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)
_ZEROS = ord("0") * sum(_WEIGHTS)
_PERMIT_SEX = {"7": "M", "8": "F"}
_RESIDENT_SEX = {"1": "M", "2": "F", "3": "M", "4": "F", "5": "M", "6": "F", **_PERMIT_SEX}
_CENTURY = {"1": 1900, "2": 1900, "3": 1800, "4": 1800, "5": 2000, "6": 2000}


class Problem(StrEnum):
    """Why a text is not the CNP that is asked for; the value is the code shown to users."""

    LENGTH = "cnp-length"
    NOT_DIGITS = "cnp-not-digits"
    NOT_PERMIT = "cnp-not-permit"
    NOT_RESIDENT = "cnp-not-resident"
    CONTROL_DIGIT = "cnp-control-digit"


class Disagreement(StrEnum):
    """Where a CNP and the typed data differ; both may be right, so a reason is asked."""

    BIRTH_DATE = "cnp-birth-date"
    SEX = "cnp-sex"


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitFacts:
    """What the digits of a permit's CNP say: sex, and the birth date without its century."""

    sex: str
    birth_date_digits: str


def control_digit(body: str) -> str:
    """Return the control digit of twelve ASCII digits."""
    # Bytes are numbers already: the code of "0", weighed as often, is taken off again.
    remainder = (sum(map(mul, body.encode("ascii"), _WEIGHTS)) - _ZEROS) % 11
    return "1" if remainder == 10 else str(remainder)


def is_valid(text: str) -> bool:
    """Tell whether `text` is thirteen ASCII digits that end in their control digit."""
    return len(text) == LENGTH and is_ascii_digits(text) and control_digit(text[:-1]) == text[-1]


def birth_date(text: str, *, by: date) -> date | None:
    """Return the birth date in a valid CNP; None for another text, and for a day that there is not.

    The CNP of a foreign resident carries no century: it is the last one in which the day is not
    after `by`.
    """
    if not is_valid(text):
        return None
    year = int(text[1:3])
    centuries = [_CENTURY[text[0]]] if text[0] in _CENTURY else [2000, 1900]
    for century in centuries:
        try:
            born = date(century + year, int(text[3:5]), int(text[5:7]))
        except ValueError:
            continue
        if born <= by:
            return born
    return None


def permit_problem(text: str) -> Problem | None:
    """Say why `text` cannot be the CNP of a residence permit (first digit 7 or 8), or None."""
    return _problem(text, first=_PERMIT_SEX, otherwise=Problem.NOT_PERMIT)


def resident_problem(text: str) -> Problem | None:
    """Say why `text` cannot be the CNP of somebody who lives in Romania (first digit 1 to 8), or None."""
    return _problem(text, first=_RESIDENT_SEX, otherwise=Problem.NOT_RESIDENT)


def is_foreign_resident(cnp: Cnp) -> bool:
    """Tell whether a valid CNP is that of a foreign resident, which carries no century."""
    return cnp[0] in _PERMIT_SEX


def resident_disagreements(cnp: Cnp, *, birth_date: date, sex: str) -> list[Disagreement]:
    """List where a valid CNP of a resident differs from the typed birth date and sex ("M" or "F")."""
    found = []
    century = _CENTURY.get(cnp[0])
    other_century = century is not None and not century <= birth_date.year < century + 100
    if other_century or cnp[1:7] != f"{birth_date:%y%m%d}":
        found.append(Disagreement.BIRTH_DATE)
    if sex != _RESIDENT_SEX[cnp[0]]:
        found.append(Disagreement.SEX)
    return found


def _problem(text: str, *, first: Mapping[str, str], otherwise: Problem) -> Problem | None:
    if not is_ascii_digits(text):
        return Problem.NOT_DIGITS
    if len(text) != LENGTH:
        return Problem.LENGTH
    if text[0] not in first:
        return otherwise
    if control_digit(text[:-1]) != text[-1]:
        return Problem.CONTROL_DIGIT
    return None


def permit_facts(cnp: Cnp) -> PermitFacts:
    """Read a valid permit CNP. First digits 7 and 8 carry no century, so no year is derived."""
    return PermitFacts(sex=_PERMIT_SEX[cnp[0]], birth_date_digits=cnp[1:7])


def disagreements(cnp: Cnp, *, birth_date: date, sex: str) -> list[Disagreement]:
    """List where a valid permit CNP differs from the typed birth date and sex ("M" or "F")."""
    facts = permit_facts(cnp)
    found = []
    if facts.birth_date_digits != f"{birth_date:%y%m%d}":
        found.append(Disagreement.BIRTH_DATE)
    if sex != facts.sex:
        found.append(Disagreement.SEX)
    return found
