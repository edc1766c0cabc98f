"""What reads the stored mails, in a process of its own, and sends their automatic answers?

Stored mails are their own queue: no event and no job is written for each, which would cost as much as
the reading. What this process leaves behind when it ends is read by the background process within a
minute.
"""

import functools
import signal
import threading
from types import FrameType

from django.utils import timezone

from openpias.server.helpdesk.operations import processing, reading
from openpias.server.helpdesk.operations.jobs import Job
from openpias.server.platform.mail import operations as mail

# While one waits for its reading process or the database, the other works.
READERS = 2
_READ_SECONDS = 0.2
_LETTER_SECONDS = 0.5
_STOP_SECONDS = 10.0


def run() -> None:
    """Read mails and send what is due until SIGTERM or SIGINT."""
    stopping = threading.Event()

    def ask(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask)
    jobs = [
        Job(f"reader {each}", _READ_SECONDS, stopping, functools.partial(_read, stopping))
        for each in range(READERS)
    ]
    jobs.append(Job("letters", _LETTER_SECONDS, stopping, functools.partial(_send, stopping)))
    for job in jobs:
        job.start()
    stopping.wait()
    for job in jobs:
        job.join(_STOP_SECONDS)
    reading.end_all()


def _read(stopping: threading.Event) -> None:
    """Read what is stored, the oldest first, until nothing waits."""
    while not stopping.is_set():
        if not processing.process_some(at=timezone.now(), stopping=stopping.is_set):
            return


def _send(stopping: threading.Event) -> None:
    while not stopping.is_set() and mail.deliver_due(at=timezone.now()):
        pass
