"""Which keys has the caller pressed that nobody has looked at yet?

Some phones send each key twice, as an event and by INFO: the way of the first key counts.
"""

import asyncio

_MOST_KEYS = 64


class Keypad:
    """The keys of one call, in their order."""

    def __init__(self) -> None:
        self._keys: asyncio.Queue[str] = asyncio.Queue(_MOST_KEYS)
        self._way = ""

    @property
    def is_waiting(self) -> bool:
        """Tell whether a key waits."""
        return not self._keys.empty()

    def press(self, key: str, *, way: str) -> bool:
        """Take a key, and tell whether it counts; what nobody reads in time is let go."""
        self._way = self._way or way
        if way != self._way or self._keys.full():
            return False
        self._keys.put_nowait(key)
        return True

    def wake(self) -> None:
        """Let whoever waits for a key go on without one."""
        if not self._keys.full():
            self._keys.put_nowait("")

    def pop(self) -> str:
        """Return the key that waits, or ""."""
        return self._keys.get_nowait() if self.is_waiting else ""

    async def next(self, seconds: float) -> str:
        """Wait for a key; return it, or "" where none came."""
        try:
            return await asyncio.wait_for(self._keys.get(), seconds)
        except TimeoutError:
            return ""

    def clear(self) -> None:
        """Let all keys go that were pressed so far."""
        while self.is_waiting:
            self._keys.get_nowait()
