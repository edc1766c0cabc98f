"""What is a PIN, how is it carried as briefly as possible, and how is it written for the card?

A PIN lives in a bytearray that is overwritten when it was used; it has no representation, cannot be
pickled, compared or hashed. Python may have copied what a text held before it came here: whoever
makes a Pin drops that text at once. On the card it is an ISO 9564-1 format 2 block.
"""

import hmac
from types import TracebackType
from typing import Final, NoReturn, Self

from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import CardError

LENGTH: Final = 4
TRANSPORT_LENGTH: Final = 3
BLOCK_LENGTH: Final = 8
# Known to everybody (Annex 102, 2.3 and 2.8): neither opens anything without the unit.
TRANSPORT_PIN: Final = "000"
RESET_PIN: Final = "0000"
_FORMAT_2, _FILLER = 0x20, 0xF
_DIGITS = frozenset(b"0123456789")


class PinLengthError(CardError):
    """What was typed is not four digits (three for the transport PIN)."""

    code = Code.PIN_LENGTH_INVALID


class PinNotConfirmedError(CardError):
    """The new PIN was typed differently the second time."""

    code = Code.PIN_NOT_CONFIRMED


class Pin:
    """A few digits that only a card may see. As a context it is wiped at the end."""

    __slots__ = ("_digits",)
    __hash__ = None  # type: ignore[assignment]  # a hash would outlive it

    def __init__(self, digits: str | bytearray, *, length: int = LENGTH) -> None:
        typed = bytearray(digits, "utf-8") if isinstance(digits, str) else bytearray(digits)
        if len(typed) != length or not _DIGITS.issuperset(typed):
            _wipe(typed)
            raise PinLengthError
        self._digits = typed

    def __repr__(self) -> str:
        return "Pin(…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a PIN is not written anywhere")

    def __eq__(self, other: object) -> NoReturn:
        raise TypeError("a PIN is compared by `is_same`")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.wipe()

    def __del__(self) -> None:
        if hasattr(self, "_digits"):
            self.wipe()

    @property
    def is_wiped(self) -> bool:
        """Tell whether nothing is left of it."""
        return not any(self._digits)

    def wipe(self) -> None:
        """Overwrite the digits; doing it again is harmless."""
        _wipe(self._digits)

    def is_same(self, other: "Pin") -> bool:
        """Tell, in constant time, whether two PINs are the same."""
        return hmac.compare_digest(self._digits, other._digits)  # noqa: SLF001 - another of the same

    def block(self) -> bytearray:
        """Return the eight bytes of ISO 9564-1 format 2; the caller wipes them."""
        if self.is_wiped:
            raise ValueError("this PIN was wiped")
        nibbles = [digit & 0x0F for digit in self._digits]
        nibbles += [_FILLER] * (2 * BLOCK_LENGTH - 2 - len(nibbles))
        pairs = zip(nibbles[::2], nibbles[1::2], strict=True)
        return bytearray([_FORMAT_2 | len(self._digits), *(high << 4 | low for high, low in pairs)])


def read_block(block: bytes | bytearray, *, length: int = LENGTH) -> Pin:
    """Return the PIN in a block, as a card reads it; raise PinLengthError where it is none."""
    if len(block) != BLOCK_LENGTH or block[0] != _FORMAT_2 | length:
        raise PinLengthError
    nibbles = bytearray(nibble for byte in block[1:] for nibble in (byte >> 4, byte & 0x0F))
    digits = bytearray(0x30 | nibble for nibble in nibbles[:length])
    padded = all(nibble == _FILLER for nibble in nibbles[length:])
    _wipe(nibbles)
    if not padded:
        _wipe(digits)
        raise PinLengthError
    try:
        return Pin(digits, length=length)
    finally:
        _wipe(digits)


def is_reset_pin(pin: Pin) -> bool:
    """Tell whether a PIN is 0000, which no holder may keep."""
    with Pin(RESET_PIN) as known:
        return pin.is_same(known)


def _wipe(digits: bytearray) -> None:
    digits[:] = bytes(len(digits))
