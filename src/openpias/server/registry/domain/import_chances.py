"""Which random ids and numbers do the rows of a chunk get? Chance is drawn for many at once."""

import os
from datetime import datetime

from openpias.core.identifiers import temporary_number

_SLIP_ID_BYTES = 12
_PREFIX_BYTES = 4
_BLOCK = 1 << 16
_WHOLE = 1 << 64


class Chances:
    """Ids and numbers for the rows of one chunk.

    Ids of a chunk begin alike, so that they lie side by side in their index: public ids with the
    moment (UUID version 7, RFC 9562), ids of slips with four bytes that are drawn once. Ten and
    eight random bytes follow, which nobody guesses.
    """

    def __init__(self, at: datetime) -> None:
        milliseconds = f"{int(at.timestamp() * 1000):012x}"
        self._moment = f"{milliseconds[:8]}-{milliseconds[8:]}-7"
        self._prefix = os.urandom(_PREFIX_BYTES).hex()
        self._block = b""
        self._read = 0

    def public_id(self) -> str:
        """Return a UUID of version 7 whose chance is 74 bits."""
        rest = self._take(10).hex()
        variant = "89ab"[int(rest[3], 16) & 3]
        return f"{self._moment}{rest[:3]}-{variant}{rest[4:7]}-{rest[7:19]}"

    def slip_id(self) -> str:
        """Return the id of a slip, hexadecimal."""
        return self._prefix + self._take(_SLIP_ID_BYTES - _PREFIX_BYTES).hex()

    def number(self) -> str:
        """Return a temporary number, free or not."""
        return temporary_number.draw(self._below)

    def _below(self, limit: int) -> int:
        """Return a whole number from 0 up to the limit, each as likely as the others."""
        while True:
            value = int.from_bytes(self._take(8), "big")
            if value < _WHOLE - _WHOLE % limit:
                return value % limit

    def _take(self, count: int) -> bytes:
        start = self._read
        if start + count > len(self._block):
            self._block, start = os.urandom(_BLOCK), 0
        self._read = start + count
        return self._block[start : self._read]
