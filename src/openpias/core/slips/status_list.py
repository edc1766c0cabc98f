"""Which slips are no longer true? A signed list that a reader fetches once a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import cbor2

from openpias.core.slips import signing
from openpias.core.slips.payload import (
    SLIP_ID_BYTES,
    NewerFormatError,
    PayloadError,
    check_format,
    decode_map,
)
from openpias.core.slips.signing import KeyRing, Refusal, SigningKey

FORMAT = 1


class SlipState(StrEnum):
    """What a list says of a slip."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusList:
    """Slip ids that are superseded or withdrawn, as of `issued_at`; fetch again by `next_update`."""

    issued_at: datetime
    next_update: datetime
    superseded: frozenset[bytes]
    withdrawn: frozenset[bytes]

    def state_of(self, slip_id: bytes) -> SlipState:
        """Return what the list says of this slip."""
        if slip_id in self.withdrawn:
            return SlipState.WITHDRAWN
        return SlipState.SUPERSEDED if slip_id in self.superseded else SlipState.CURRENT

    def is_fresh(self, now: datetime) -> bool:
        """Tell whether the list need not be fetched again yet."""
        return now <= self.next_update


def sign(content: StatusList, key: SigningKey) -> bytes:
    """Return the list as COSE_Sign1; ids are sorted and joined, 12 bytes each."""
    members = {
        1: FORMAT,
        2: int(content.issued_at.timestamp()),
        3: int(content.next_update.timestamp()),
        4: _joined(content.superseded),
        5: _joined(content.withdrawn),
    }
    return signing.sign_bytes(cbor2.dumps(members, canonical=True), key)


def verify(content: bytes, keys: KeyRing) -> StatusList | Refusal:
    """Check and read a list. Never raises."""
    checked = signing.verify_bytes(content, keys)
    if isinstance(checked, Refusal):
        return checked
    signed, key = checked
    if key.practice:
        return Refusal.WRONG_KEY_USE
    try:
        members = decode_map(signed)
        check_format(members, known=FORMAT)
        return StatusList(
            issued_at=_moment(members.get(2)),
            next_update=_moment(members.get(3)),
            superseded=_split(members.get(4)),
            withdrawn=_split(members.get(5)),
        )
    except NewerFormatError:
        return Refusal.NEWER_FORMAT
    except PayloadError:
        return Refusal.DAMAGED


def _joined(ids: Iterable[bytes]) -> bytes:
    return b"".join(sorted(ids))


def _split(joined: Any) -> frozenset[bytes]:
    if not isinstance(joined, bytes) or len(joined) % SLIP_ID_BYTES:
        raise PayloadError
    starts = range(0, len(joined), SLIP_ID_BYTES)
    return frozenset(joined[start : start + SLIP_ID_BYTES] for start in starts)


def _moment(seconds: Any) -> datetime:
    if type(seconds) is not int or not 0 <= seconds < 2**33:
        raise PayloadError
    return datetime.fromtimestamp(seconds, tz=UTC)
