"""How does a call by SIP and RTP become a line for the conversation, and then a message?"""

import asyncio
import contextlib
import random
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from openpias.core.voice.answers import Answers, Recorded, RecordingEnd
from openpias.core.voice.conversation import END_OF_DIGITS, Spoken
from openpias.core.voice.dialogue import Dialogue
from openpias.voice.intake import CallFacts, CallIntake, Outcome, RecordingFacts
from openpias.voice.keypad import Keypad
from openpias.voice.media.g711 import LAWS, Law
from openpias.voice.media.pacing import Pacer, Speaker
from openpias.voice.media.recorder import Recorder
from openpias.voice.media.rtp import Packet
from openpias.voice.media.stream import VoiceStream
from openpias.voice.session import HungUpError, hold
from openpias.voice.sip import sdp
from openpias.voice.sip.call import SipCall, Stage
from openpias.voice.voices import Voices

_LOOK_EVERY = 0.2
_PORT_TRIES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLimits:
    """Seconds: until we pick up, of a whole call, and without a packet until we hang up."""

    ring: float = 1.0
    longest: float = 600.0
    without_packets: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Switchboard:
    """What every call of this process shares. `ports`: of voice; empty lets the system choose."""

    dialogue: Dialogue
    voices: Voices
    intake: CallIntake
    now: Callable[[], datetime]
    bind: str
    address: str
    ports: range = range(0)
    limits: CallLimits = field(default_factory=CallLimits)
    pacer: Pacer = field(default_factory=Pacer)


