"""How is a mail read in a process of its own, which nobody misses if it breaks?

Reads frames from standard input and answers each on standard output: eight bytes of length, then
MessagePack. Knows no Django, no secret and no database. Memory is bounded by the kernel; the parent
ends it when a mail takes too long. Usage: reading_worker
"""

import resource
import struct
import sys
from typing import BinaryIO

import msgspec

from openpias.server.helpdesk.domain.mail.reading import UnreadableError
from openpias.server.helpdesk.domain.mail.screening import ShownMail, screen, text_as_written
from openpias.server.helpdesk.enums import Mailbox
from openpias.server.helpdesk.operations import worker_limits

MOST_MEMORY = 1024 * 1024 * 1024
LENGTH = struct.Struct(">Q")
# Deeper nesting than the caps allow ends here before it costs.
_RECURSION = 600


class Asked(msgspec.Struct, kw_only=True):
    """A mail to read; `mail_from` is None where the envelope is not known."""

    raw: bytes
    mailbox: Mailbox
    mail_from: str | None
    authserv_id: str = ""
    as_written: bool = False


class Answered(msgspec.Struct, kw_only=True):
    """What it says, or the code why no incident can be made of it."""

    mail: ShownMail | None = None
    problem: str = ""
    text: str = ""


def main() -> None:
    """Answer until the other side closes."""
    worker_limits.limit(resource.RLIMIT_FSIZE, 0)
    worker_limits.bound_memory(MOST_MEMORY)
    sys.setrecursionlimit(_RECURSION)
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    while frame := _frame(stdin):
        answer = msgspec.msgpack.encode(_answer(frame))
        stdout.write(LENGTH.pack(len(answer)) + answer)
        stdout.flush()


def _frame(source: BinaryIO) -> bytes:
    head = source.read(LENGTH.size)
    return source.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else b""


def _answer(frame: bytes) -> Answered:
    asked = msgspec.msgpack.decode(frame, type=Asked)
    try:
        if asked.as_written:
            return Answered(text=text_as_written(asked.raw))
        mail = screen(
            asked.raw,
            mailbox=asked.mailbox,
            mail_from=asked.mail_from,
            authserv_id=asked.authserv_id,
        )
        return Answered(mail=mail)
    except UnreadableError as error:
        return Answered(problem=error.code)
    except RecursionError:
        return Answered(problem="nested-too-deep")


if __name__ == "__main__":
    main()
