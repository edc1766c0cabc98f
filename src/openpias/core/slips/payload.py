"""What does the signed code of a slip say?

CBOR with integer keys; days are counted from 1900-01-01. docs/interop/slip.md is the contract.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import cbor2

FORMAT = 1
SLIP_ID_BYTES = 12
_EPOCH = date(1900, 1, 1)
_LAST_DAY = (date(2200, 1, 1) - _EPOCH).days
_LONGEST = 200
_PRECISIONS = ("day", "month", "year")
_KINDS = ("temporary", "permit-cnp", "house", "official")


class PayloadError(Exception):
    """The bytes are no payload of ours."""


class NewerFormatError(PayloadError):
    """The payload is of a format that this program does not know yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipDocument:
    """The first document of the registration."""

    type: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPayload:
    """Everything that the signed code holds, and nothing else.

    `slip_id` is random, 12 bytes. `birth_precision` is "day", "month" or "year".
    """

    slip_id: bytes
    version: int
    number: str
    number_kind: str
    surname: str
    given_name: str
    birth_date: date
    birth_precision: str
    sex: str
    citizenship: str
    category: str
    entry_date: date | None
    document: SlipDocument | None
    practice: bool


def encode(payload: SlipPayload) -> bytes:
    """Return the payload as canonical CBOR."""
    members: dict[int, Any] = {
        1: FORMAT,
        2: payload.slip_id,
        3: payload.version,
        4: payload.number,
        5: _KINDS.index(payload.number_kind),
        6: payload.surname,
        7: payload.given_name,
        8: _days(payload.birth_date),
        9: _PRECISIONS.index(payload.birth_precision),
        10: payload.sex,
        11: payload.citizenship,
        12: payload.category,
    }
    if payload.entry_date is not None:
        members[13] = _days(payload.entry_date)
    if payload.document is not None:
        members[14] = [payload.document.type, payload.document.number]
    if payload.practice:
        members[15] = True
    return cbor2.dumps(members, canonical=True)


def decode(content: bytes) -> SlipPayload:
    """Return the payload; raises PayloadError for anything that `encode` would not have made."""
    members = decode_map(content)
    check_format(members, known=FORMAT)
    payload = _read(members)
    if encode(payload) != content:
        # Another way of writing the same is not ours: it may hide a second reading.
        raise PayloadError
    return payload


def decode_whole(content: bytes) -> Any:
    """Return the CBOR item that fills `content` exactly; raises PayloadError."""
    stream = BytesIO(content)
    try:
        item = cbor2.CBORDecoder(stream).decode()
    except (cbor2.CBORDecodeError, RecursionError, ValueError, OverflowError, TypeError):
        raise PayloadError from None
    if stream.read(1):
        raise PayloadError
    return item


def decode_map(content: bytes) -> Mapping[int, Any]:
    """Return a CBOR map with integer keys that fills `content` exactly; raises PayloadError."""
    members = decode_whole(content)
    if not isinstance(members, dict) or not all(type(key) is int for key in members):
        raise PayloadError
    return members


def check_format(members: Mapping[int, Any], *, known: int) -> None:
    """Raise NewerFormatError for a later format than `known`, PayloadError for none at all."""
    found = members.get(1)
    if type(found) is not int or found < known:
        raise PayloadError
    if found > known:
        raise NewerFormatError


def _read(members: Mapping[int, Any]) -> SlipPayload:
    read = _Reader(members)
    return SlipPayload(
        slip_id=read.taken(2, bytes, lambda value: len(value) == SLIP_ID_BYTES),
        version=read.number(3, 1, 1_000_000),
        number=read.text(4),
        number_kind=_KINDS[read.number(5, 0, len(_KINDS) - 1)],
        surname=read.text(6),
        given_name=read.text(7),
        birth_date=_EPOCH + timedelta(days=read.number(8, 0, _LAST_DAY)),
        birth_precision=_PRECISIONS[read.number(9, 0, len(_PRECISIONS) - 1)],
        sex=read.text(10),
        citizenship=read.text(11),
        category=read.text(12),
        entry_date=_EPOCH + timedelta(days=read.number(13, 0, _LAST_DAY))
        if 13 in members
        else None,
        document=_document(members[14]) if 14 in members else None,
        practice=members.get(15, False) is True,
    )


def _document(value: object) -> SlipDocument:
    if (
        not isinstance(value, list)
        or len(value) != 2
        or not all(isinstance(each, str) for each in value)
    ):
        raise PayloadError
    return SlipDocument(type=value[0], number=value[1])


def _days(day: date) -> int:
    return (day - _EPOCH).days


@dataclass(frozen=True, slots=True)
class _Reader:
    members: Mapping[int, Any]

    def taken(self, key: int, kind: type, is_good: Callable[[Any], bool]) -> Any:
        value = self.members.get(key)
        if type(value) is not kind or not is_good(value):
            raise PayloadError
        return value

    def text(self, key: int) -> str:
        value: str = self.taken(key, str, lambda text: len(text) <= _LONGEST)
        return value

    def number(self, key: int, lowest: int, highest: int) -> int:
        value: int = self.taken(key, int, lambda number: lowest <= number <= highest)
        return value
