"""Who asks the process that opens envelopes, and what if it is gone?

Each process of ours has one of its own, begun with the first envelope; it ends when ours does, since
it sees its socket closed. It is not the fork server of `multiprocessing`: that inherits our whole
environment, secrets included, and lets each child import our main module again.
"""

import atexit
import contextlib
import json
import os
import select
import socket
import subprocess
import sys
import threading
import time
from typing import IO

_WORKER = "openpias.server.reporting.operations.opening_worker"
_SECONDS = 185  # more than a child gives itself
_MOMENT = 0.2
_LONGEST_ANSWER = 64 * 1024


class Unanswered(Exception):  # noqa: N818 - a fact about a process, not a fault of ours
    """The child broke or took too long; the next one is not touched by it."""


class _Opener:
    """A process with the libraries loaded, and the socket on which it takes orders."""

    def __init__(self) -> None:
        """Start it; it takes orders at once and answers when it is ready."""
        self.owner = os.getpid()
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", _WORKER, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=_environment(),
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Tell whether it can still take an order."""
        return self._process.poll() is None

    def ends_soon(self) -> bool:
        """Tell whether it is gone; the kernel says so a little later than it closes its sockets."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_MOMENT)
        return not self.is_alive

    def order(self, said: bytes, descriptors: list[int]) -> None:
        """Give an order; raises OSError where nobody takes it."""
        socket.send_fds(self._orders, [said], descriptors)

    def end(self) -> None:
        """Let it end, and its children with it."""
        self._orders.close()
        if self.owner == os.getpid():
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(5)


_lock = threading.Lock()
_openers: list[_Opener] = []


def ask(text: IO[bytes], content: IO[bytes], *, prefix: str, largest: int) -> bytes:
    """Let a child open a text into another file; return its answer. Raises Unanswered and OSError.

    A process that is gone is begun again, once. Any number of threads may ask at the same time.
    """
    said = json.dumps({"prefix": prefix, "largest": largest}).encode("ascii")
    for _attempt in range(2):
        opener = _opener()
        text.seek(0)
        content.seek(0)
        content.truncate()
        answer = _answered(opener, said, text, content)
        if answer:
            return answer
        if not opener.ends_soon():
            break
    raise Unanswered


def pid() -> int:
    """Return the number of the process that opens for this one, begun if need be."""
    return _opener().pid


def _answered(opener: _Opener, said: bytes, text: IO[bytes], content: IO[bytes]) -> bytes:
    """Return the answer; nothing where there is none."""
    reading, writing = os.pipe()
    try:
        try:
            opener.order(said, [text.fileno(), content.fileno(), writing])
        except ConnectionError:  # nobody takes it: it is gone
            return b""
        finally:
            os.close(writing)
        return _read(reading)
    finally:
        os.close(reading)


def _read(descriptor: int) -> bytes:
    """Read until the other side is closed; raises Unanswered after the time."""
    answer, until = bytearray(), time.monotonic() + _SECONDS
    waiting = select.poll()
    waiting.register(descriptor, select.POLLIN | select.POLLHUP)
    while len(answer) <= _LONGEST_ANSWER:
        left = until - time.monotonic()
        if left <= 0 or not waiting.poll(left * 1000):
            raise Unanswered
        piece = os.read(descriptor, _LONGEST_ANSWER)
        if not piece:
            return bytes(answer)
        answer += piece
    raise Unanswered


def _opener() -> _Opener:
    with _lock:
        kept = _openers[0] if _openers else None
        if kept is not None and (kept.owner != os.getpid() or not kept.is_alive):
            kept.end()
            _openers.clear()
            kept = None
        if kept is None:
            kept = _Opener()
            _openers.append(kept)
        return kept


@atexit.register
def _end() -> None:
    for each in _openers:
        each.end()


def _environment() -> dict[str, str]:
    """Return what the process needs, and no secret; one arena keeps its address space small."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME") if name in os.environ}
    return {**kept, "MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"}
