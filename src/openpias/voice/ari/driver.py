"""How are calls of an Asterisk taken, while it is there and when it comes back?

The dialplan sends calls into our application with Stasis(). In human hours a call is ended with
"no answer" (SIP 480), or goes on in the dialplan where forwarding is set.
"""

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any

import structlog

from openpias.core.calendar.helpdesk_hours import Service
from openpias.voice.ari.call import AriCall
from openpias.voice.ari.client import AriClient, AsteriskRefusedError, AsteriskUnavailableError
from openpias.voice.calls import Switchboard
from openpias.voice.service import Admission
from openpias.voice.settings import AriSettings

_log = structlog.get_logger("openpias.voice")
_FIRST_RETRY, _LAST_RETRY = 1.0, 30.0
_STOPS_WITHIN = 10.0


class AriDriver:
    """Takes calls until it is stopped."""

    def __init__(
        self,
        settings: AriSettings,
        board: Switchboard,
        admission: Admission,
        *,
        first_retry: float = _FIRST_RETRY,
    ) -> None:
        """Take where the Asterisk is, what calls share, and who is let in."""
        self._settings, self._board, self._admission = settings, board, admission
        self._first_retry = first_retry
        self._calls: dict[AriCall, asyncio.Task[None]] = {}
        self._refusals: set[asyncio.Task[None]] = set()
        self._is_stopping = False

    @property
    def calls(self) -> int:
        """Return how many calls there are now."""
        return len(self._calls)

    async def run(self) -> None:
        """Listen, and again whenever the connection ends."""
        wait = self._first_retry
        async with AriClient(self._settings) as client:
            while True:
                try:
                    async for event in client.events():
                        wait = self._first_retry
                        self._happened(client, event)
                    why = "closed"
                except AsteriskUnavailableError as error:
                    why = str(error)
                _log.warning(
                    "asterisk-away", why=why, do="check ari.conf, http.conf and the address"
                )
                for call in tuple(self._calls):
                    call.end()
                await asyncio.sleep(wait)
                wait = min(2 * wait, _LAST_RETRY)

    async def stop(self) -> None:
        """End all calls; what was said is kept."""
        self._is_stopping = True
        tasks = [*self._calls.values()]
        for call in tuple(self._calls):
            await call.hangup()
        if tasks:
            await asyncio.wait(tasks, timeout=_STOPS_WITHIN)

    def _happened(self, client: AriClient, event: Mapping[str, Any]) -> None:
        channel = event.get("channel")
        channel = channel if isinstance(channel, Mapping) else {}
        if event.get("type") == "StasisStart":
            self._started(client, channel)
            return
        name = str(event.get("recording", {}).get("name", ""))
        playback = str(event.get("playback", {}).get("target_uri", ""))
        for call in tuple(self._calls):
            if (
                channel.get("id") == call.channel
                or name == call.recording_name
                or playback == f"channel:{call.channel}"
            ):
                call.happened(event)

    def _started(self, client: AriClient, channel: Mapping[str, Any]) -> None:
        how = self._refusal()
        if how is not None:
            task = asyncio.create_task(_refuse(client, str(channel.get("id", "")), how))
            self._refusals.add(task)
            task.add_done_callback(self._refusals.discard)
            return
        call = AriCall(client, self._board, channel, sounds=self._settings.sounds)
        run = asyncio.create_task(call.run(), name=f"call {call.id}")
        self._calls[call] = run
        run.add_done_callback(lambda done: self._ended(call, done))

    def _refusal(self) -> str | None:
        """Return how a call is turned away now, or None where it is taken."""
        if self._admission.answers_at(self._board.now()) is Service.HUMAN:
            return "dialplan" if self._admission.forward_to else "no_answer"
        is_full = len(self._calls) >= self._admission.most_calls
        if self._is_stopping or is_full or not self._board.intake.has_room():
            return "congestion"
        return None

    def _ended(self, call: AriCall, task: "asyncio.Task[None]") -> None:
        self._calls.pop(call, None)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            _log.error("call-failed", call=call.id, error=type(error).__name__)
        elif call.outcome is not None:
            _log.info("call-taken", call=call.id, outcome=call.outcome)


async def _refuse(client: AriClient, channel: str, how: str) -> None:
    # Where it fails the caller has gone.
    with contextlib.suppress(AsteriskRefusedError, AsteriskUnavailableError):
        if how == "dialplan":
            await client.ask("POST", f"/channels/{channel}/continue")
        else:
            await client.ask("DELETE", f"/channels/{channel}", reason=how)
