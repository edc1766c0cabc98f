"""How is one envelope opened in a process of its own, which nobody misses if it breaks?

Reads the text from standard input, writes the signed file into the descriptor of its first argument
and says on standard output, as one line of JSON, what it found. Knows no Django and no secret.
Memory is bounded by the kernel: eight times what the archive claims to hold, or the text, beside
what the libraries take. Usage: opening_worker DESCRIPTOR PREFIX LARGEST
"""

import binascii
import contextlib
import io
import json
import os
import resource
import sys
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


def main(descriptor: int, prefix: str, largest: int) -> None:
    """Open what comes on standard input and say what it was."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    text = sys.stdin.buffer.read().decode("ascii", "replace")
    try:
        _bound(len(text))
        _bound(max(len(text), min(_claimed(text), largest)))
        found = envelopes.open_signed(text, prefix=prefix, largest=largest)
    except MemoryError:
        found = Problem.TOO_LARGE
    resource.setrlimit(resource.RLIMIT_AS, _unbound())
    print(json.dumps(_said(found, descriptor)))  # noqa: T201 - the answer


def _bound(octets: int) -> None:
    taken = int(_first_of("/proc/self/statm")) * resource.getpagesize()
    hard = _unbound()[1]
    resource.setrlimit(resource.RLIMIT_AS, (taken + TIMES * octets + _ROOM, hard))


def _unbound() -> tuple[int, int]:
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    return hard, hard


def _first_of(path: str) -> str:
    with open(path, encoding="ascii") as file:  # noqa: PTH123 - pathlib is not loaded here
        return file.read().split(" ", 1)[0]


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
