"""What does a stored mail say? Asked of a process of its own, with bounded memory and time."""

import contextlib
import os
import queue
import select
import subprocess
import sys
import time
from typing import IO

import msgspec
from django.conf import settings

from openpias.server.helpdesk.domain.mail.screening import ShownMail
from openpias.server.helpdesk.enums import Mailbox
from openpias.server.helpdesk.operations.reading_worker import LENGTH, Answered, Asked

SECONDS = 30.0
_KEPT = 2
_MAILS_A_WORKER = 500
_LARGEST_ANSWER = 256 * 1024 * 1024
_WORKER = "openpias.server.helpdesk.operations.reading_worker"


class ReaderBrokeError(Exception):
    """The process broke, or took too long: the mail may be read again later."""


class Reader:
    """One process, asked for one mail after another; a new one after so many, or after a break."""

    def __init__(self, command: tuple[str, ...] = (sys.executable, "-m", _WORKER)) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=worker_environment(),
            start_new_session=True,
        )
        self.read_so_far = 0

    def ask(self, asked: Asked, *, seconds: float = SECONDS) -> Answered:
        """Return what the mail says; raises ReaderBrokeError, after which the process is gone."""
        self.read_so_far += 1
        content = msgspec.msgpack.encode(asked)
        try:
            return self._exchange(LENGTH.pack(len(content)) + content, time.monotonic() + seconds)
        except (OSError, EOFError, TimeoutError, ValueError, msgspec.MsgspecError) as error:
            self.end()
            raise ReaderBrokeError from error

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _exchange(self, content: bytes, deadline: float) -> Answered:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise EOFError
        _write(stdin, content, deadline)
        (length,) = LENGTH.unpack(_read(stdout, LENGTH.size, deadline))
        if length > _LARGEST_ANSWER:
            raise ValueError("the answer is too large")
        return msgspec.msgpack.decode(_read(stdout, length, deadline), type=Answered)


_idle: "queue.LifoQueue[Reader]" = queue.LifoQueue()


def read(raw: bytes, *, mailbox: Mailbox, mail_from: str | None) -> ShownMail | str:
    """Return what may be shown of a mail, or the code why it cannot be read.

    Raises ReaderBrokeError.
    """
    asked = Asked(
        raw=raw,
        mailbox=mailbox,
        mail_from=mail_from,
        authserv_id=settings.HELPDESK_AUTHSERV_ID,
    )
    answered = _asked(asked)
    return answered.mail if answered.mail is not None else answered.problem


def whole_text(raw: bytes, *, mailbox: Mailbox) -> str:
    """Return the text of a mail as it was written; raises ReaderBrokeError."""
    return _asked(Asked(raw=raw, mailbox=mailbox, mail_from=None, as_written=True)).text


def _asked(asked: Asked) -> Answered:
    try:
        reader = _idle.get_nowait()
    except queue.Empty:
        reader = Reader()
    answered = reader.ask(asked)
    if reader.read_so_far >= _MAILS_A_WORKER or _idle.qsize() >= _KEPT:
        reader.end()
    else:
        _idle.put(reader)
    return answered


def end_all() -> None:
    """End the processes that wait for mails."""
    with contextlib.suppress(queue.Empty):
        while True:
            _idle.get_nowait().end()


def _write(pipe: IO[bytes], content: bytes, deadline: float) -> None:
    descriptor, view = pipe.fileno(), memoryview(content)
    os.set_blocking(descriptor, False)
    while view:
        _, ready, _ = select.select([], [descriptor], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError
        view = view[os.write(descriptor, view) :]


def _read(pipe: IO[bytes], size: int, deadline: float) -> bytes:
    descriptor, pieces, left = pipe.fileno(), [], size
    while left:
        ready, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError
        piece = os.read(descriptor, min(left, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def worker_environment() -> dict[str, str]:
    """Return what the process needs, and no secret; one arena keeps its address space small."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME") if name in os.environ}
    return {**kept, "MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"}
