"""Which texts may stand for a value of a type of XML Schema, and what do they mean?

A reader gives the text back, without the white space that its type ignores, or a refusal.
We are stricter than the types in what no record holds: years 1 to 9999, no hour 24, numbers of at
most 24 digits, no infinities.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from openpias.core.calendar.legal_day import ROMANIA
from openpias.interop.messages.problems import Problem, Refusal

Reader = Callable[[str], str | Refusal]

_SPACE = " \t\r\n"
_ZONE = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_DATE = re.compile(rf"\d{{4}}-\d\d-\d\d{_ZONE}", re.ASCII)
_DATE_TIME = re.compile(
    rf"\d{{4}}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{{1,30}})?{_ZONE}", re.ASCII
)
_DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_DOUBLE = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?[0-2]?\d)?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
_BASE64 = re.compile(
    r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?"
)
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})*")
_MOST_DIGITS = 24
_RANGES = {
    "uint": (0, 2**32 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "integer": (-(10**_MOST_DIGITS), 10**_MOST_DIGITS),
}


def any_text(value: str) -> str:
    """Take whatever it is."""
    return value


def text(least: int, most: int) -> Reader:
    """Read a text by its number of characters; white space counts (`xs:string` preserves it)."""
    exact = {"length": str(least)}
    if least == most:
        wrong = Refusal(Problem.LENGTH, exact)
        return lambda value: value if len(value) == least else wrong
    long = Refusal(Problem.TOO_LONG, {"most": str(most)})
    if not least:
        return lambda value: value if len(value) <= most else long
    short = Refusal(Problem.TOO_SHORT, {"least": str(least)})

    def read(value: str) -> str | Refusal:
        if len(value) < least:
            return short
        return value if len(value) <= most else long

    return read


def pattern(expression: str, inner: Reader) -> Reader:
    """Read a text that matches from end to end."""
    matches = re.compile(expression, re.ASCII).fullmatch
    wrong = Refusal(Problem.PATTERN, {"pattern": expression})

    def read(value: str) -> str | Refusal:
        found = inner(value)
        if isinstance(found, Refusal):
            return found
        return found if matches(found) else wrong

    return read


def listed(values: tuple[str, ...], inner: Reader, *, numeric: bool) -> Reader:
    """Read one of a closed list; numbers are compared as numbers, so that 01 is 1."""
    allowed = frozenset(values)
    wrong = Refusal(Problem.NOT_LISTED, {"allowed": ", ".join(values)})

    def read(value: str) -> str | Refusal:
        if value in allowed:
            return value
        found = inner(value)
        if isinstance(found, Refusal):
            return found
        same = str(int(found)) if numeric else found
        return same if same in allowed else wrong

    return read


def whole(kind: str, least: int | None = None, most: int | None = None) -> Reader:
    """Read `xs:unsignedInt`, `xs:int`, `xs:short` or `xs:integer` between bounds."""
    floor, ceiling = _RANGES[kind]
    floor = floor if least is None else max(floor, least)
    ceiling = ceiling if most is None else min(ceiling, most)
    limits = {"least": str(floor), "most": str(ceiling)}
    wrong = Refusal(Problem.NUMBER, {"kind": "whole"} if kind == "integer" else limits)

    def read(value: str) -> str | Refusal:
        found = value.strip(_SPACE)
        if not _WHOLE.fullmatch(found) or len(found.lstrip("+-0")) > _MOST_DIGITS:
            return wrong
        return found if floor <= int(found) <= ceiling else wrong

    return read


def decimal(value: str) -> str | Refusal:
    """Read `xs:decimal`: no exponent."""
    found = value.strip(_SPACE)
    if _DECIMAL.fullmatch(found) and sum(map(str.isdigit, found)) <= _MOST_DIGITS:
        return found
    return Refusal(Problem.NUMBER, {"kind": "decimal"})


def double(value: str) -> str | Refusal:
    """Read `xs:double`: exponents to 29, no infinities, at most 24 digits."""
    found = value.strip(_SPACE)
    digits = re.split("[eE]", found)[0]
    if _DOUBLE.fullmatch(found) and sum(map(str.isdigit, digits)) <= _MOST_DIGITS:
        return found
    return Refusal(Problem.NUMBER, {"kind": "decimal"})


def day(value: str) -> str | Refusal:
    """Read `xs:date`, with or without a zone."""
    found = value.strip(_SPACE)
    if _DATE.fullmatch(found):
        try:
            date.fromisoformat(found[:10])
        except ValueError:
            return Refusal(Problem.DATE)
        return found
    return Refusal(Problem.DATE)


def moment(value: str) -> str | Refusal:
    """Read `xs:dateTime`, with or without a zone."""
    found = value.strip(_SPACE)
    if _DATE_TIME.fullmatch(found):
        try:
            as_moment(found)
        except (ValueError, OverflowError):
            return Refusal(Problem.DATE_TIME)
        return found
    return Refusal(Problem.DATE_TIME)


def boolean(value: str) -> str | Refusal:
    """Read `xs:boolean`."""
    found = value.strip(_SPACE)
    return found if found in {"0", "1", "true", "false"} else Refusal(Problem.BOOLEAN)


def base64(value: str) -> str | Refusal:
    """Read `xs:base64Binary`; white space between characters is left out."""
    found = value.translate({ord(each): None for each in _SPACE})
    return found if _BASE64.fullmatch(found) else Refusal(Problem.BASE64)


def hexadecimal(value: str) -> str | Refusal:
    """Read `xs:hexBinary`."""
    found = value.strip(_SPACE)
    return found if _HEX.fullmatch(found) else Refusal(Problem.HEX)


SIMPLE: dict[str, Reader] = {
    "any": any_text,
    "text": any_text,
    "decimal": decimal,
    "double": double,
    "date": day,
    "dateTime": moment,
    "boolean": boolean,
    "base64": base64,
    "hex": hexadecimal,
}
WHOLE = frozenset(_RANGES)


def as_day(found: str) -> date:
    """Return the day of a text that `day` or `moment` let through; a zone moves no date."""
    return date.fromisoformat(found[:10])


def as_moment(found: str) -> datetime:
    """Return what Romania's clocks showed; raises ValueError and OverflowError at the ends of time."""
    value = datetime.fromisoformat(found)
    if value.tzinfo is None:
        return value
    return value.astimezone(ROMANIA).replace(tzinfo=None)


def as_number(found: str) -> Decimal:
    """Return the number of a text that a numeric reader let through."""
    return Decimal(found)


def as_boolean(found: str) -> bool:
    """Return the truth of a text that `boolean` let through."""
    return found in {"1", "true"}
