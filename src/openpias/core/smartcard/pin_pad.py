"""How is a reader with keys told to take a PIN itself, so that the computer never sees it?

PC/SC part 10, revision 2.02: the features of a reader, PIN_VERIFY and PIN_MODIFY. Numbers wider than
a byte are in the order of the machine, the values of features big-endian. The reader puts the digits
into ISO 9564-1 format 2 blocks (the example of the CCID specification: 89, 47, 04).
"""

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import CardError
from openpias.core.smartcard.pins import BLOCK_LENGTH

# SCARD_CTL_CODE(3400) is computed by the adapter: its base differs between systems.
GET_FEATURE_REQUEST = 3400
# Bytes as the unit, the PIN one byte after the block's begin, left-justified, BCD.
_FORMAT = 0x89
# Four bits of length at bit four, seven bytes of digits.
_BLOCK, _LENGTH_PLACE = 0x47, 0x04
_VALIDATION_KEY = 0x02
_CONFIRM, _ASK_CURRENT = 0x01, 0x02
_EMPTY_BLOCK = b"\x20" + b"\xff" * (BLOCK_LENGTH - 1)
_ENTRY_SECONDS = 30
_FEATURE = struct.Struct(">BBI")
_VERIFY = struct.Struct("=BBBBBHBBHB3sI")
_MODIFY = struct.Struct("=BBBBBBBHBBBHBBB3sI")
_PROLOGUE = bytes(3)

# What the reader itself answers instead of the card (part 10, and the driver of CCID readers).
TIMED_OUT, CANCELLED, DIFFERENT, LENGTH_WRONG, STRUCTURE_REFUSED = (
    *(0x6400, 0x6401, 0x6402, 0x6403),
    0x6B80,
)


class Feature(IntEnum):
    """A feature that matters here, by its tag."""

    VERIFY_PIN_DIRECT = 0x06
    MODIFY_PIN_DIRECT = 0x07


class Language(IntEnum):
    """In which language the reader shows its own messages (USB LANGID)."""

    ROMANIAN = 0x0418
    UKRAINIAN = 0x0422
    ENGLISH = 0x0409


class PinPad(Protocol):
    """A reader with keys; `station.devices` binds it to SCardControl."""

    def verify(self, structure: bytes) -> bytes:
        """Run FEATURE_VERIFY_PIN_DIRECT, return the answer of card or reader."""
        ...

    def modify(self, structure: bytes) -> bytes:
        """Run FEATURE_MODIFY_PIN_DIRECT, return the answer of card or reader."""
        ...


class PinPadError(CardError):
    """The reader refuses how it was asked."""

    code = Code.TERMINAL_OPERATION_FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class Digits:
    """How many digits the reader lets people type."""

    fewest: int
    most: int


def features(content: bytes) -> dict[int, int]:
    """Return the control code of each feature in an answer to GET_FEATURE_REQUEST.

    Raise PinPadError where the answer is no list of them.
    """
    if len(content) % _FEATURE.size:
        raise PinPadError
    found = {}
    for tag, size, code in _FEATURE.iter_unpack(content):
        if size != 4:
            raise PinPadError
        found[tag] = code
    return found


def verify_structure(header: bytes, *, digits: Digits, language: int) -> bytes:
    """Return PIN_VERIFY for a command with one block: the header (CLA INS P1 P2), digits to type."""
    command = header + bytes([BLOCK_LENGTH]) + _EMPTY_BLOCK
    return (
        _VERIFY.pack(
            *(_ENTRY_SECONDS, _ENTRY_SECONDS, _FORMAT, _BLOCK, _LENGTH_PLACE),
            *(_extra_digits(digits), _VALIDATION_KEY, 1, language, 0, _PROLOGUE, len(command)),
        )
        + command
    )


def modify_structure(header: bytes, *, digits: Digits, language: int) -> bytes:
    """Return PIN_MODIFY for a command with two blocks: current PIN, new PIN, new PIN again."""
    command = header + bytes([2 * BLOCK_LENGTH]) + 2 * _EMPTY_BLOCK
    return (
        _MODIFY.pack(
            *(_ENTRY_SECONDS, _ENTRY_SECONDS, _FORMAT, _BLOCK, _LENGTH_PLACE, 0, BLOCK_LENGTH),
            *(_extra_digits(digits), _CONFIRM | _ASK_CURRENT, _VALIDATION_KEY, 3, language),
            *(0, 1, 2, _PROLOGUE, len(command)),
        )
        + command
    )


def _extra_digits(digits: Digits) -> int:
    """Return wPINMaxExtraDigit, XXYY: the fewest in the high byte."""
    return digits.fewest << 8 | digits.most
