"""May a .docx be kept, by what its package holds?

Checked before anything is inflated: number, sizes, ratios and names of parts. Then the declared
types, the relationships and every XML part, each within its limit and without a document type.
"""

import re
import zlib
from io import BytesIO
from struct import error as StructError  # noqa: N812 - it is an exception
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from openpias.server.helpdesk.domain.documents.outcomes import (
    Budget,
    Document,
    Limits,
    Picture,
    RefusedError,
    Text,
)
from openpias.server.helpdesk.domain.documents.pictures import kind_of
from openpias.server.helpdesk.domain.documents.relationships import (
    check_content_types,
    link_texts,
)
from openpias.server.helpdesk.domain.documents.xml_text import text_of_part
from openpias.server.helpdesk.enums import DocumentFormat, DocumentRefusal

_END, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_ENTRY_BYTES = 500
_CONTENT_TYPES = "[content_types].xml"
_PICTURES = re.compile(r"\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf)$")
_XML = re.compile(r"\.(?:xml|rels|vml|svg)$")
_SILENT = re.compile(r"\.(?:odttf|fntdata)$|/$")
_UNSAFE = re.compile(r"^[/\\]|\\|(?:^|/)\.\.(?:/|$)|:|[\x00-\x1f]")
_MACROS = re.compile(r"vbaproject|vbadata\.xml$|macro")
_EMBEDDED = re.compile(
    r"^word/embeddings/.|activex|oleobject|^word/afchunk|\.(?:docx?|xlsx?|pptx?|rtf|html?)$"
)


def read_docx(content: bytes, limits: Limits) -> Document:
    """Return what a .docx says; raises RefusedError."""
    _check_directory(content, limits)
    try:
        with ZipFile(BytesIO(content)) as package:
            return _Package(package, limits).document()
    except (
        BadZipFile,
        zlib.error,
        StructError,
        OSError,
        EOFError,
        RuntimeError,
        ValueError,
    ) as bad:
        raise RefusedError(DocumentRefusal.DAMAGED) from bad


def _check_directory(content: bytes, limits: Limits) -> None:
    """Refuse a directory that is larger than the parts allowed could make it, before it is read."""
    place = content.rfind(_END, max(0, len(content) - _END_SIZE - _LONGEST_COMMENT))
    if place < 0 or len(content) - place < _END_SIZE:
        raise RefusedError(DocumentRefusal.DAMAGED)
    entries = int.from_bytes(content[place + 10 : place + 12], "little")
    size = int.from_bytes(content[place + 12 : place + 16], "little")
    if entries > limits.most_parts or size > limits.most_parts * _ENTRY_BYTES:
        raise RefusedError(DocumentRefusal.TOO_MANY_PARTS)


class _Package:
    """One package while it is read."""

    def __init__(self, package: ZipFile, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._left = limits.most_expanded
        self._budget = Budget(characters=limits.most_text, elements=limits.most_elements)

    def document(self) -> Document:
        """Check everything, then return texts and pictures in the order of the package."""
        parts = {info.filename.lower(): info for info in self._package.infolist()}
        self._check_parts(parts)
        if _CONTENT_TYPES not in parts:
            raise RefusedError(DocumentRefusal.NOT_WORD)
        check_content_types(self._content(parts.pop(_CONTENT_TYPES)), self._budget)
        self._check_names(parts)
        texts, pictures = [], []
        for name, info in parts.items():
            if _XML.search(name):
                texts.append(Text(part=name, text=self._text(name, info)))
            elif _PICTURES.search(name):
                picture = self._content(info)
                pictures.append(Picture(part=name, kind=kind_of(picture), content=picture))
        if "word/document.xml" not in parts or len(pictures) > self._limits.most_pictures:
            missing = "word/document.xml" not in parts
            raise RefusedError(
                DocumentRefusal.DAMAGED if missing else DocumentRefusal.TOO_MANY_PARTS
            )
        return Document(
            format=DocumentFormat.DOCX,
            texts=tuple(text for text in texts if text.text),
            pictures=tuple(pictures),
        )

    def _check_parts(self, parts: dict[str, ZipInfo]) -> None:
        infos = self._package.infolist()
        if len(infos) > self._limits.most_parts:
            raise RefusedError(DocumentRefusal.TOO_MANY_PARTS)
        if any(info.flag_bits & 1 for info in infos):
            raise RefusedError(DocumentRefusal.ENCRYPTED)
        if len(parts) < len(infos) or any(_UNSAFE.search(name) for name in parts):
            raise RefusedError(DocumentRefusal.UNSAFE_PART_NAME)
        if any(info.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for info in infos):
            raise RefusedError(DocumentRefusal.DAMAGED)
        if sum(info.file_size for info in infos) > self._limits.most_expanded or any(
            self._expands(info) for info in infos
        ):
            raise RefusedError(DocumentRefusal.EXPANDS_TOO_MUCH)

    def _expands(self, info: ZipInfo) -> bool:
        ratio = info.file_size / max(1, info.compress_size)
        large = info.file_size > 1_000_000 and ratio > self._limits.most_ratio
        return large or info.file_size > self._limits.most_expanded_part

    def _check_names(self, parts: dict[str, ZipInfo]) -> None:
        for reason, pattern in (
            (DocumentRefusal.MACROS, _MACROS),
            (DocumentRefusal.EMBEDDED_OBJECT, _EMBEDDED),
        ):
            if any(pattern.search(name) for name in parts):
                raise RefusedError(reason)
        known = (_XML, _PICTURES, _SILENT)
        if not all(any(pattern.search(name) for pattern in known) for name in parts):
            raise RefusedError(DocumentRefusal.UNKNOWN_PART)

    def _content(self, info: ZipInfo) -> bytes:
        """Inflate one part, never further than it declared and than is left."""
        most = min(info.file_size, self._left)
        with self._package.open(info) as part:
            content = part.read(most + 1)
        if len(content) > most:
            raise RefusedError(DocumentRefusal.EXPANDS_TOO_MUCH)
        self._left -= len(content)
        return content

    def _text(self, name: str, info: ZipInfo) -> str:
        content = self._content(info)
        if name.endswith(".rels"):
            return link_texts(content, self._budget)
        return text_of_part(content, self._budget)
