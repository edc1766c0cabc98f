"""How much of anything is let in, and from whom?

Everything here is bounded itself: a flood from invented addresses fills no memory.
"""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

_MOST_KEYS = 2048


class Buckets:
    """So many a second for each key, and so many at once."""

    def __init__(self, *, per_second: float, at_once: float) -> None:
        self._per_second, self._at_once = per_second, at_once
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, *, now: float) -> bool:
        """Tell whether one more may pass, and count it; `now` in seconds, monotonic."""
        left, since = self._left.pop(key, (self._at_once, now))
        left = min(self._at_once, left + (now - since) * self._per_second)
        passes = left >= 1
        self._left[key] = (left - passes, now)
        if len(self._left) > _MOST_KEYS:
            self._left.popitem(last=False)
        return passes


@dataclass(slots=True, kw_only=True)
class Counts:
    """What came in since the start, for the log; numbers only."""

    datagrams: int = 0
    strangers: int = 0
    too_many: int = 0
    malformed: int = 0
    refused: dict[int, int] = field(default_factory=dict)
    calls: int = 0

    def refuse(self, status: int) -> None:
        """Count a refusal."""
        self.refused[status] = self.refused.get(status, 0) + 1


class Guard:
    """Looks at where a datagram comes from, before anybody reads it."""

    def __init__(
        self,
        peers: Iterable[ipaddress.IPv4Network],
        *,
        invitations: Buckets,
        datagrams: Buckets,
    ) -> None:
        """Take the networks that may speak to us, and what each address may send."""
        self._peers = tuple(peers)
        self._invitations, self._datagrams = invitations, datagrams
        self._known = lru_cache(maxsize=_MOST_KEYS)(self._is_of_peers)
        self.counts = Counts()

    def admits(self, host: str) -> bool:
        """Tell whether a datagram from there is read at all."""
        self.counts.datagrams += 1
        if not self._known(host):
            self.counts.strangers += 1
            return False
        if not self._datagrams.take(host, now=time.monotonic()):
            self.counts.too_many += 1
            return False
        return True

    def admits_invitation(self, host: str) -> bool:
        """Tell whether the address has not called too often lately."""
        return self._invitations.take(host, now=time.monotonic())

    def _is_of_peers(self, host: str) -> bool:
        try:
            address = ipaddress.IPv4Address(host)
        except ValueError:
            return False
        return any(address in network for network in self._peers)
