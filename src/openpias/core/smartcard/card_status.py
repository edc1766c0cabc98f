"""What does a card say of itself in fifteen bytes, and how are they written and read?

The bytes travel in GET DATA and, proven, in PROVE STATUS; `docs/interop/health-card.md` shows them:
layout 01, flags, tries left, PIN changes and PIN resets (two bytes each, big-endian), card number
(sixteen digits, two a byte). Flags: 1 activated, 2 blocked, 4 PIN must be changed, 8 PIN verified.
"""

import struct
from dataclasses import dataclass

from openpias.core.identifiers.card_number import CardNumber
from openpias.core.identifiers.card_number import is_valid as is_card_number

LAYOUT = 1
MOST_TRIES = 5
_FORM = struct.Struct(">BBBHH8s")
_ACTIVATED, _BLOCKED, _MUST_CHANGE, _VERIFIED = 1, 2, 4, 8
LENGTH = _FORM.size


@dataclass(frozen=True, slots=True, kw_only=True)
class CardStatus:
    """What the card's file says; `pin_changes` and `resets` only ever grow.

    `must_change`: the PIN was reset to 0000, and nothing but changing it is allowed.
    `pin_verified`: the holder's PIN was right since the card was put in.
    """

    card_number: CardNumber
    activated: bool
    blocked: bool
    must_change: bool
    pin_verified: bool
    tries_left: int
    pin_changes: int
    resets: int


class StatusUnreadableError(ValueError):
    """The bytes are no status of a card."""


def encode(status: CardStatus) -> bytes:
    """Return the fifteen bytes of a status."""
    flags = (
        _ACTIVATED * status.activated
        | _BLOCKED * status.blocked
        | _MUST_CHANGE * status.must_change
        | _VERIFIED * status.pin_verified
    )
    number = bytes.fromhex(status.card_number)
    counters = (status.tries_left, status.pin_changes, status.resets)
    return _FORM.pack(LAYOUT, flags, *counters, number)


def decode(content: bytes) -> CardStatus:
    """Return the status in fifteen bytes; raise StatusUnreadableError where they are none."""
    if len(content) != LENGTH:
        raise StatusUnreadableError("a status has fifteen bytes")
    layout, flags, tries, changes, resets, digits = _FORM.unpack(content)
    number = digits.hex()
    if layout != LAYOUT or flags > 0x0F or tries > MOST_TRIES or not is_card_number(number):
        raise StatusUnreadableError("layout, flags, tries or card number are none of ours")
    return CardStatus(
        card_number=CardNumber(number),
        activated=bool(flags & _ACTIVATED),
        blocked=bool(flags & _BLOCKED),
        must_change=bool(flags & _MUST_CHANGE),
        pin_verified=bool(flags & _VERIFIED),
        tries_left=tries,
        pin_changes=changes,
        resets=resets,
    )
