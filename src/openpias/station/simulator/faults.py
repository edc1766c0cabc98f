"""What goes wrong with a virtual card, and at which command?

For trainers and tests: the card is pulled before or during a command, is silent, or answers noise.
Commands are counted from 1 since the card was put in.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

_LONGEST_SILENCE = 120.0
# No status word: 6xxx or 9xxx.
NOISE = bytes.fromhex("DEADBEEF00")


class FaultKind(StrEnum):
    """What happens: in `pull-at` and `wrong-answer-at` the card has done what it was told."""

    PULL_BEFORE = "pull-before"
    PULL_AT = "pull-at"
    TIMEOUT_AT = "timeout-at"
    WRONG_ANSWER_AT = "wrong-answer-at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that goes wrong, at the command with this number."""

    kind: FaultKind
    at: int


class Card(Protocol):
    """A card that answers."""

    @property
    def atr(self) -> bytes:
        """The answer to reset."""
        ...

    def answer(self, apdu: bytes) -> bytes:
        """Answer a command."""
        ...

    def reset(self) -> None:
        """Forget what was verified."""
        ...


class FaultyCard:
    """A card with which something goes wrong; `pull` takes it out of its reader."""

    def __init__(self, card: Card, *, faults: tuple[Fault, ...], pull: Callable[[], None]) -> None:
        self._card = card
        self._faults = {fault.at: fault.kind for fault in faults}
        self._pull = pull
        self._silence = threading.Event()
        self.commands = 0

    @property
    def atr(self) -> bytes:
        """The answer to reset."""
        return self._card.atr

    def reset(self) -> None:
        """Forget what was verified; the commands are counted on."""
        self._card.reset()

    def end_silence(self) -> None:
        """End the wait of a silent card that is being pulled: what it was told it never does."""
        self._silence.set()

    def answer(self, apdu: bytes) -> bytes:
        """Answer as the card does, or as badly as it was told to."""
        self.commands += 1
        kind = self._faults.get(self.commands)
        if kind is FaultKind.PULL_BEFORE:
            self._pull()
            return NOISE
        if kind is FaultKind.TIMEOUT_AT and self._silence.wait(_LONGEST_SILENCE):
            # The reader's link takes this for a card that was pulled while it was asked.
            raise ConnectionResetError
        answer = self._card.answer(apdu)
        if kind is FaultKind.PULL_AT:
            self._pull()
        return NOISE if kind is FaultKind.WRONG_ANSWER_AT else answer


def read(text: str) -> Fault:
    """Return the fault in `pull-at=3`; raise ValueError where it is none."""
    kind, _, at = text.partition("=")
    if kind not in {*FaultKind} or not at.isascii() or not at.isdigit() or int(at) < 1:
        raise ValueError("a fault is one of " + ", ".join(f"{each}=N" for each in FaultKind))
    return Fault(kind=FaultKind(kind), at=int(at))
