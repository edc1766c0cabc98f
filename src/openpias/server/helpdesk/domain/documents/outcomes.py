"""What came of an attachment: a document with its texts and pictures, or why it is refused?"""

from dataclasses import dataclass
from enum import StrEnum

from openpias.server.helpdesk.enums import DocumentFormat, DocumentRefusal

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one attachment may be; sizes in bytes, the text in characters."""

    most_bytes: int = 10 * _MB
    most_parts: int = 2_000
    most_expanded: int = 100 * _MB
    most_expanded_part: int = 40 * _MB
    most_ratio: int = 200
    most_text: int = 2_000_000
    most_elements: int = 300_000
    most_pictures: int = 200


class PictureKind(StrEnum):
    """What a picture is by its first bytes; metafiles and unknown ones cannot be read by OCR."""

    PNG = "png"
    JPEG = "jpeg"
    GIF = "gif"
    BMP = "bmp"
    TIFF = "tiff"
    METAFILE = "metafile"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text and the part of the document that holds it, named by the format and not by a sender."""

    part: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture inside a document, for OCR."""

    part: str
    kind: PictureKind
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that may be kept, with everything written in it, seen or not."""

    format: DocumentFormat
    texts: tuple[Text, ...]
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why an attachment is not kept."""

    reason: DocumentRefusal


@dataclass(slots=True, kw_only=True)
class Budget:
    """How many characters and elements are left for the parts of one document."""

    characters: int
    elements: int

    def take_characters(self, many: int) -> None:
        """Count characters; raises RefusedError where there are too many."""
        self.characters -= many
        if self.characters < 0:
            raise RefusedError(DocumentRefusal.EXPANDS_TOO_MUCH)

    def take_element(self) -> None:
        """Count one element; raises RefusedError where there are too many."""
        self.elements -= 1
        if self.elements < 0:
            raise RefusedError(DocumentRefusal.EXPANDS_TOO_MUCH)


class RefusedError(Exception):
    """Raised inside the readers; never leaves this package."""

    def __init__(self, reason: DocumentRefusal) -> None:
        super().__init__(str(reason))
        self.reason = reason
