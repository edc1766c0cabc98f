"""How is a conversation held over a telephone line, whatever brings the line?

`IvrSession` is the port; the drivers are `calls` (SIP) and `ari` (Asterisk). `hold` is all that
knows both the dialogue and the line.
"""

from collections.abc import Sequence
from typing import Protocol

from openpias.core.voice.answers import Answers, Recorded
from openpias.core.voice.conversation import Play, Record, Reply, Spoken, WaitForKey, converse
from openpias.core.voice.dialogue import Dialogue


class HungUpError(Exception):
    """The line is gone: the caller hung up, or it was cut."""


class IvrSession(Protocol):
    """A line with a caller on it. Each act raises HungUpError when the line is gone."""

    async def play(self, prompts: Sequence[Spoken], *, interruptible: bool) -> str:
        """Say prompts; return the key that interrupted, or ""."""

    async def digit(self, seconds: float) -> str:
        """Wait for a key; return it, or ""."""

    async def record(self, *, longest_seconds: float, silence_seconds: float) -> Recorded:
        """Give the tone and record; # ends it, and so do silence and hanging up, which is no error.

        A second recording replaces the first.
        """

    async def hangup(self) -> None:
        """End the call; harmless where it has ended."""


async def hold(session: IvrSession, dialogue: Dialogue, answers: Answers) -> None:
    """Hold a conversation to its end, or until the line is gone; fills the answers."""
    talk = converse(dialogue, answers)
    try:
        act = next(talk)
        while True:
            reply: Reply = None
            if isinstance(act, Play):
                reply = await session.play(act.prompts, interruptible=act.interruptible)
            elif isinstance(act, WaitForKey):
                reply = await session.digit(act.seconds)
            elif isinstance(act, Record):
                reply = await session.record(
                    longest_seconds=act.longest_seconds, silence_seconds=act.silence_seconds
                )
            else:
                await session.hangup()
            act = talk.send(reply)
    except (StopIteration, HungUpError):
        pass
    finally:
        talk.close()
