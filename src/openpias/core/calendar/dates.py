"""Which date did somebody type, and how much of it is known?

Accepted: zi-luna-an (24-02-2022, also with dots, slashes or blanks) and ISO (2022-02-24).
A birth date may leave out the day or the day and month: 07-1982, 1982-07, 00-07-1982, 1982.
What is left out is stored as the first of it, beside the precision.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

_SEPARATED = re.compile(r"[-./ ]+")
_TYPED = re.compile(r"\d{1,2}[-./ ]+\d{1,2}[-./ ]+\d{4}", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TYPED_MONTH = re.compile(r"\d{1,2}[-./ ]+\d{4}", re.ASCII)
_ISO_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class DateProblem(StrEnum):
    """Why a text is no date; the value is a finding's code."""

    FORMAT = "date-format"
    NOT_REAL = "date-not-real"
    INCOMPLETE = "date-incomplete"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A date with the first day or month standing for one that is not known."""

    value: date
    precision: Precision = Precision.DAY

    def iso(self) -> str:
        """Write what is known: 1982-07-20, 1982-07 or 1982."""
        length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[self.precision]
        return self.value.isoformat()[:length]

    def typed(self) -> str:
        """Write what is known the way the form asks for it: 20-07-1982, 07-1982 or 1982."""
        return "-".join(reversed(self.iso().split("-")))


@lru_cache(maxsize=65_536)
def parse(text: str) -> PartialDate | DateProblem:
    """Read a date that may be partly unknown."""
    parts = _parts(text)
    if parts is None:
        return DateProblem.FORMAT
    year, month, day = parts
    try:
        value = date(year, month or 1, day or 1)
    except ValueError:
        return DateProblem.NOT_REAL
    if not month:
        return DateProblem.NOT_REAL if day else PartialDate(value=value, precision=Precision.YEAR)
    return PartialDate(value=value, precision=Precision.DAY if day else Precision.MONTH)


def parse_full(text: str) -> date | DateProblem:
    """Read a date of which everything must be known."""
    parsed = parse(text)
    if isinstance(parsed, DateProblem):
        return parsed
    return parsed.value if parsed.precision is Precision.DAY else DateProblem.INCOMPLETE


def typed(value: date) -> str:
    """Write a date the way the form asks for it: 24-02-2022."""
    return f"{value:%d-%m-%Y}"


def _parts(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day; 0 stands for a part that was left out or typed as zeros."""
    if _ISO.fullmatch(text) or _ISO_MONTH.fullmatch(text):
        numbers = [int(part) for part in text.split("-")]
    elif _TYPED.fullmatch(text) or _TYPED_MONTH.fullmatch(text):
        numbers = [int(part) for part in reversed(_SEPARATED.split(text))]
    elif _YEAR.fullmatch(text):
        numbers = [int(text)]
    else:
        return None
    year, month, day = (*numbers, 0, 0)[:3]
    return year, month, day
