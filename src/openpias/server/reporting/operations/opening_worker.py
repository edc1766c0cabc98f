"""How is one envelope opened in a process of its own, which nobody misses if it breaks?

Reads the text from standard input, writes the signed file into the descriptor of its first argument
and says on standard output, as one line of JSON, what it found. Knows no Django and no secret.
Memory is bounded by the kernel: eight times what the archive claims to hold, or the text, beside
what the libraries take. Where a sandbox forbids to set limits, a thread measures and ends the
process instead. Usage: opening_worker DESCRIPTOR PREFIX LARGEST
"""

import binascii
import contextlib
import io
import json
import os
import resource
import sys
import threading
import time
import zipfile
from typing import Any

# The libraries are loaded before memory is bounded, so that the bound is about the envelope alone.
import pyhanko.sign.general
import pyhanko.sign.validation.generic_cms  # noqa: F401
from asn1crypto import cms, pem  # noqa: F401

from openpias.interop import envelopes
from openpias.interop.envelopes import Opened, Problem

TIMES = 8
_ROOM = 64 * 1024 * 1024
_SECONDS = 120
_EVERY = 0.02


def main(descriptor: int, prefix: str, largest: int) -> None:
    """Open what comes on standard input and say what it was."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, _SECONDS)
    text = sys.stdin.buffer.read().decode("ascii", "replace")
    try:
        _bound(len(text))
        _bound(max(len(text), min(_claimed(text), largest)))
        found = envelopes.open_signed(text, prefix=prefix, largest=largest)
    except MemoryError:
        found = Problem.TOO_LARGE
    _limit(resource.RLIMIT_AS, resource.RLIM_INFINITY)
    _say(_said(found, descriptor))


def _bound(octets: int) -> None:
    extra = TIMES * octets + _ROOM
    if not _limit(resource.RLIMIT_AS, _pages(0) + extra):
        _watch(_pages(1) + extra)


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


def _watch(most: int) -> None:
    if _Watch.most is None:
        threading.Thread(target=_look, daemon=True).start()
    _Watch.most = most


def _look() -> None:
    while True:
        time.sleep(_EVERY)
        if _Watch.most is not None and _pages(1) > _Watch.most:
            _say({"refusal": Problem.TOO_LARGE.value})
            os._exit(0)


def _say(said: dict[str, Any]) -> None:
    print(json.dumps(said), flush=True)  # noqa: T201 - the answer


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


def _said(found: Opened | envelopes.Refusal, descriptor: int) -> dict[str, Any]:
    if not isinstance(found, Opened):
        return {"refusal": found.value}
    with os.fdopen(descriptor, "wb", closefd=False) as file:
        file.write(found.content)
    return {
        "name": str(found.name),
        "size": len(found.content),
        "signer": found.signer.hex(),
        "signed_at": found.signing_time.isoformat() if found.signing_time else None,
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
