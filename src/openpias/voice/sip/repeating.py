"""How often is something sent again over a network that loses datagrams?

After T1, and then after twice as long each time, but no longer than T2, until it is stopped or
64 × T1 have passed. Source: RFC 3261, 13.3.1.4 and 17.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Timers:
    """T1 and T2 in seconds."""

    t1: float = 0.5
    t2: float = 4.0

    @property
    def gives_up_after(self) -> float:
        """Return after how many seconds nobody waits any longer."""
        return 64 * self.t1


class Repeating:
    """Something that is sent until it is stopped."""

    def __init__(
        self, send: Callable[[], None], timers: Timers, *, given_up: Callable[[], None]
    ) -> None:
        """Send it now, and begin."""
        self._send, self._timers, self._given_up = send, timers, given_up
        loop = asyncio.get_running_loop()
        self._ends = loop.time() + timers.gives_up_after
        self._wait = timers.t1
        send()
        self._timer: asyncio.TimerHandle | None = loop.call_later(self._wait, self._again)

    @property
    def is_running(self) -> bool:
        """Tell whether it is neither stopped nor given up."""
        return self._timer is not None

    def stop(self) -> None:
        """Send it no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def now(self) -> None:
        """Send it once more at once: the other side has asked again."""
        if self._timer is not None:
            self._send()

    def _again(self) -> None:
        loop = asyncio.get_running_loop()
        if loop.time() >= self._ends:
            self._timer = None
            self._given_up()
            return
        self._send()
        self._wait = min(2 * self._wait, self._timers.t2)
        when = min(loop.time() + self._wait, self._ends)
        self._timer = loop.call_at(when, self._again)
