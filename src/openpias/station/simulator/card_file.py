"""What is in the file of a virtual card, and how is it written so that no half of it is ever there?

JSON, readable by its owner alone. The PIN is kept as a salted scrypt digest: four digits are soon
guessed by whoever has the file, so that this keeps it from eyes and logs, not from attackers. Card
key and signing key stand in it in the clear: a virtual card is a tool, and secures nothing.
"""

import hashlib
import hmac
import os
import tempfile
from pathlib import Path
from secrets import token_bytes
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from openpias.core.smartcard.pins import Pin

FORMAT = 1
_COST = {"n": 2**12, "r": 8, "p": 1, "dklen": 32}


class CardFileError(Exception):
    """The file cannot be read or written, or is no virtual card; the message says which."""


class PinDigest(Struct, frozen=True, kw_only=True):
    """What is kept of a PIN."""

    salt: bytes
    digest: bytes

    def is_of(self, pin: Pin) -> bool:
        """Tell, in constant time, whether this is the PIN."""
        return hmac.compare_digest(_digest(pin, self.salt), self.digest)


class CardMemory(Struct, frozen=True, kw_only=True):
    """What a card remembers without power. `pin` is absent while it is not activated.

    `forces_change`: a PIN that was reset must be changed before anything else works (ours).
    `public` and `personal` are the files of fields, as BER-TLV.
    """

    format: int = FORMAT
    card_number: str
    card_key: bytes
    activated: bool = False
    must_change: bool = False
    forces_change: bool = True
    tries_left: Annotated[int, Meta(ge=0, le=5)] = 5
    pin_changes: Annotated[int, Meta(ge=0, le=0xFFFF)] = 0
    resets: Annotated[int, Meta(ge=0, le=0xFFFF)] = 0
    pin: PinDigest | None = None
    signing_key: str
    certificate: bytes
    public: bytes
    personal: bytes


def digest(pin: Pin) -> PinDigest:
    """Return what is kept of a PIN, with a salt of its own."""
    salt = token_bytes(16)
    return PinDigest(salt=salt, digest=_digest(pin, salt))


def load(path: Path) -> CardMemory:
    """Return the card in a file; raise CardFileError where there is none."""
    try:
        memory = msgspec.json.decode(path.read_bytes(), type=CardMemory)
    except OSError as error:
        raise CardFileError(f"{path} cannot be read: {error.strerror}.") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise CardFileError(f"{path} is no virtual card.") from None
    if memory.format != FORMAT:
        raise CardFileError(f"{path} was written by another version of OpenPIAS.")
    return memory


def save(memory: CardMemory, path: Path) -> None:
    """Replace the file as a whole, and return when it is on the disk; raise CardFileError."""
    content = msgspec.json.format(msgspec.json.encode(memory), indent=1)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CardFileError(f"{path} cannot be written: {error.strerror}.") from None


def _digest(pin: Pin, salt: bytes) -> bytes:
    block = pin.block()
    try:
        return hashlib.scrypt(block, salt=salt, **_COST)
    finally:
        block[:] = bytes(len(block))