class VoiceCall:
    """One call, from the ringing until it is delivered; the `IvrSession` of SIP."""

    def __init__(self, board: Switchboard, sip: SipCall) -> None:
        """Take a call that was let in; `run` does the rest."""
        self.id = secrets.token_hex(16)
        self.sip = sip
        self.answers = Answers()
        self.outcome: Outcome | None = None
        self._board, self._began = board, board.now()
        self._loop = asyncio.get_running_loop()
        self.since = self._loop.time()
        self._over, self._settled = asyncio.Event(), asyncio.Event()
        self._is_confirmed = False
        self._keys = Keypad()
        self._interruptible = False
        self._stream: VoiceStream | None = None
        self._speaker: Speaker | None = None
        self._recorder: Recorder | None = None
        self._sound: tuple[Path, RecordingFacts] | None = None
        sip.listener = self

    async def run(self) -> None:
        """Ring, answer, hold the conversation, and deliver what came of it."""
        watch = asyncio.create_task(self._watch())
        try:
            await self._pick_up()
            await hold(self, self._board.dialogue, self.answers)
        except HungUpError:
            pass
        finally:
            watch.cancel()
            self.end()
            self._close()
        if self._is_confirmed:
            facts = self._facts()
            self.outcome = facts.outcome
            sound = self._sound[0] if self._sound else None
            await asyncio.to_thread(self._board.intake.deliver, sound, facts)

    def end(self) -> None:
        """End the call from our side; what was said so far is kept."""
        self.sip.hang_up()
        self._gone()

    def give_way(self) -> None:
        """Leave the table at once, since nobody confirms the call and others wait."""
        self.sip.abandon()
        self._gone()

    # What SIP tells us.

    def confirmed(self, offer: sdp.Offer) -> None:
        """Voice may run."""
        self._expect(offer)
        law = LAWS[offer.payload_type]
        if self._stream is not None:
            self._speaker = Speaker(law, self._stream.send)
            self._speaker.on_hold = not offer.listens
            self._board.pacer.add(self._speaker)
        self._is_confirmed = True
        self._settled.set()

    def changed(self, offer: sdp.Offer) -> None:
        """Voice runs elsewhere, or waits."""
        self._expect(offer)
        speaker, law = self._speaker, LAWS[offer.payload_type]
        if speaker is None:
            return
        speaker.on_hold = not offer.listens
        if speaker.law is not law:
            speaker.law = law
            speaker.stop()

    def pressed(self, key: str) -> None:
        """A key came by INFO."""
        self._press(key, way="info")

    def ended(self, *, by_caller: bool) -> None:  # noqa: ARG002 - either way the line is gone
        """The call is over."""
        self._gone()

    # What the voice stream tells us.

    def voice(self, packet: Packet, law: Law, *, now: float) -> None:
        """Record what is said, while we record."""
        if self._recorder is not None:
            self._recorder.take(packet, law, now=now)

    def key(self, key: str) -> None:
        """A key came as an event."""
        self._press(key, way="event")

    # What the conversation asks of a line.

    async def play(self, prompts: Sequence[Spoken], *, interruptible: bool) -> str:
        """Say prompts; return the key that interrupted, or ""."""
        for spoken in prompts:
            if interruptible and self._keys.is_waiting:
                break
            speaker = self._line()
            self._interruptible = interruptible
            await speaker.say(self._board.voices.sound(spoken, speaker.law))
            self._interruptible = False
        self._line()
        if interruptible:
            return self._keys.pop()
        self._keys.clear()
        return ""

    async def digit(self, seconds: float) -> str:
        """Wait for a key; return it, or ""."""
        self._line()
        key = await self._keys.next(seconds)
        self._line()
        return key

    async def record(self, *, longest_seconds: float, silence_seconds: float) -> Recorded:
        """Give the tone and record."""
        # The file is begun before the tone: after it no word may wait for the disk.
        part = await asyncio.to_thread(self._board.intake.begin, self._facts())
        speaker = self._line()
        await speaker.say(self._board.voices.beep(speaker.law))
        self._line()
        self._keys.clear()
        recorder = Recorder(part, began=self._loop.time(), longest_seconds=longest_seconds)
        self._recorder = recorder
        ended = await self._until_end(recorder, silence_seconds)
        self._recorder = None
        seconds = await asyncio.to_thread(recorder.close, now=self._loop.time())
        heard = round(recorder.heard_seconds, 2)
        facts = RecordingFacts(
            seconds=round(seconds, 3),
            heard_seconds=heard,
            ended=ended,
            lost=round(recorder.lost_seconds, 2),
            late_packets=recorder.late_packets,
        )
        self._sound = part, facts
        return Recorded(ended=ended, heard_seconds=heard)

    async def hangup(self) -> None:
        """End the call."""
        self.end()

    async def _until_end(self, recorder: Recorder, silence_seconds: float) -> RecordingEnd:
        longest_end = self._loop.time() + recorder.longest_seconds
        while True:
            key = await self._keys.next(_LOOK_EVERY)
            now = self._loop.time()
            if self._over.is_set():
                return RecordingEnd.HANG_UP
            if key == END_OF_DIGITS:
                return RecordingEnd.KEY
            if recorder.is_full or now >= longest_end:
                return RecordingEnd.LIMIT
            if self._speaker is not None and self._speaker.on_hold:
                recorder.last_heard = now
            if now - recorder.last_heard >= silence_seconds:
                return RecordingEnd.SILENCE

    async def _pick_up(self) -> None:
        self.sip.ring()
        await self._wait(self._over, self._board.limits.ring)
        if self._over.is_set():
            raise HungUpError
        self._stream = await self._open()
        if self._over.is_set():
            raise HungUpError
        description = sdp.Description(address=self._board.address, port=self._stream.port)
        self.sip.pick_up(description)
        await self._settled.wait()

    async def _open(self) -> VoiceStream:
        """Open a port for voice; raises HungUpError where none is free."""
        ports = self._board.ports
        tries = random.sample(ports, min(len(ports), _PORT_TRIES)) if ports else [0]
        for port in tries:
            try:
                _, stream = await self._loop.create_datagram_endpoint(
                    lambda: VoiceStream(self), local_addr=(self._board.bind, port)
                )
            except OSError:
                continue
            return stream
        raise HungUpError

    async def _watch(self) -> None:
        """Hang up where the call is too long, or where nothing comes any more."""
        limits = self._board.limits
        while not self._over.is_set():
            await asyncio.sleep(_LOOK_EVERY)
            now, stream, speaker = self._loop.time(), self._stream, self._speaker
            if now - self.since > limits.longest:
                self.end()
            if stream is None or speaker is None:
                continue
            if speaker.on_hold:
                stream.last_packet = now
            if now - stream.last_packet > limits.without_packets:
                self.end()

    def _line(self) -> Speaker:
        if self._over.is_set() or self._speaker is None:
            raise HungUpError
        return self._speaker

    def _press(self, key: str, *, way: str) -> None:
        if self._keys.press(key, way=way) and self._interruptible and self._speaker is not None:
            self._speaker.stop()

    def _gone(self) -> None:
        if self._over.is_set():
            return
        self._over.set()
        self._settled.set()
        if self._speaker is not None:
            self._speaker.stop()
        self._keys.wake()

    def _expect(self, offer: sdp.Offer) -> None:
        host = self.sip.source[0]
        if self._stream is not None:
            # A name instead of an address is looked up nowhere: voice comes from who signals.
            announced = offer.address or host, offer.port
            self._stream.expect(announced, signalling=host, events=offer.events)

    def _close(self) -> None:
        if self._speaker is not None:
            self._board.pacer.remove(self._speaker)
        if self._stream is not None:
            self._stream.close()

    def _facts(self) -> CallFacts:
        outcome = Outcome.ABANDONED
        if self._sound is not None:
            outcome = Outcome.RECORDED if self.answers.message is not None else Outcome.SILENT
        return CallFacts(
            id=self.id,
            driver="sip",
            began=self._began,
            ended=self._board.now(),
            caller=self.sip.caller,
            called=self.sip.called,
            answers=self.answers,
            outcome=outcome,
            recording=self._sound[1] if self._sound else None,
        )

    @staticmethod
    async def _wait(event: asyncio.Event, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(event.wait(), seconds)

    @property
    def is_pending(self) -> bool:
        """Tell whether the caller's device has not confirmed yet."""
        return self.sip.stage in {Stage.RINGING, Stage.ANSWERED}
