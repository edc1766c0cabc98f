"""What runs beside the web server: the sealer, the relay and the worker, in one process?"""

import contextlib
import os
import signal
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from types import FrameType

import structlog
from django.db import DatabaseError, InterfaceError, connection

from openpias.server.platform.audit import sealing
from openpias.server.platform.audit.queries import SealingStatus, sealing_status
from openpias.server.platform.outbox import relay
from openpias.server.platform.outbox.loops import Loop
from openpias.server.platform.outbox.models import OutboxEvent
from openpias.server.platform.outbox.relay import Relay
from openpias.server.platform.outbox.worker import Worker

STOP_SECONDS = 1.8
_SAY_UNKNOWN_EVERY_SECONDS = 60.0
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class BackgroundStatus:
    """Whether background work keeps up, for a health page; holds moments only."""

    sealing: SealingStatus
    event_waiting_since: datetime | None


def background_status() -> BackgroundStatus:
    """Return the last seal and what waits; two cheap look-ups."""
    oldest = OutboxEvent.objects.order_by("id").values_list("at", flat=True).first()
    return BackgroundStatus(sealing=sealing_status(), event_waiting_since=oldest)


class Relaying:
    """The relay as one of our loops."""

    def __init__(self) -> None:
        """Connect; raises Django's database errors."""
        connection.ensure_connection()
        self._relay = Relay()
        self._said_at = time.monotonic()

    def step(self) -> None:
        """Move batches until one was not full."""
        while self._relay.step() == relay.BATCH:
            pass
        if time.monotonic() - self._said_at > _SAY_UNKNOWN_EVERY_SECONDS:
            self._said_at = time.monotonic()
            self._relay.say_unknown()

    def close(self) -> None:
        """Drop this thread's connection; Django opens the next one by itself."""
        with contextlib.suppress(DatabaseError, InterfaceError):
            connection.close()


def run() -> int:
    """Work until SIGTERM or SIGINT; return the exit code: 1 when a defect ended a loop."""
    stop = threading.Event()

    def ask(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask)
    loops = [
        Loop(
            "sealer",
            open_work=lambda: sealing.Sealing(stopping=stop.is_set),
            pause=sealing.PAUSE_SECONDS,
            stop=stop,
        ),
        Loop("relay", open_work=Relaying, pause=relay.PAUSE_SECONDS, stop=stop),
        Loop("worker", open_work=lambda: Worker(stop=stop), pause=0, stop=stop),
    ]
    for loop in loops:
        loop.start()
    stop.wait()
    _end(loops)
    return 1 if any(loop.failed for loop in loops) else 0


def _end(loops: list[Loop]) -> None:
    deadline = time.monotonic() + STOP_SECONDS
    for loop in loops:
        loop.join(max(0.0, deadline - time.monotonic()))
    late = [loop.name for loop in loops if loop.is_alive()]
    if late:
        # A job that does not end, or a connection attempt that hangs: nothing is lost by going.
        _log.warning("background-ended-at-once", work=late)
        os._exit(1 if any(loop.failed for loop in loops) else 0)
