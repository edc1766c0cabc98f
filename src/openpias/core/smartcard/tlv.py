"""How are fields written as BER-TLV, and read?

ITU-T X.690 as ISO/IEC 7816-4, 5.2.2 restricts it: tags of one or two bytes, definite lengths.
"""

from collections.abc import Iterable, Iterator

LONGEST = 0xFFFF
_MORE = 0x1F


class TlvMalformedError(ValueError):
    """The bytes are no sequence of BER-TLV; the message holds none of them."""


def encode(items: Iterable[tuple[int, bytes]]) -> bytes:
    """Return tag, length and value of each item, one after another."""
    return b"".join(_tag(tag) + _length(len(value)) + value for tag, value in items)


def decode(content: bytes) -> list[tuple[int, bytes]]:
    """Return every (tag, value); raise TlvMalformedError where something is cut or unknown."""
    return list(_items(content))


def _items(content: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(content):
        tag, place = _read_tag(content, place)
        size, place = _read_length(content, place)
        value = content[place : place + size]
        if len(value) != size:
            raise TlvMalformedError("a value is shorter than its length says")
        yield tag, value
        place += size


def _tag(tag: int) -> bytes:
    written = tag.to_bytes(2 if tag > 0xFF else 1, "big")
    if _read_tag(written, 0) != (tag, len(written)):
        raise TlvMalformedError("not a tag of one or two bytes")
    return written


def _read_tag(content: bytes, place: int) -> tuple[int, int]:
    size = 2 if content[place] & _MORE == _MORE else 1
    tag = content[place : place + size]
    if len(tag) != size or (size == 2 and not _MORE <= tag[1] <= 0x7F):
        raise TlvMalformedError("a tag is cut, or longer than two bytes")
    return int.from_bytes(tag, "big"), place + size


def _length(size: int) -> bytes:
    if size < 0x80:
        return bytes([size])
    if size <= 0xFF:
        return bytes([0x81, size])
    if size <= LONGEST:
        return b"\x82" + size.to_bytes(2, "big")
    raise TlvMalformedError("a value is longer than 65,535 bytes")


def _read_length(content: bytes, place: int) -> tuple[int, int]:
    if place >= len(content):
        raise TlvMalformedError("a length is missing")
    first = content[place]
    if first < 0x80:
        return first, place + 1
    size = first - 0x80
    length = content[place + 1 : place + 1 + size]
    if size not in (1, 2) or len(length) != size:
        raise TlvMalformedError("a length is cut, indefinite, or longer than two bytes")
    return int.from_bytes(length, "big"), place + 1 + size
