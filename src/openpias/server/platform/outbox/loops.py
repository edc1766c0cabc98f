"""How does work repeat in a thread, outlive a stopped database and end when asked?"""

import threading
from collections.abc import Callable
from typing import Protocol

import psycopg
import structlog
from django.db import Error as DjangoDatabaseError
from procrastinate.exceptions import ConnectorException

from openpias.server.platform.audit.head_keys import HeadKeyError
from openpias.server.platform.audit.sealer import SealerUnavailableError

# What passes by itself or by an operator's hand; anything else is a defect and ends the process.
PASSING = (
    psycopg.Error,
    DjangoDatabaseError,
    ConnectorException,
    OSError,
    HeadKeyError,
    SealerUnavailableError,
)
FIRST_WAIT_SECONDS = 0.25
LONGEST_WAIT_SECONDS = 5.0
_log = structlog.get_logger()


class Work(Protocol):
    """Something to do again and again, with a connection of its own.

    Making one proves that the database answers.
    """

    def step(self) -> object:
        """Do it once."""

    def close(self) -> None:
        """Give the connection back; called also after a failure."""


class Loop(threading.Thread):
    """Opens its work, steps, and opens it again after a failure, which is logged once.

    A defect is kept in `failed` and stops the whole process, so that a supervisor sees it.
    """

    def __init__(
        self, name: str, *, open_work: Callable[[], Work], pause: float, stop: threading.Event
    ) -> None:
        super().__init__(name=name, daemon=True)
        self._open = open_work
        self._pause = pause
        self._stop_asked = stop
        self._is_down = False
        self.failed = False

    def run(self) -> None:
        """Work until the event is set."""
        wait = FIRST_WAIT_SECONDS
        try:
            while not self._stop_asked.is_set():
                if self._worked():
                    wait = FIRST_WAIT_SECONDS
                self._stop_asked.wait(wait)
                wait = min(wait * 2, LONGEST_WAIT_SECONDS)
        finally:
            if not self._stop_asked.is_set():
                self.failed = True
                self._stop_asked.set()

    def _worked(self) -> bool:
        """Work until stopped or until something fails; tell whether at least one step went well."""
        went_well = False
        try:
            work = self._open()
            self._say_back()
            try:
                while not self._stop_asked.is_set():
                    work.step()
                    went_well = True
                    self._stop_asked.wait(self._pause)
            finally:
                work.close()
        except PASSING as error:
            if not self._stop_asked.is_set():
                self._say_down(error)
        return went_well

    def _say_down(self, error: BaseException) -> None:
        if not self._is_down:
            self._is_down = True
            # The class only: a database's message may quote a row.
            _log.warning("background-waits", work=self.name, error=type(error).__name__)

    def _say_back(self) -> None:
        if self._is_down:
            self._is_down = False
            _log.info("background-works-again", work=self.name)
