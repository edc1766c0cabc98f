"""What is a picture by its first bytes, and which pictures lie in the streams of a .doc?"""

import re
from collections.abc import Iterator

from openpias.server.helpdesk.domain.documents.outcomes import Picture, PictureKind

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", PictureKind.PNG),
    (b"\xff\xd8\xff", PictureKind.JPEG),
    (b"GIF87a", PictureKind.GIF),
    (b"GIF89a", PictureKind.GIF),
    (b"BM", PictureKind.BMP),
    (b"II*\x00", PictureKind.TIFF),
    (b"MM\x00*", PictureKind.TIFF),
    (b"\xd7\xcd\xc6\x9a", PictureKind.METAFILE),
)
# MS-ODRAW 2.2.23: the types of blip records, little-endian, after two bytes of version and instance.
_BLIP = re.compile(rb"([\x1a-\x1f\x29\x2a])\xf0", re.DOTALL)
_METAFILES = frozenset(b"\x1a\x1b\x1c")
_FEWEST_BYTES, _LONGEST_HEAD = 17, 70


def kind_of(content: bytes) -> PictureKind:
    """Return what a picture is by its first bytes."""
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind
    is_emf = content[:4] == b"\x01\x00\x00\x00" and content[40:44] == b" EMF"
    return PictureKind.METAFILE if is_emf else PictureKind.UNKNOWN


def in_stream(part: str, stream: bytes) -> Iterator[Picture]:
    """Yield the pictures of a stream, from the records that hold them."""
    place = 0
    while match := _BLIP.search(stream, place):
        place = match.end()
        length = int.from_bytes(stream[place : place + 4], "little")
        begin = place + 4
        if not _FEWEST_BYTES <= length <= len(stream) - begin:
            continue
        found = _picture(part, match.group(1)[0], stream[begin : begin + length])
        if found is not None:
            yield found
            place = begin + length


def _picture(part: str, record: int, body: bytes) -> Picture | None:
    if record in _METAFILES:
        return Picture(part=part, kind=PictureKind.METAFILE, content=body)
    for start in range(16, min(_LONGEST_HEAD, len(body))):
        kind = kind_of(body[start : start + 8])
        if kind in {PictureKind.PNG, PictureKind.JPEG, PictureKind.TIFF}:
            return Picture(part=part, kind=kind, content=body[start:])
    return None
