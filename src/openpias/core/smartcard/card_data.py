"""Which data stand on a card, in which file, and how are they written and read?

The fields are those of Annex 102, 4.6 and 4.7; files, tags and coding are ours: a BER-TLV tag of two
bytes, DF and 32 + 10 for each letter after A + the digit of the field: B4 is DF2E. Lists are constructed (FF instead
of DF), each item a text with tag 80, a contact a pair 80 and 81 in A0. Texts are UTF-8.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any

from openpias.core.smartcard import tlv
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import CardError
from openpias.core.smartcard.tlv import TlvMalformedError

_TEXT, _SECOND, _PAIR = 0x80, 0x81, 0xA0
_FIRST_TAG = 0x20


class File(IntEnum):
    """Where fields stand; the value is the short file identifier."""

    PUBLIC = 1
    PERSONAL = 2
    CERTIFICATE = 3


class Field(StrEnum):
    """A field by its official code."""

    CARD_NUMBER = "A1"
    VERSION = "A3"
    SURNAME = "B1"
    GIVEN_NAME = "B2"
    BIRTH_DATE = "B3"
    CNP = "B4"
    CID = "C1"
    DOCTOR_SURNAME = "C4"
    DOCTOR_GIVEN_NAME = "C5"
    DOCTOR_CODE = "C6"
    DOCTOR_PHONE = "C7"
    CONTACTS = "C8"
    BLOOD_GROUP = "D1"
    RHESUS = "D2"
    ORGAN_DONOR = "D4"
    DIAGNOSES = "D6"
    DISEASES = "D7"
    CERTIFICATE = "G1"


_PERSONAL = {"B4", "C8", "D1", "D2", "D4", "D6", "D7"}
_LISTS = {Field.CONTACTS, Field.DIAGNOSES, Field.DISEASES}
_MOST = {
    Field.CONTACTS: (2, Code.TOO_MANY_CONTACTS),
    Field.DIAGNOSES: (10, Code.TOO_MANY_DIAGNOSES),
    Field.DISEASES: (20, Code.TOO_MANY_DISEASES),
}


class TooManyEntriesError(CardError):
    """A list is longer than a card holds; `code` says which."""

    def __init__(self, code: Code) -> None:
        self.code = code
        super().__init__()


class CardDataUnreadableError(CardError):
    """A file of the card holds something else than its fields."""

    code = Code.CARD_READ_FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to call."""

    name: str = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardData:
    """What was read, or is to be written; what is not there or not readable is empty."""

    card_number: str = ""
    version: str = ""
    surname: str = field(default="", repr=False)
    given_name: str = field(default="", repr=False)
    birth_date: date | None = field(default=None, repr=False)
    cnp: str = field(default="", repr=False)
    cid: str = field(default="", repr=False)
    doctor_surname: str = field(default="", repr=False)
    doctor_given_name: str = field(default="", repr=False)
    doctor_code: str = field(default="", repr=False)
    doctor_phone: str = field(default="", repr=False)
    contacts: tuple[Contact, ...] = field(default=(), repr=False)
    blood_group: str = field(default="", repr=False)
    rhesus: str = field(default="", repr=False)
    organ_donor: str = field(default="", repr=False)
    diagnoses: tuple[str, ...] = field(default=(), repr=False)
    diseases: tuple[str, ...] = field(default=(), repr=False)
    certificate: bytes = field(default=b"", repr=False)


def file_of(one: Field) -> File:
    """Return the file in which a field stands; personal ones are behind the PIN."""
    if one is Field.CERTIFICATE:
        return File.CERTIFICATE
    return File.PERSONAL if one in _PERSONAL else File.PUBLIC


def tag(one: Field) -> int:
    """Return the tag under which a field stands."""
    first = 0xFF if one in _LISTS else 0xDF
    return first << 8 | _FIRST_TAG + 10 * (ord(one[0]) - ord("A")) + int(one[1])


_FIELD_OF_TAG: Mapping[int, Field] = {tag(each): each for each in Field}


def encode(data: CardData, file: File) -> bytes:
    """Return the content of one file; empty fields are left out.

    Raise TooManyEntriesError where a list is longer than the annex allows.
    """
    return tlv.encode(
        (tag(each), value)
        for each in Field
        if file_of(each) is file and (value := _written(each, getattr(data, each.name.lower())))
    )


def decode(content: bytes, into: CardData) -> CardData:
    """Return `into` with the fields of one file; unknown tags are passed over.

    Raise CardDataUnreadableError where the file is no BER-TLV or a value is none of its field.
    """
    try:
        found = {
            _FIELD_OF_TAG[number].name.lower(): _read(_FIELD_OF_TAG[number], value)
            for number, value in tlv.decode(content)
            if number in _FIELD_OF_TAG
        }
    except (TlvMalformedError, ValueError):
        raise CardDataUnreadableError from None
    return replace(into, **found)


def _written(one: Field, value: Any) -> bytes:
    if one in _MOST and len(value) > _MOST[one][0]:
        raise TooManyEntriesError(_MOST[one][1])
    if one is Field.CONTACTS:
        return tlv.encode((_PAIR, _pair(contact)) for contact in value)
    if one in _LISTS:
        return tlv.encode((_TEXT, text.encode()) for text in value)
    if one is Field.BIRTH_DATE:
        return value.isoformat().encode() if value else b""
    return value if isinstance(value, bytes) else value.encode()


def _pair(contact: Contact) -> bytes:
    return tlv.encode([(_TEXT, contact.name.encode()), (_SECOND, contact.phone.encode())])


def _read(one: Field, value: bytes) -> Any:
    if one is Field.CERTIFICATE:
        return value
    if one is Field.CONTACTS:
        return tuple(_contact(tlv.decode(pair)) for pair in _items(value, _PAIR))
    if one in _LISTS:
        return tuple(text.decode() for text in _items(value, _TEXT))
    if one is Field.BIRTH_DATE:
        return date.fromisoformat(value.decode())
    return value.decode()


def _items(value: bytes, wanted: int) -> Iterable[bytes]:
    return [item for number, item in tlv.decode(value) if number == wanted]


def _contact(pair: list[tuple[int, bytes]]) -> Contact:
    parts = dict(pair)
    name, phone = parts.get(_TEXT, b""), parts.get(_SECOND, b"")
    return Contact(name=name.decode(), phone=phone.decode())
