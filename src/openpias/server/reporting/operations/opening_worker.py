"""How is one envelope opened in a process of its own, which nobody misses if it breaks?

This process has the libraries loaded, and no secret: it was started anew, with an environment of
three names. For each order it forks a child that opens one envelope and ends, so that no report
pays for loading them, and none meets what another left. Knows no Django.

Memory of a child is bounded by the kernel: eight times what the archive claims to hold, or the text,
beside what the libraries take. Where a sandbox forbids to set limits, a thread measures and ends the
child instead. Usage: opening_worker SOCKET
"""

import binascii
import contextlib
import gc
import io
import json
import os
import resource
import signal
import socket
import sys
import threading
import time
import zipfile
from collections.abc import Sequence
from typing import Any, NoReturn

# The libraries are loaded before memory is bounded, so that the bound is about the envelope alone.
import pyhanko.sign.general
import pyhanko.sign.validation.generic_cms  # noqa: F401
from asn1crypto import cms, pem  # noqa: F401

from openpias.interop import envelopes
from openpias.interop.envelopes import Opened, Problem

TIMES = 8
# A child that hangs is ended by its own alarm, also when whoever asked is gone.
SECONDS = 180
_ROOM = 64 * 1024 * 1024
_PROCESSOR_SECONDS = 120
_EVERY = 0.02
_LONGEST_ORDER = 1024
_DESCRIPTORS = 3


def serve(control: socket.socket) -> None:
    """Fork a child for each order until the other side of the socket is closed.

    An order is JSON with `prefix` and `largest`, and three descriptors: the text, where its content
    goes, and where the answer goes. Signals that mean the whole group are left to whoever asks.
    """
    children: set[int] = set()

    def reap(*_signal: object) -> None:
        with contextlib.suppress(ChildProcessError):
            while pid := os.waitpid(-1, os.WNOHANG)[0]:
                children.discard(pid)

    for to_all in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(to_all, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, reap)
    gc.collect()
    gc.freeze()
    while True:
        order, descriptors, _flags, _address = socket.recv_fds(
            control, _LONGEST_ORDER, _DESCRIPTORS
        )
        if not order:
            break
        with contextlib.suppress(OSError):  # no room for a child: the answer stays empty
            _fork(control, order, descriptors, children)
        for each in descriptors:
            os.close(each)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    reap()
    for pid in children:
        os.kill(pid, signal.SIGKILL)


def _fork(
    control: socket.socket, order: bytes, descriptors: Sequence[int], children: set[int]
) -> None:
    # A child that ends before its number is noted would be noted for ever.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    try:
        pid = os.fork()
        if not pid:
            _child(control, order, descriptors)
        children.add(pid)
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})


def _child(control: socket.socket, order: bytes, descriptors: Sequence[int]) -> NoReturn:
    """Open one envelope and end, whatever happens."""
    status = 1
    try:
        control.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.alarm(SECONDS)
        text, content, answer = descriptors
        said = json.loads(order)
        main(text, content, answer, prefix=said["prefix"], largest=said["largest"])
        status = 0
    finally:
        os._exit(status)


def main(text: int, content: int, answer: int, *, prefix: str, largest: int) -> None:
    """Open what a descriptor holds, and say into another, as one line of JSON, what it was."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, _PROCESSOR_SECONDS)
    with os.fdopen(text, "rb", closefd=False) as file:
        written = file.read().decode("ascii", "replace")
    found: Opened | envelopes.Refusal
    try:
        _bound(len(written), answer)
        _bound(max(len(written), min(_claimed(written), largest)), answer)
        found = envelopes.open_signed(written, prefix=prefix, largest=largest)
    except MemoryError:
        found = Problem.TOO_LARGE
    _limit(resource.RLIMIT_AS, resource.RLIM_INFINITY)
    _say(_said(found, content), answer)


def _bound(octets: int, answer: int) -> None:
    extra = TIMES * octets + _ROOM
    if not _limit(resource.RLIMIT_AS, _pages(0) + extra):
        _watch(_pages(1) + extra, answer)


def _limit(what: int, soft: int) -> bool:
    """Set a soft limit, no higher than the hard one; tell whether that was allowed."""
    try:
        hard = resource.getrlimit(what)[1]
        bounded = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
        resource.prlimit(0, what, (hard if soft == resource.RLIM_INFINITY else bounded, hard))
    except OSError:
        return False
    return True


class _Watch:
    """The octets in memory beyond which the process ends; None while nobody has to look."""

    most: int | None = None


def _watch(most: int, answer: int) -> None:
    if _Watch.most is None:
        threading.Thread(target=_look, args=(answer,), daemon=True).start()
    _Watch.most = most


def _look(answer: int) -> None:
    while True:
        time.sleep(_EVERY)
        if _Watch.most is not None and _pages(1) > _Watch.most:
            _say({"refusal": Problem.TOO_LARGE.value}, answer)
            os._exit(0)


def _say(said: dict[str, Any], answer: int) -> None:
    with os.fdopen(answer, "wb", closefd=False) as file:
        file.write(json.dumps(said).encode("ascii") + b"\n")


def _pages(place: int) -> int:
    """Return the octets of the address space (0), or those in memory (1)."""
    pages = int(_read("/proc/self/statm").split(" ")[place])
    return pages * resource.getpagesize()


def _read(path: str) -> str:
    with open(path, encoding="ascii") as file:  # noqa: PTH123 - pathlib is not loaded here
        return file.read()


def _claimed(text: str) -> int:
    """Return how large the archive says that its first file is; 0 for what is no archive."""
    with contextlib.suppress(ValueError, zipfile.BadZipFile, OSError, NotImplementedError):
        archive = binascii.a2b_base64(text)
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            return max((each.file_size for each in opened.infolist()[:1]), default=0)
    return 0


def _said(found: Opened | envelopes.Refusal, content: int) -> dict[str, Any]:
    if not isinstance(found, Opened):
        return {"refusal": found.value}
    with os.fdopen(content, "wb", closefd=False) as file:
        file.write(found.content)
    return {
        "name": str(found.name),
        "size": len(found.content),
        "signer": found.signer.hex(),
        "signed_at": found.signing_time.isoformat() if found.signing_time else None,
    }


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
