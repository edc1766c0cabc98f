"""At which moment of the recording does a packet belong?

By its timestamp: packets that come out of order find their place, and what is lost or was never
sent is silence. Wall time stands beside it, since timestamps can be nonsense: after a break a place
is believed only where it agrees with the time that has passed. Otherwise, and for a new source, the
stream is put where we are now. Positions are samples from the beginning; sound is 16-bit linear.
"""

from openpias.voice.media.g711 import RATE
from openpias.voice.media.rtp import signed

_AHEAD = RATE // 2  # how far a timestamp may be before the time that has passed
_BEHIND = 2 * RATE  # how far it may be behind it where a stream begins to speak again
_MOST_LOST = 50  # packets in a row
_OPEN = RATE // 2  # how long a place stays open for packets that are late


class Timeline:
    """The sound of one recording, of which the older part is taken off and written."""

    def __init__(self, *, longest: int) -> None:
        """Begin; `longest` is where the recording ends, in samples."""
        self._longest = longest
        self._window = bytearray()
        self._taken = 0
        self._ssrc: int | None = None
        self._next_sequence = self._anchor = self._anchor_position = 0
        self.late = self.filled = 0

    @property
    def end(self) -> int:
        """Return the position after the last sample."""
        return self._taken + len(self._window) // 2

    @property
    def is_full(self) -> bool:
        """Tell whether the end is reached."""
        return self.end >= self._longest

    def put(
        self, linear: bytes, *, sequence: int, timestamp: int, ssrc: int, marker: bool, now: int
    ) -> None:
        """Put a packet in its place; `now` is the time since the beginning, in samples."""
        length = len(linear) // 2
        if ssrc != self._ssrc:
            self._ssrc = ssrc
            self._begin_at(max(self.end, now - length), timestamp)
            self._next_sequence = sequence
        ahead = signed(sequence - self._next_sequence, 16)
        position = self._position(timestamp)
        if ahead >= 0:
            broken = ahead > 0 or marker or position != self.end
            # As many steps of time as packets are missing: those were lost, whatever our clock says.
            is_loss = 0 < ahead <= _MOST_LOST and position - self.end == ahead * length
            is_believed = is_loss or self._is_likely(position, length, marker=marker, now=now)
            if broken and not is_believed:
                self._begin_at(max(self.end, now - length), timestamp)
                position = self._position(timestamp)
            self._next_sequence = (sequence + 1) & 0xFFFF
        self._write(position, linear, is_new=ahead >= 0)

    def fill(self, until: int) -> None:
        """Fill with silence up to a position, where the recording is shorter."""
        missing = min(until, self._longest) - self.end
        if missing > 0:
            self.filled += missing
            self._window += bytes(2 * missing)

    def take(self, *, everything: bool = False) -> bytes:
        """Return what no late packet can change any more, once; everything at the end."""
        kept = 0 if everything else 2 * _OPEN
        ready = max(len(self._window) - kept, 0)
        taken = bytes(self._window[:ready])
        del self._window[:ready]
        self._taken += ready // 2
        return taken

    def _position(self, timestamp: int) -> int:
        return self._anchor_position + signed(timestamp - self._anchor, 32)

    def _begin_at(self, position: int, timestamp: int) -> None:
        self._anchor, self._anchor_position = timestamp, position

    def _is_likely(self, position: int, length: int, *, marker: bool, now: int) -> bool:
        if position < self.end - _OPEN:
            return False
        if position > self.end and position + length > now + _AHEAD:
            return False
        return not (marker and position + length < now - _BEHIND)

    def _write(self, position: int, linear: bytes, *, is_new: bool) -> None:
        if position < self._taken or (not is_new and position >= self.end):
            self.late += 1
            return
        self.fill(position)
        begins = 2 * (position - self._taken)
        room = 2 * (self._longest - self._taken)
        self._window[begins : begins + len(linear)] = linear[: max(room - begins, 0)]
