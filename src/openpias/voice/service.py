"""Who is let in, and how does the service run from its start to its end?

By the hours of the helpdesk: a person answers in human hours, and then this robot refuses the call
or sends it elsewhere. Whoever was let in before eight o'clock is heard to the end.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from openpias.core.calendar.helpdesk_hours import Service
from openpias.voice.calls import Switchboard, VoiceCall
from openpias.voice.intake import Outcome
from openpias.voice.limits import Guard
from openpias.voice.sip.agent import Refusal, UserAgent
from openpias.voice.sip.call import SipCall
from openpias.voice.sip.repeating import Timers

_log = structlog.get_logger("openpias.voice")
_AGAIN = ("Retry-After", "10")
_GIVES_WAY_AFTER = 2.0
_STOPS_WITHIN = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """How many calls at once, how many that are not confirmed, and what happens in human hours.

    `forward_to`: a SIP address; "" refuses with 480. `answers_at`: who answers at a moment.
    """

    answers_at: Callable[[datetime], Service]
    most_calls: int = 50
    most_pending: int = 16
    forward_to: str = ""


class VoiceService:
    """Lets calls in and holds them."""

    def __init__(self, board: Switchboard, admission: Admission) -> None:
        """Take what calls share and who is let in."""
        self._board, self._admission = board, admission
        self._calls: dict[VoiceCall, asyncio.Task[None]] = {}
        self._is_stopping = False
        self.most_at_once = 0
        self.outcomes: dict[Outcome, int] = {}

    @property
    def calls(self) -> int:
        """Return how many calls there are now."""
        return len(self._calls)

    def may_call(self, host: str) -> Refusal | None:
        """Return why a call from there is not let in now, or None."""
        if self._admission.answers_at(self._board.now()) is Service.HUMAN:
            return self._in_human_hours()
        if self._is_stopping or self._is_full(host):
            return Refusal(status=503, extra=[_AGAIN])
        if not self._board.intake.has_room():
            _log.error(
                "no-room-for-recordings", do="take the calls in the spool, or raise its quota"
            )
            return Refusal(status=503, extra=[_AGAIN])
        return None

    def begin(self, call: SipCall) -> None:
        """Hold a call that was let in."""
        voice = VoiceCall(self._board, call)
        task = asyncio.create_task(voice.run(), name=f"call {voice.id}")
        self._calls[voice] = task
        self.most_at_once = max(self.most_at_once, len(self._calls))
        task.add_done_callback(lambda done: self._ended(voice, done))

    async def stop(self) -> None:
        """End all calls; what was said is kept."""
        self._is_stopping = True
        tasks = list(self._calls.values())
        for voice in tuple(self._calls):
            voice.end()
        if tasks:
            await asyncio.wait(tasks, timeout=_STOPS_WITHIN)

    def _in_human_hours(self) -> Refusal:
        if self._admission.forward_to:
            return Refusal(status=302, extra=[("Contact", f"<{self._admission.forward_to}>")])
        return Refusal(status=480)

    def _is_full(self, host: str) -> bool:
        """Tell whether there is no place; a call nobody confirms gives its place away in time."""
        pending = [each for each in self._calls if each.is_pending]
        if len(self._calls) < self._admission.most_calls and (
            len(pending) < self._admission.most_pending
        ):
            return False
        now = asyncio.get_running_loop().time()
        stale = [each for each in pending if now - each.since > _GIVES_WAY_AFTER]
        of_the_same = [each for each in stale if each.sip.source[0] == host]
        for each in (of_the_same or stale)[:1]:
            each.give_way()
            return False
        return True

    def _ended(self, voice: VoiceCall, task: asyncio.Task[None]) -> None:
        self._calls.pop(voice, None)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            # The file stays as it is, and the next start finishes it.
            _log.error("call-failed", call=voice.id, error=type(error).__name__)
        if voice.outcome is not None:
            self.outcomes[voice.outcome] = self.outcomes.get(voice.outcome, 0) + 1
            _log.info("call-taken", call=voice.id, outcome=voice.outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A service that listens."""

    agent: UserAgent
    service: VoiceService

    async def stop(self) -> None:
        """End calls, let their last messages leave, and close."""
        await self.service.stop()
        await asyncio.sleep(0)
        self.agent.stop()


async def start(
    board: Switchboard,
    admission: Admission,
    *,
    guard: Guard,
    port: int,
    timers: Timers | None = None,
) -> Running:
    """Listen on the port of SIP, 0 for one that is free; raises OSError where it is taken."""
    service = VoiceService(board, admission)
    agent = UserAgent(
        service,
        guard=guard,
        address=(board.address, port),
        most_calls=4 * admission.most_calls + 4 * admission.most_pending,
        timers=timers,
    )
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(lambda: agent, local_addr=(board.bind, port))
    return Running(agent=agent, service=service)
