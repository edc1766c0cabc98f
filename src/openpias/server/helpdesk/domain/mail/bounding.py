"""How is a mail bounded before a parser sees it? Headers cost, and a sender chooses their size.

The content stays as it is: its size was bounded at the socket.
"""

import itertools
import re

MOST_HEADERS = 256 * 1024
LONGEST_HEADER = 16 * 1024
_BLANK_LINE = re.compile(rb"\r?\n\r?\n|\r\r")
_FIELD = re.compile(rb"^[!-9;-~]{1,200}[ \t]*:", re.MULTILINE)
# What a message is read by; the others go first where there are too many.
_NEEDED = (
    *(b"from", b"to", b"cc", b"subject", b"date", b"message-id", b"in-reply-to", b"references"),
    *(b"content-type", b"content-transfer-encoding", b"content-disposition", b"mime-version"),
    *(b"return-path", b"auto-submitted", b"precedence", b"list-id", b"reply-to", b"sender"),
)


def bounded(raw: bytes) -> bytes:
    """Return the mail with its header block within bounds: long fields cut, too many left out."""
    head, rest = _split(raw)
    if len(head) <= LONGEST_HEADER:
        return raw
    fields = [_cut(each) for each in _fields(head)]
    if sum(map(len, fields)) > MOST_HEADERS:
        fields = _fewer(fields)
    return b"".join(fields) + rest


def _split(raw: bytes) -> tuple[bytes, bytes]:
    match = _BLANK_LINE.search(raw)
    return (raw[: match.start()], raw[match.start() :]) if match else (raw, b"")


def _fields(head: bytes) -> list[bytes]:
    """Return the fields with their folded lines; what stands before the first one stays first."""
    starts = [match.start() for match in _FIELD.finditer(head)]
    edges = sorted({0, *starts, len(head)})
    return [head[start:end] for start, end in itertools.pairwise(edges)]


def _cut(field: bytes) -> bytes:
    if len(field) <= LONGEST_HEADER:
        return field
    return field[:LONGEST_HEADER].rstrip(b"\r\n") + b"\r\n"


def _fewer(fields: list[bytes]) -> list[bytes]:
    kept: list[bytes] = []
    room = MOST_HEADERS
    for wanted in (True, False):
        for field in fields:
            name = field.split(b":", 1)[0].strip().lower()
            if (name in _NEEDED) is wanted and len(field) <= room:
                kept.append(field)
                room -= len(field)
    return kept
