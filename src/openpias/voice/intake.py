"""What is told of a call when it is over, and who is told?"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from openpias.core.voice.answers import Answers


class Outcome(StrEnum):
    """How a call ended for the helpdesk.

    `silent`: nobody was heard in the message. `abandoned`: the caller left before the message.
    `interrupted`: we were stopped in the middle; what was said until then is there.
    """

    RECORDED = "recorded"
    SILENT = "silent"
    ABANDONED = "abandoned"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingFacts:
    """What is known of the sound. `lost`: seconds of silence put in for packets that never came."""

    seconds: float
    heard_seconds: float
    ended: str
    lost: float = 0.0
    late_packets: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFacts:
    """One call that is over. Moments are aware; `began` decides which hours it belongs to."""

    id: str
    driver: str
    began: datetime
    ended: datetime
    caller: str
    called: str
    answers: Answers
    outcome: Outcome
    recording: RecordingFacts | None = None


class CallIntake(Protocol):
    """Who takes calls that are over."""

    def begin(self, facts: CallFacts) -> Path:
        """Return the file in which the sound of a call may be written; it ends in `.part`."""

    def has_room(self) -> bool:
        """Tell whether one more message may be recorded."""

    def deliver(self, recording: Path | None, facts: CallFacts) -> None:
        """Take a call, with the file that `begin` gave or without; harmless to repeat."""
