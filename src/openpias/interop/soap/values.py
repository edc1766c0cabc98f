"""How is a value written in XML Schema, and what does a text of it mean?"""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from openpias.interop.operations import Kind

Value = str | int | bool | datetime
Values = tuple[str, ...]
# .NET writes moments without a zone and means the clock on the wall.
LOCAL = ZoneInfo("Europe/Bucharest")
_RANGES = {Kind.INT: 2**31, Kind.LONG: 2**63}
_INTEGER = re.compile(r"[+-]?[0-9]{1,19}")
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,12}))?(Z|[+-]\d\d:\d\d)?", re.ASCII
)
# What XML 1.0, section 2.2, allows in no document, not even as a reference.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read(text: str, *, kind: Kind) -> Value:
    """Return the value of a text; a moment without zone is one in Romania. Raises `ValueError`."""
    if kind is Kind.STRING:
        return text
    text = text.strip(" \t\r\n")
    if kind is Kind.DATE_TIME:
        return _moment(text)
    if kind is Kind.BOOLEAN:
        if text not in _BOOLEANS:
            raise ValueError(kind)
        return _BOOLEANS[text]
    return _integer(text, _RANGES[kind])


def _integer(text: str, limit: int) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError(limit)
    return _within(int(text), limit)


def _within(value: int, limit: int) -> int:
    if not -limit <= value < limit:
        raise ValueError(limit)
    return value


def _moment(text: str) -> datetime:
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise ValueError(Kind.DATE_TIME)
    whole, fraction, zone = found.groups()
    micro = ((fraction or "") + "000000")[:6]
    moment = datetime.fromisoformat(f"{whole}.{micro}{zone or ''}")
    return moment if zone else moment.replace(tzinfo=LOCAL)


def write(value: Value, *, kind: Kind) -> str:
    """Return the text of a value; raises `TypeError` or `ValueError` where it is none of its kind."""
    if kind is Kind.STRING and isinstance(value, str):
        return legal(value)
    if kind is Kind.BOOLEAN and isinstance(value, bool):
        return "true" if value else "false"
    if kind is Kind.DATE_TIME and isinstance(value, datetime) and value.tzinfo:
        return value.isoformat()
    if kind in _RANGES and isinstance(value, int) and not isinstance(value, bool):
        return str(_within(value, _RANGES[kind]))
    raise TypeError(kind)


def legal(text: str) -> str:
    """Return a text with every character that XML forbids replaced by the replacement character."""
    return _ILLEGAL.sub("\ufffd", text)
