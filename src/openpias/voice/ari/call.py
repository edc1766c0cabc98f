"""How does a channel of an Asterisk become a line for the conversation?"""

import asyncio
import contextlib
import secrets
import wave
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import structlog

from openpias.core.voice.answers import Answers, Recorded, RecordingEnd
from openpias.core.voice.conversation import END_OF_DIGITS, Spoken
from openpias.voice.ari.client import AriClient, AsteriskRefusedError, AsteriskUnavailableError
from openpias.voice.calls import Switchboard
from openpias.voice.intake import CallFacts, Outcome, RecordingFacts
from openpias.voice.keypad import Keypad
from openpias.voice.session import HungUpError, hold
from openpias.voice.sip.addresses import number_of

_log = structlog.get_logger("openpias.voice")
PREFIX: Final = "openpias-"
_LOUD = 500
_OCTETS_A_SECOND = 16_000
_STORED_WITHIN = 10.0
_LONGEST_PROMPT = 90.0


class AriCall:
    """One call, from the answer until it is delivered; the `IvrSession` of Asterisk."""

    def __init__(
        self, client: AriClient, board: Switchboard, channel: Mapping[str, Any], *, sounds: str
    ) -> None:
        """Take a channel that entered our application; `run` does the rest."""
        self.id = secrets.token_hex(16)
        self.channel = str(channel.get("id", ""))
        self.answers = Answers()
        self.outcome: Outcome | None = None
        self._client, self._board, self._sounds = client, board, sounds
        self._began = board.now()
        self._caller = _number(channel.get("caller"), "number")
        self._called = _number(channel.get("dialplan"), "exten")
        self._over = asyncio.Event()
        self._keys = Keypad()
        self._playing: tuple[str, asyncio.Event] | None = None
        self._interruptible = False
        self._stored = asyncio.Event()
        self._was_stored = self._ended_by_key = False
        self._sound: tuple[Path, RecordingFacts] | None = None

    @property
    def recording_name(self) -> str:
        """Return under which name the Asterisk keeps the message until we have it."""
        return f"{PREFIX}{self.id}"

    async def run(self) -> None:
        """Answer, hold the conversation, and deliver what came of it."""
        watch = asyncio.get_running_loop().call_later(self._board.limits.longest, self.end)
        try:
            await self._ask("POST", f"/channels/{self.channel}/answer")
            await hold(self, self._board.dialogue, self.answers)
        except HungUpError:
            pass
        finally:
            watch.cancel()
            await self.hangup()
        facts = self._facts()
        self.outcome = facts.outcome
        sound = self._sound[0] if self._sound else None
        await asyncio.to_thread(self._board.intake.deliver, sound, facts)

    def happened(self, event: Mapping[str, Any]) -> None:
        """Take an event of the channel, or of what we asked it to do."""
        kind = event.get("type")
        if kind == "ChannelDtmfReceived":
            self._pressed(str(event.get("digit", "")))
        elif kind == "PlaybackFinished":
            playback = event.get("playback", {})
            if self._playing is not None and playback.get("id") == self._playing[0]:
                self._playing[1].set()
        elif kind in {"RecordingFinished", "RecordingFailed"}:
            self._was_stored = kind == "RecordingFinished"
            self._stored.set()
        elif kind in {"StasisEnd", "ChannelDestroyed"}:
            self.end()

    def end(self) -> None:
        """The line is gone, or has to go."""
        self._over.set()
        self._keys.wake()
        if self._playing is not None:
            self._playing[1].set()

    async def play(self, prompts: Sequence[Spoken], *, interruptible: bool) -> str:
        """Say prompts; return the key that interrupted, or ""."""
        for spoken in prompts:
            if interruptible and self._keys.is_waiting:
                break
            self._line()
            await self._say(
                f"sound:{self._sounds}/{spoken.language}/{spoken.prompt}", interruptible
            )
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
        """Let the Asterisk give the tone and record, and take the file from it."""
        self._line()
        self._keys.clear()
        self._stored.clear()
        self._was_stored = self._ended_by_key = False
        part = await asyncio.to_thread(self._board.intake.begin, self._facts())
        await self._ask(
            "POST",
            f"/channels/{self.channel}/record",
            name=self.recording_name,
            format="wav",
            maxDurationSeconds=str(int(longest_seconds)),
            maxSilenceSeconds=str(int(silence_seconds)),
            ifExists="overwrite",
            beep="true",
            terminateOn=END_OF_DIGITS,
        )
        await self._until_stored(longest_seconds)
        most = int(longest_seconds + 10) * _OCTETS_A_SECOND
        await self._take(part, most_bytes=most)
        seconds, heard = await asyncio.to_thread(_measured, part)
        ended = self._how_it_ended(seconds >= longest_seconds - 1)
        self._keys.clear()
        self._sound = part, RecordingFacts(seconds=seconds, heard_seconds=heard, ended=ended)
        return Recorded(ended=ended, heard_seconds=heard)

    async def hangup(self) -> None:
        """End the call."""
        self.end()
        # Where it fails it has ended already, or ends with its Asterisk.
        with contextlib.suppress(AsteriskRefusedError, AsteriskUnavailableError):
            await self._client.ask("DELETE", f"/channels/{self.channel}")

    async def _say(self, media: str, interruptible: bool) -> None:  # noqa: FBT001 - of `play`
        playback = secrets.token_hex(12)
        finished = asyncio.Event()
        self._playing, self._interruptible = (playback, finished), interruptible
        await self._ask("POST", f"/channels/{self.channel}/play/{playback}", media=media)
        await _wait(finished, _LONGEST_PROMPT)
        is_cut = interruptible and self._keys.is_waiting and not self._over.is_set()
        self._playing, self._interruptible = None, False
        if is_cut:
            # Where it fails it had just ended by itself.
            with contextlib.suppress(AsteriskRefusedError, AsteriskUnavailableError):
                await self._client.ask("DELETE", f"/playbacks/{playback}")

    def _pressed(self, key: str) -> None:
        self._ended_by_key = self._ended_by_key or key == END_OF_DIGITS
        if self._keys.press(key, way="ari") and self._interruptible and self._playing is not None:
            self._playing[1].set()

    async def _until_stored(self, longest_seconds: float) -> None:
        waits = [asyncio.create_task(each.wait()) for each in (self._stored, self._over)]
        await asyncio.wait(waits, timeout=longest_seconds + 10, return_when=asyncio.FIRST_COMPLETED)
        for each in waits:
            each.cancel()
        if not self._stored.is_set():
            await _wait(self._stored, _STORED_WITHIN)

    async def _take(self, part: Path, *, most_bytes: int) -> None:
        """Fetch the message and let the Asterisk forget it; what is not stored is a line gone."""
        stored = f"/recordings/stored/{self.recording_name}"
        try:
            await self._client.fetch(f"{stored}/file", part, most_bytes=most_bytes)
            await self._client.ask("DELETE", stored)
        except (AsteriskRefusedError, AsteriskUnavailableError):
            _log.error(
                "message-not-taken", call=self.id, do=f"look for {self.recording_name} in Asterisk"
            )
            await asyncio.to_thread(part.touch, 0o600)

    def _how_it_ended(self, is_longest: bool) -> RecordingEnd:  # noqa: FBT001 - one caller
        if self._ended_by_key:
            return RecordingEnd.KEY
        if self._over.is_set():
            return RecordingEnd.HANG_UP
        return RecordingEnd.LIMIT if is_longest else RecordingEnd.SILENCE

    async def _ask(self, method: str, path: str, **parameters: str) -> None:
        try:
            await self._client.ask(method, path, **parameters)
        except (AsteriskRefusedError, AsteriskUnavailableError):
            self.end()
            raise HungUpError from None

    def _line(self) -> None:
        if self._over.is_set():
            raise HungUpError

    def _facts(self) -> CallFacts:
        outcome = Outcome.ABANDONED
        if self._sound is not None:
            outcome = Outcome.RECORDED if self.answers.message is not None else Outcome.SILENT
        return CallFacts(
            id=self.id,
            driver="ari",
            began=self._began,
            ended=self._board.now(),
            caller=self._caller,
            called=self._called,
            answers=self.answers,
            outcome=outcome,
            recording=self._sound[1] if self._sound else None,
        )


def _number(said: Any, name: str) -> str:
    value = said.get(name, "") if isinstance(said, Mapping) else ""
    return number_of(f"<tel:{value}>") if value else ""


def _measured(path: Path) -> tuple[float, float]:
    """Return the seconds of a file, and how many of them are loud; none of what is no WAV file."""
    try:
        with wave.open(str(path)) as heard:
            rate, frames = heard.getframerate(), heard.readframes(heard.getnframes())
            is_ours = heard.getsampwidth() == 2 and heard.getnchannels() == 1
    except (wave.Error, EOFError, OSError):
        return 0.0, 0.0
    if not is_ours or not rate:
        return 0.0, 0.0
    samples = array("h")
    samples.frombytes(frames[: len(frames) // 2 * 2])
    step = max(rate // 50, 1)
    blocks = range(0, len(samples), step)
    loud = sum(max(map(abs, samples[begin : begin + step])) > _LOUD for begin in blocks)
    return round(len(samples) / rate, 3), round(loud * step / rate, 2)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
