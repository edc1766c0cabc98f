"""Which codes are on a picture or in a PDF that somebody sent?

Whatever comes in is hostile until read: sizes, pixels and pages are limited.
"""

import io
import threading
import warnings
from collections.abc import Iterator
from enum import StrEnum

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 60_000_000
MOST_PAGES = 5
_WORKING_EDGE = 2400
_PDF_SCALE = 2.5
# PDFium is not safe to call from two threads at once, and a server has several.
_pdfium = threading.Lock()
_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


class ReadRefusal(StrEnum):
    """Why nothing could be read."""

    TOO_LARGE = "file-too-large"
    NOT_A_PICTURE = "file-not-a-picture"
    NO_CODE = "file-without-code"


def read_codes(content: bytes) -> list[str] | ReadRefusal:
    """Return the texts of all QR codes, each once. Never raises for what was sent."""
    if len(content) > MOST_BYTES:
        return ReadRefusal.TOO_LARGE
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            found = dict.fromkeys(
                code for picture in _pictures(content) for code in _codes(picture)
            )
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return ReadRefusal.TOO_LARGE
    except (
        UnidentifiedImageError,
        pypdfium2.PdfiumError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        MemoryError,
        OverflowError,
    ):
        return ReadRefusal.NOT_A_PICTURE
    return list(found) or ReadRefusal.NO_CODE


def _pictures(content: bytes) -> Iterator[Image.Image]:
    if content[:1024].lstrip().startswith(b"%PDF"):
        yield from _pages(content)
    else:
        with Image.open(
            io.BytesIO(content), formats=("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
        ) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            yield ImageOps.exif_transpose(picture).convert("L")


def _pages(content: bytes) -> list[Image.Image]:
    """Draw the first pages; a list, since the lock must not be held while codes are sought."""
    with _pdfium:
        document = pypdfium2.PdfDocument(content)
        try:
            return [_drawn(document[place]) for place in range(min(len(document), MOST_PAGES))]
        finally:
            document.close()


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    width, height = page.get_size()
    scale = min(_PDF_SCALE, _WORKING_EDGE / max(width, height, 1))
    # A copy: the picture that PDFium made goes when its page is closed.
    picture: Image.Image = page.render(scale=scale, grayscale=True).to_pil().copy()
    page.close()
    return picture


def _codes(picture: Image.Image) -> list[str]:
    """Read a picture as it is, and smaller, since a large photo hides its code in noise."""
    for edge in (max(picture.size), _WORKING_EDGE, _WORKING_EDGE // 2):
        if edge > max(picture.size):
            continue
        factor = edge / max(picture.size)
        size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
        tried = picture if size == picture.size else picture.resize(size)
        found = zxingcpp.read_barcodes(tried, formats=_FORMATS)
        if found:
            return [code.text for code in found if code.text]
    return []
