"""What stands outside the database, so that a cut or rewritten trail is found?

A head is the chain at one position, signed with Ed25519 and appended to a file as one JSON line.
The file belongs on storage that the database's administrators cannot rewrite.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

_DOMAIN = b"openpias-audit-head-1\0"
# A line has about 330 bytes; the last one is within this many from the end.
_TAIL = 4096


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The chain at a position, at a moment, signed; bytes as hexadecimal text."""

    position: int
    chain: str
    at: str
    key: str
    signature: str

    def content(self) -> bytes:
        """Return what is signed."""
        return signed_content(position=self.position, chain=self.chain, at=self.at, key=self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A line that is no head, by its number in the file."""

    line: int
    is_cut_short: bool


def signed_content(*, position: int, chain: str, at: str, key: str) -> bytes:
    """Return the bytes that a head's signature covers."""
    return _DOMAIN + msgspec.json.encode((position, chain, at, key))


def as_text(moment: datetime) -> str:
    """Return a moment as a head writes it, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


class HeadsFile:
    """The file of heads: only appended to, each line forced to the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def size(self) -> int:
        """Return the bytes written so far; 0 while there is no file."""
        return self.path.stat().st_size if self.path.exists() else 0

    def append(self, head: Head) -> None:
        """Add a head; raises OSError (disk full, no permission), and then may be repeated."""
        is_new = not self.path.exists()
        if is_new:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            # A crash may have left half a line: the new one begins on its own.
            start = b"\n" if _ends_in_half_a_line(descriptor) else b""
            line = start + msgspec.json.encode(head) + b"\n"
            if os.write(descriptor, line) != len(line):
                raise OSError(f"The head was not written whole to {self.path}.")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if is_new:
            _sync_folder(self.path.parent)

    def read(self, *, upto: int) -> Iterator[Head | Unreadable]:
        """Return the heads within the first bytes of the file, one by one."""
        if not self.path.exists():
            return
        passed = 0
        with self.path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if passed >= upto:
                    return
                passed += len(line)
                yield _parsed(line, number)

    def last(self) -> Head | None:
        """Return the last head that can be read."""
        size = self.size()
        if not size:
            return None
        with self.path.open("rb") as file:
            file.seek(max(0, size - _TAIL))
            lines = file.read().splitlines(keepends=True)
        for line in reversed(lines):
            head = _parsed(line, 0)
            if isinstance(head, Head):
                return head
        return None


def _parsed(line: bytes, number: int) -> Head | Unreadable:
    try:
        return msgspec.json.decode(line, type=Head)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Unreadable(line=number, is_cut_short=not line.endswith(b"\n"))


def _ends_in_half_a_line(descriptor: int) -> bool:
    size = os.fstat(descriptor).st_size
    return size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
