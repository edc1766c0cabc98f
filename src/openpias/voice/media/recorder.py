"""How does a message become a WAV file, piece by piece while the caller speaks?

16-bit linear, one channel, 8,000 samples a second. The file is whole only after `close`; until
then its name ends in `.part`, and `spool` finishes what a crash left.
"""

import os
import wave
from pathlib import Path
from typing import BinaryIO

from openpias.voice.media.g711 import RATE, Law
from openpias.voice.media.rtp import Packet
from openpias.voice.media.timeline import Timeline

_HEARD = 0.1  # part of a packet that is loud where somebody speaks
_WRITE_AT_LEAST = 2 * RATE


class Recorder:
    """One message. Moments are seconds on a monotonic clock."""

    def __init__(self, part: Path, *, began: float, longest_seconds: float) -> None:
        """Begin the file; `longest_seconds` bounds it."""
        self._file = os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
        self._wave = _written(self._file)
        self._began = began
        self.longest_seconds = longest_seconds
        self._timeline = Timeline(longest=int(longest_seconds * RATE))
        self._unwritten: list[bytes] = []
        self._waiting = 0
        self.heard_seconds = 0.0
        self.last_heard = began
        self.packets = 0

    @property
    def is_full(self) -> bool:
        """Tell whether the longest time is reached."""
        return self._timeline.is_full

    @property
    def lost_seconds(self) -> float:
        """Return how much silence stands for what never came."""
        return self._timeline.filled / RATE

    @property
    def late_packets(self) -> int:
        """Return how many packets came when their place was written."""
        return self._timeline.late

    def take(self, packet: Packet, law: Law, *, now: float) -> None:
        """Take a packet of voice."""
        self.packets += 1
        if law.loudness(packet.payload) >= _HEARD:
            self.heard_seconds += len(packet.payload) / RATE
            self.last_heard = now
        self._timeline.put(
            law.decode(packet.payload),
            sequence=packet.sequence,
            timestamp=packet.timestamp,
            ssrc=packet.ssrc,
            marker=packet.marker,
            now=int((now - self._began) * RATE),
        )
        self._collect(self._timeline.take())
        if self._waiting >= _WRITE_AT_LEAST:
            self._write()

    def close(self, *, now: float) -> float:
        """End the file with silence up to now, put it on the disk, and return its seconds."""
        self._timeline.fill(int((now - self._began) * RATE))
        self._collect(self._timeline.take(everything=True))
        self._write()
        self._wave.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return self._timeline.end / RATE

    def _collect(self, linear: bytes) -> None:
        if linear:
            self._unwritten.append(linear)
            self._waiting += len(linear)

    def _write(self) -> None:
        self._wave.writeframesraw(b"".join(self._unwritten))
        self._unwritten, self._waiting = [], 0


def _written(file: BinaryIO) -> wave.Wave_write:
    written = wave.open(file, "wb")  # noqa: SIM115 - closed by `close`
    written.setnchannels(1)
    written.setsampwidth(2)
    written.setframerate(RATE)
    return written
