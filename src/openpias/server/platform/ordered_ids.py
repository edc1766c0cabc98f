"""Which id does a row get, so that rows written together lie together in the index?"""

import itertools
import os
import uuid
from datetime import UTC, datetime

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_counter = itertools.count()


def microseconds(moment: datetime) -> int:
    """Return the whole microseconds since 1970; raises TypeError for a moment without a zone."""
    passed = moment - _EPOCH
    return (passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds


def ordered_id(moment: datetime) -> uuid.UUID:
    """Return a UUID of version 7 (RFC 9562): the moment, a counter of this process, chance.

    Ids of one moment follow the order in which one process made them, until the counter wraps.
    """
    milliseconds, rest = divmod(microseconds(moment), 1000)
    chance = int.from_bytes(os.urandom(6), "big") & 0x3FFF_FFFF_FFFF
    tail = (next(_counter) & 0xFFFF) << 46 | chance
    # 48 bits of time, version 7, 12 bits of time below a millisecond, variant 2, 62 bits.
    return uuid.UUID(int=milliseconds << 80 | 7 << 76 | rest << 66 | 2 << 62 | tail)
