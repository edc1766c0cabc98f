"""What is the text of a Word 97-2003 document, by its piece table?

The file information block (MS-DOC 2.5.1) says where the table lies; each piece is a stretch of
characters in one or two bytes each. All sub-documents follow one another in the same table.
"""

from dataclasses import dataclass
from struct import Struct

from openpias.server.helpdesk.domain.documents.outcomes import Limits, RefusedError
from openpias.server.helpdesk.enums import DocumentRefusal

_MAGIC, _OLDEST = 0xA5EC, 0x00C1
_IDENTITY, _FLAGS, _CLX = Struct("<HH"), (10, 12), Struct("<II")
_CLX_PLACE = 0x01A2
_SMALLEST = _CLX_PLACE + _CLX.size
_ENCRYPTED, _SECOND_TABLE, _OBFUSCATED = 0x0100, 0x0200, 0x8000
_PROPERTIES, _TABLE = 1, 2
_ONE_BYTE = 0x4000_0000
_MARKS = {"\t": "\t", "\x1e": "-", "\x1f": "\u00ad", **dict.fromkeys("\x01\x02\x05\x08", "")}
_SHOWN = {code: _MARKS.get(chr(code), "\n") for code in range(32)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The characters of all pieces with their marks, and the bytes of the stream that they use."""

    text: str
    spans: list[tuple[int, int]]


def shown(text: str) -> str:
    """Return the text with marks of cells, paragraphs and fields as line ends."""
    return text.translate(_SHOWN)


def read(word: bytes, *, tables: list[bytes], limits: Limits) -> Found:
    """Read the pieces of a WordDocument stream; raises RefusedError."""
    if len(word) < _SMALLEST:
        raise RefusedError(DocumentRefusal.DAMAGED)
    magic, version = _IDENTITY.unpack_from(word)
    flags = int.from_bytes(word[slice(*_FLAGS)], "little")
    if magic != _MAGIC:
        raise RefusedError(DocumentRefusal.NOT_WORD)
    if flags & (_ENCRYPTED | _OBFUSCATED):
        raise RefusedError(DocumentRefusal.ENCRYPTED)
    if version < _OLDEST:
        raise RefusedError(DocumentRefusal.OLD_WORD)
    start, size = _CLX.unpack_from(word, _CLX_PLACE)
    table = tables[1 if flags & _SECOND_TABLE else 0][start : start + size]
    return _pieces(word, _plex(table), limits)


def _plex(clx: bytes) -> bytes:
    """Return the piece table behind any property modifiers."""
    place = 0
    while place < len(clx) and clx[place] == _PROPERTIES:
        place += 3 + int.from_bytes(clx[place + 1 : place + 3], "little")
    size = int.from_bytes(clx[place + 1 : place + 5], "little")
    plex = clx[place + 5 : place + 5 + size]
    if place >= len(clx) or clx[place] != _TABLE or len(plex) < size or size < 16:
        raise RefusedError(DocumentRefusal.DAMAGED)
    return plex


def _pieces(word: bytes, plex: bytes, limits: Limits) -> Found:
    many = (len(plex) - 4) // 12
    ends = [int.from_bytes(plex[4 * at : 4 * at + 4], "little") for at in range(many + 1)]
    texts, spans, left = [], [], limits.most_text
    for at in range(many):
        length = ends[at + 1] - ends[at]
        left -= max(0, length)
        if left < 0:
            raise RefusedError(DocumentRefusal.EXPANDS_TOO_MUCH)
        place = 4 * (many + 1) + 8 * at + 2
        where = int.from_bytes(plex[place : place + 4], "little")
        one_byte = bool(where & _ONE_BYTE)
        start = (where & (_ONE_BYTE - 1)) // (2 if one_byte else 1)
        end = start + length * (1 if one_byte else 2)
        if length < 0 or end > len(word):
            raise RefusedError(DocumentRefusal.DAMAGED)
        texts.append(word[start:end].decode("cp1252" if one_byte else "utf-16-le", "replace"))
        spans.append((start, end))
    return Found(text="".join(texts), spans=spans)
