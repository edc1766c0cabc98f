"""May a .doc be kept, and what is written and pictured in it?

The container is read by olefile, of which only the directory and streams are used: its reader of
properties loops on hostile files. The text is read by the piece table (MS-DOC 2.8.35), which holds
body, notes, headers, comments and text boxes alike; of the tools that were tried antiword leaves out
headers, and catdoc cells of tables.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from struct import error as StructError  # noqa: N812 - it is an exception

import olefile

from openpias.server.helpdesk.domain.documents import fields, pieces
from openpias.server.helpdesk.domain.documents.outcomes import (
    Document,
    Limits,
    Picture,
    RefusedError,
    Text,
)
from openpias.server.helpdesk.domain.documents.pictures import in_stream
from openpias.server.helpdesk.enums import DocumentFormat, DocumentRefusal

_WORD, _TABLES, _DATA = "worddocument", ("0table", "1table"), "data"
_ENCRYPTED = re.compile(r"^(?:encryptedpackage|encryptioninfo|\x06dataspaces)")
_MACROS = re.compile(r"(?:^|/)(?:macros|vba|_vba_project\w*)(?:/|$)")
_EMBEDDED = re.compile(r"^objectpool/.|ole10native|(?:^|/)package$|equation native")
_KNOWN = re.compile(
    r"(?:worddocument|[01]table|data|objectpool|\x05summaryinformation|\x05documentsummaryinformation"
    r"|\x01compobj|\x01ole|msodatastore(?:/.*)?|_signatures|_xmlsignatures(?:/.*)?)"
)
_EIGHT_BITS = re.compile(rb"[\t\r\n\x20-\x7e\xa0-\xff]{6,}")
_SIXTEEN_BITS = re.compile(rb"(?:[\t\r\n\x20-\x7e\xa0-\xff][\x00\x01]|[\x18-\x1b]\x02){6,}")
# What olefile raises on damage of any kind.
_BAD = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError),
    *(ArithmeticError, AssertionError, StructError),
)


def read_doc(content: bytes, limits: Limits) -> Document:
    """Return what a .doc says; raises RefusedError."""
    streams = _streams(content, limits)
    word = streams.get(_WORD, b"")
    found = pieces.read(word, tables=[streams.get(name, b"") for name in _TABLES], limits=limits)
    if fields.is_active(found.text):
        raise RefusedError(DocumentRefusal.ACTIVE_FIELD)
    rest = _left_over(word, found.spans)
    aside = ((name, stream) for name, stream in streams.items() if name not in {_WORD, _DATA})
    texts = [Text(part=_WORD, text=pieces.shown(found.text))]
    for name, stream in ((f"{_WORD} (unused)", rest), *aside):
        texts.append(Text(part=name, text="\n".join(_strings(stream))))
    return Document(
        format=DocumentFormat.DOC,
        texts=tuple(text for text in texts if text.text),
        pictures=tuple(islice(_pictures(streams), limits.most_pictures)),
    )


def _streams(content: bytes, limits: Limits) -> dict[str, bytes]:
    try:
        with olefile.OleFileIO(BytesIO(content)) as container:
            paths = container.listdir(streams=True, storages=True)
            if len(paths) > limits.most_parts:
                raise RefusedError(DocumentRefusal.TOO_MANY_PARTS)
            names = {"/".join(path).lower(): path for path in paths}
            _check(names)
            held = {
                name: path
                for name, path in names.items()
                if container.get_type(path) == olefile.STGTY_STREAM
            }
            # Streams may share their sectors, so that together they exceed the file many times.
            if sum(container.get_size(path) for path in held.values()) > limits.most_expanded:
                raise RefusedError(DocumentRefusal.EXPANDS_TOO_MUCH)
            return {name: container.openstream(path).read() for name, path in held.items()}
    except _BAD as bad:
        raise RefusedError(DocumentRefusal.DAMAGED) from bad


def _check(names: dict[str, list[str]]) -> None:
    for reason, pattern in (
        (DocumentRefusal.ENCRYPTED, _ENCRYPTED),
        (DocumentRefusal.MACROS, _MACROS),
        (DocumentRefusal.EMBEDDED_OBJECT, _EMBEDDED),
    ):
        if any(pattern.search(name) for name in names):
            raise RefusedError(reason)
    if _WORD not in names:
        raise RefusedError(DocumentRefusal.NOT_WORD)
    if not all(_KNOWN.fullmatch(name) for name in names):
        raise RefusedError(DocumentRefusal.UNKNOWN_PART)


def _left_over(word: bytes, spans: list[tuple[int, int]]) -> bytes:
    """Return the bytes that no piece uses: fast saves leave deleted text there."""
    kept, place = [], 0
    for start, end in sorted(spans):
        kept.append(word[place:start])
        place = max(place, end)
    kept.append(word[place:])
    return b"\x00\xff\x00".join(kept)


def _strings(stream: bytes) -> Iterator[str]:
    for match in _SIXTEEN_BITS.finditer(stream):
        yield match.group().decode("utf-16-le", "replace")
    for match in _EIGHT_BITS.finditer(stream):
        yield match.group().decode("cp1250", "replace")


def _pictures(streams: dict[str, bytes]) -> Iterator[Picture]:
    for name, stream in streams.items():
        yield from in_stream(name, stream)
