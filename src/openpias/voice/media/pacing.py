"""How does our voice leave in even steps of 20 ms, for all calls by one clock?

The clock is monotonic and steps are counted from the start, so that a late wake-up shifts nothing;
what a machine slept through is not made up for by a burst.
"""

import asyncio
import secrets
from collections.abc import Callable

from openpias.voice.media.g711 import Law
from openpias.voice.media.rtp import Packet, build

STEP_SECONDS = 0.02
STEP_SAMPLES = 160
_MOST_STEPS_AT_ONCE = 5


class Pacer:
    """Calls everybody who speaks once a step, and sleeps while nobody does."""

    def __init__(self) -> None:
        self._speakers: set[Speaker] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._begun = 0.0
        self._steps = 0

    def add(self, speaker: "Speaker") -> None:
        """Begin to call a speaker."""
        self._speakers.add(speaker)
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._begun, self._steps = loop.time(), 0
            self._timer = loop.call_at(self._begun, self._tick, loop)

    def remove(self, speaker: "Speaker") -> None:
        """End it."""
        self._speakers.discard(speaker)
        if not self._speakers and self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        due = int((loop.time() - self._begun) / STEP_SECONDS + 1e-6) + 1 - self._steps
        for _ in range(min(due, _MOST_STEPS_AT_ONCE)):
            for speaker in tuple(self._speakers):
                speaker.step()
        self._steps += due
        if self._speakers:
            when = self._begun + self._steps * STEP_SECONDS
            self._timer = loop.call_at(when, self._tick, loop)


class Speaker:
    """Our side of one call: what is said, and silence in between, so that no device hangs up."""

    def __init__(self, law: Law, send: Callable[[bytes], None]) -> None:
        """Take the law of the call and where packets go."""
        self.law = law
        self._send = send
        self._sequence = secrets.randbits(15)
        self._timestamp = secrets.randbits(31)
        self._ssrc = secrets.randbits(32)
        self._sound, self._at = b"", 0
        self._said: asyncio.Future[None] | None = None
        self._is_first = True
        self.on_hold = False

    def say(self, sound: bytes) -> "asyncio.Future[None]":
        """Say octets of G.711; the future is done when the last one has left, or at `stop`."""
        self.stop()
        self._sound, self._at = sound, 0
        self._said = asyncio.get_running_loop().create_future()
        if not sound:
            self.stop()
            return _done()
        return self._said

    def stop(self) -> None:
        """Fall silent at once."""
        said, self._said = self._said, None
        self._sound, self._at = b"", 0
        if said is not None and not said.done():
            said.set_result(None)

    def step(self) -> None:
        """Send one packet; on hold nothing is sent, and what was said waits."""
        if self.on_hold:
            self._timestamp, self._is_first = self._timestamp + STEP_SAMPLES, True
            return
        chunk = self._sound[self._at : self._at + STEP_SAMPLES]
        self._at += len(chunk)
        chunk = chunk.ljust(STEP_SAMPLES, bytes([self.law.silence]))
        packet = Packet(
            self.law.payload_type,
            self._is_first,
            self._sequence,
            self._timestamp,
            self._ssrc,
            chunk,
        )
        self._is_first = False
        self._send(build(packet))
        self._sequence, self._timestamp = self._sequence + 1, self._timestamp + STEP_SAMPLES
        if self._said is not None and self._at >= len(self._sound):
            self.stop()


def _done() -> "asyncio.Future[None]":
    future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    future.set_result(None)
    return future
