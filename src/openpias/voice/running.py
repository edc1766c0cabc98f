"""How does the service start from its settings, and end when it is told to?"""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import structlog

from openpias.core.calendar.helpdesk_hours import HelpdeskClock, Service
from openpias.core.calendar.working_days import WorkingDays
from openpias.core.voice.dialogue import night_dialogue
from openpias.voice import generating, service, voices
from openpias.voice.ari import AriDriver
from openpias.voice.calls import CallLimits, Switchboard
from openpias.voice.limits import Buckets, Guard
from openpias.voice.service import Admission, VoiceService
from openpias.voice.settings import VoiceSettings
from openpias.voice.sip.registration import Registration
from openpias.voice.spool import Spool

_log = structlog.get_logger("openpias.voice")
_FREE_BYTES = 200 << 20
_OCTETS_A_SECOND = 16_000
_DATAGRAMS_A_SECOND = 500.0
_TELLS_EVERY = 300.0


async def serve(
    settings: VoiceSettings, *, always: bool = False, ready: Callable[[int], None] = lambda _: None
) -> None:
    """Serve until SIGTERM or Ctrl-C; `ready` gets the port of SIP, or 0 beside an Asterisk.

    `always` answers in human hours too, which is for demonstrations alone. Raises OSError where
    the port is taken, and VoiceFileError for a prompt that cannot be played.
    """
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(each, ended.set)
    board, admission = switchboard(settings), admitting(settings, always=always)
    if settings.ari is not None:
        await _beside_asterisk(settings, board, admission, ended=ended, ready=ready)
    else:
        await _by_sip(settings, board, admission, ended=ended, ready=ready)


def switchboard(settings: VoiceSettings) -> Switchboard:
    """Return what calls share; finishes what a crash left in the spool."""
    spool = Spool(
        settings.spool,
        quota_bytes=settings.quota_bytes,
        free_bytes=_FREE_BYTES,
        call_bytes=settings.longest_message * _OCTETS_A_SECOND,
    )
    if found := spool.recover():
        _log.warning("calls-finished-after-a-crash", calls=found)
    return Switchboard(
        dialogue=night_dialogue(longest_seconds=settings.longest_message),
        voices=_voices(settings),
        intake=spool,
        now=lambda: datetime.now(UTC),
        bind=settings.bind,
        address=settings.address,
        ports=settings.ports,
        limits=CallLimits(longest=settings.longest_call),
    )


def admitting(settings: VoiceSettings, *, always: bool) -> Admission:
    """Return who is let in."""
    answers_at = HelpdeskClock(WorkingDays(settings.declared)).service_at
    if always:
        _log.warning("answers-in-human-hours", do="start without --always where people call")
    return Admission(
        answers_at=(lambda _: Service.IVR) if always else answers_at,
        most_calls=settings.most_calls,
        most_pending=max(4, settings.most_calls // 3),
        forward_to=settings.forward_to,
    )


def guarding(settings: VoiceSettings) -> Guard:
    """Return who may speak to us, and how often."""
    invitations = Buckets(
        per_second=settings.invitations_per_second, at_once=max(settings.most_calls, 10)
    )
    datagrams = Buckets(per_second=_DATAGRAMS_A_SECOND, at_once=2 * _DATAGRAMS_A_SECOND)
    return Guard(settings.peers, invitations=invitations, datagrams=datagrams)


async def _by_sip(
    settings: VoiceSettings,
    board: Switchboard,
    admission: Admission,
    *,
    ended: asyncio.Event,
    ready: Callable[[int], None],
) -> None:
    guard = guarding(settings)
    running = await service.start(board, admission, guard=guard, port=settings.port)
    tasks = [asyncio.create_task(_telling(guard, running.service))]
    registration = None
    if settings.registrar is not None:
        registration = Registration(running.agent, settings.registrar)
        tasks.append(asyncio.create_task(registration.run()))
    ready(running.agent.address[1])
    try:
        await _until(ended, tasks)
    finally:
        for each in tasks:
            each.cancel()
        if registration is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(registration.leave(), 2)
        await running.stop()
        _tell(guard, running.service)


async def _beside_asterisk(
    settings: VoiceSettings,
    board: Switchboard,
    admission: Admission,
    *,
    ended: asyncio.Event,
    ready: Callable[[int], None],
) -> None:
    if settings.ari is None:
        return
    driver = AriDriver(settings.ari, board, admission)
    task = asyncio.create_task(driver.run())
    ready(0)
    try:
        await _until(ended, [task])
    finally:
        await driver.stop()
        task.cancel()
        await asyncio.wait([task])


async def _until(ended: asyncio.Event, tasks: "list[asyncio.Task[None]]") -> None:
    """Wait for the end; a part that breaks ends the service, which its supervisor starts again."""
    waiting = asyncio.create_task(_wait(ended.wait()))
    done, _ = await asyncio.wait([waiting, *tasks], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    for each in done:
        each.result()


async def _wait(waited: Coroutine[Any, Any, bool]) -> None:
    await waited


async def _telling(guard: Guard, calls: VoiceService) -> None:
    while True:
        await asyncio.sleep(_TELLS_EVERY)
        _tell(guard, calls)


def _tell(guard: Guard, calls: VoiceService) -> None:
    counts = guard.counts
    _log.info(
        "voice-counts",
        calls=counts.calls,
        now=calls.calls,
        most_at_once=calls.most_at_once,
        outcomes=calls.outcomes,
        refused=counts.refused,
        datagrams=counts.datagrams,
        strangers=counts.strangers,
        too_many=counts.too_many,
        malformed=counts.malformed,
    )


def _voices(settings: VoiceSettings) -> voices.Voices:
    """Return the prompts, made where they are missing and the programs for it are here."""
    found = voices.load(settings.prompts)
    if found.missing and not generating.missing_programs():
        generating.generate(settings.prompts)
        found = voices.load(settings.prompts)
    if found.missing:
        _log.error(
            "prompts-missing",
            count=len(found.missing),
            heard_instead="a tone",
            do=f"{generating.INSTALL}, then openpias voice prompts; or put recordings into "
            f"{settings.prompts}",
        )
    return found
