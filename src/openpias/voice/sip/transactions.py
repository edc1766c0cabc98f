"""What became of a request of ours? Source: RFC 3261, 17.1.2 (requests other than INVITE)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from openpias.voice.sip.messages import Response
from openpias.voice.sip.repeating import Repeating, Timers

Done = Callable[[Response | None], None]


@dataclass(frozen=True, slots=True)
class _Open:
    repeating: Repeating
    method: str
    done: Done


class ClientTransactions:
    """The requests whose answers have not come yet, by the branch in their Via."""

    def __init__(self, timers: Timers) -> None:
        self._timers = timers
        self._open: dict[str, _Open] = {}

    def __len__(self) -> int:
        return len(self._open)

    @staticmethod
    def new_branch() -> str:
        """Return a name that no other transaction has."""
        return f"z9hG4bK{secrets.token_hex(10)}"

    def begin(self, branch: str, method: str, send: Callable[[], None], done: Done) -> None:
        """Send a request until it is answered; `done` gets the answer, or None when none came."""

        def given_up() -> None:
            self._open.pop(branch, None)
            done(None)

        repeating = Repeating(send, self._timers, given_up=given_up)
        self._open[branch] = _Open(repeating, method, done)

    def answered(self, branch: str, response: Response) -> None:
        """Take an answer; one to nothing of ours is left out."""
        found = self._open.get(branch)
        if found is None or response.cseq.method != found.method or response.status < 200:
            return
        del self._open[branch]
        found.repeating.stop()
        found.done(response)

    def stop(self) -> None:
        """Wait for nothing any longer."""
        for each in self._open.values():
            each.repeating.stop()
        self._open.clear()
