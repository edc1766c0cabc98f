"""What is written in the pictures of a document? Asked of a process of its own, with tesseract.

Reads the document from standard input and says on standard output, as one line of JSON, the texts and
whether all pictures were read surely. Knows no Django and no secret. Usage: pictures_worker
"""

import io
import json
import resource
import subprocess
import sys
import warnings
from collections.abc import Sequence
from typing import Any

from PIL import Image, UnidentifiedImageError

from openpias.server.helpdesk.domain import documents
from openpias.server.helpdesk.domain.documents import Document
from openpias.server.helpdesk.operations import worker_limits

MOST_PICTURES = 20
_MOST_PIXELS = 40_000_000
_SECONDS = 60
_PROCESSOR_SECONDS = 300
_MOST_MEMORY = 2 * 1024**3
# Below this a word may be another one; the middle of all words has to be above it.
_SURE = 70.0
# Smaller ones are marks and logos: no number of 13 digits is readable in them.
_SMALL = 40
_WORD_LEVEL, _CONFIDENCE, _TEXT = 0, 10, 11
_LEVEL_OF_WORDS = "5"


def main() -> None:
    """Read what comes on standard input."""
    worker_limits.limit(resource.RLIMIT_CPU, _PROCESSOR_SECONDS)
    worker_limits.bound_memory(_MOST_MEMORY)
    # What Pillow warns of is refused below.
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    print(json.dumps(_read(sys.stdin.buffer.read())))  # noqa: T201 - the answer


def _read(content: bytes) -> dict[str, Any]:
    found = documents.read(content)
    if not isinstance(found, Document) or len(found.pictures) > MOST_PICTURES:
        return {"texts": [], "is_sure": False}
    texts, is_sure = [], True
    for picture in found.pictures:
        text, sure = _words(picture.content)
        texts.append(text)
        is_sure = is_sure and sure
    return {"texts": texts, "is_sure": is_sure}


def _words(content: bytes) -> tuple[str, bool]:
    """Return what is written in a picture, line by line, and whether it was read surely."""
    try:
        with Image.open(io.BytesIO(content)) as opened:
            if getattr(opened, "n_frames", 1) > 1:
                return "", False
            image = opened.convert("L")
    except (UnidentifiedImageError, OSError, ValueError, Warning, Image.DecompressionBombError):
        return "", False
    if min(image.size) < _SMALL:
        return "", True
    # What is small on a screen is read better twice as large.
    if image.width < 2_000:
        image = image.resize((image.width * 2, image.height * 2))
    written = io.BytesIO()
    image.save(written, "PNG")
    return _judged(_tesseract(written.getvalue()))


def _tesseract(picture: bytes) -> Sequence[Sequence[str]]:
    command = ["tesseract", "stdin", "stdout", "-l", "ron+eng", "--psm", "11", "tsv"]
    done = subprocess.run(command, input=picture, capture_output=True, timeout=_SECONDS, check=True)
    lines = done.stdout.decode("utf-8", "replace").splitlines()[1:]
    return [line.split("\t") for line in lines]


def _judged(rows: Sequence[Sequence[str]]) -> tuple[str, bool]:
    words = [row for row in rows if len(row) > _TEXT and row[_WORD_LEVEL] == _LEVEL_OF_WORDS]
    said = [row for row in words if row[_TEXT].strip()]
    if not said:
        return "", False
    lines: dict[tuple[str, ...], list[str]] = {}
    for row in said:
        lines.setdefault(tuple(row[1:5]), []).append(row[_TEXT])
    sure = sorted(float(row[_CONFIDENCE]) for row in said)
    return "\n".join(" ".join(each) for each in lines.values()), sure[len(sure) // 2] >= _SURE


if __name__ == "__main__":
    main()
