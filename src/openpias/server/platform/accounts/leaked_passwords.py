"""Does a password stand in the list of leaked ones that the operator placed here?

The list holds SHA-1 digests in hexadecimal, one a line and in order, each with or without `:` and a
count, as the well-known public list is handed out. It is tens of gigabytes, so it is searched where
it lies: some forty reads. Nothing is asked outside.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_LINE = re.compile(rb"([0-9A-Fa-f]{40})(?::\d{1,12})?\s*")
_LONGEST = 128
_LOOKS = 64


class ListUnreadableError(Exception):
    """The list is not there, or holds something else than digests in order."""


def holds(file: Path, password: str) -> bool:
    """Tell whether the list holds a password; raises ListUnreadableError."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    try:
        with file.open("rb") as lines:
            return _search(lines, wanted, end=file.stat().st_size)
    except OSError as reason:
        raise ListUnreadableError from reason


def check(file: Path) -> None:
    """Look at lines spread over the list; raises ListUnreadableError where they are out of order."""
    try:
        with file.open("rb") as lines:
            seen = list(_spread(lines, end=file.stat().st_size))
    except OSError as reason:
        raise ListUnreadableError from reason
    if not seen or seen != sorted(seen):
        raise ListUnreadableError


def _search(lines: BinaryIO, wanted: bytes, *, end: int) -> bool:
    begin = 0
    while begin < end:
        middle = (begin + end) // 2
        digest = _first_after(lines, middle)
        if digest is None or digest > wanted:
            end = middle
        elif digest < wanted:
            begin = lines.tell()
        else:
            return True
    return False


def _first_after(lines: BinaryIO, place: int) -> bytes | None:
    """Return the digest of the first line that begins there or later; None after the last."""
    if place:
        lines.seek(place - 1)
        lines.readline(_LONGEST)
    else:
        lines.seek(0)
    line = lines.readline(_LONGEST)
    if not line:
        return None
    found = _LINE.fullmatch(line)
    if found is None:
        raise ListUnreadableError
    return found[1].upper()


def _spread(lines: BinaryIO, *, end: int) -> Iterator[bytes]:
    for look in range(_LOOKS):
        digest = _first_after(lines, end * look // _LOOKS)
        if digest is not None:
            yield digest
