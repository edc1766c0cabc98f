"""How does a piece of work repeat in a thread of the helpdesk's processes, and outlive a stopped database?"""

import os
import signal
import threading
from collections.abc import Callable

import structlog
from django.db import DatabaseError, close_old_connections, connections

_WAIT_SECONDS = 2.0
_log = structlog.get_logger()


class Job(threading.Thread):
    """Works again and again, with a connection of its own, until it is asked to stop."""

    def __init__(
        self, name: str, pause: float, stopping: threading.Event, work: Callable[[], None]
    ) -> None:
        super().__init__(name=name, daemon=True)
        self._pause, self._stopping, self._work = pause, stopping, work

    def run(self) -> None:
        """Work; what passes by itself is told and tried again, and a defect ends the process."""
        try:
            self._until_stopped()
        finally:
            if not self._stopping.is_set():
                # A process that does half of its work would look well; its supervisor starts it anew.
                _log.error("job-ended", work=self.name)
                os.kill(os.getpid(), signal.SIGTERM)

    def _until_stopped(self) -> None:
        while not self._stopping.is_set():
            close_old_connections()
            try:
                self._work()
            except (DatabaseError, OSError) as error:
                # The class only: what a database says may quote a row.
                _log.warning("mail-in-waits", work=self.name, error=type(error).__name__)
                self._stopping.wait(_WAIT_SECONDS)
            self._stopping.wait(self._pause)
        connections.close_all()
