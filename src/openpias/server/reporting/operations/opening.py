"""What is inside a received text? Asked of a process of its own, with bounded memory and time."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.conf import settings

from openpias.interop import file_names
from openpias.interop.file_names import FileName
from openpias.server.reporting.operations import opening_process


class OpeningFailedError(Exception):
    """The process broke, or took too long: the text may be opened again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """The signed file on disk, without a name there; who signed it (DER), and when, as claimed."""

    name: FileName
    content: IO[bytes]
    size: int
    signer: bytes
    signed_at: datetime | None


@contextmanager
def opened(pieces: Iterable[bytes], *, prefix: str) -> Iterator[OpenedFile | str]:
    """Open a text that comes in pieces; yields what is inside, or the code of a refusal.

    The file is gone at the end. Raises OpeningFailedError.
    """
    with tempfile.TemporaryFile() as text, tempfile.TemporaryFile() as content:
        for piece in pieces:
            text.write(piece)
        text.flush()
        text.seek(0)
        said = _ask(text, content, prefix=prefix)
        if "refusal" in said:
            yield str(said["refusal"])
            return
        content.seek(0)
        name = file_names.read(said["name"])
        if name is None:
            raise OpeningFailedError
        yield OpenedFile(
            name=name,
            content=content,
            size=said["size"],
            signer=bytes.fromhex(said["signer"]),
            signed_at=datetime.fromisoformat(said["signed_at"]) if said["signed_at"] else None,
        )


def _ask(text: IO[bytes], content: IO[bytes], *, prefix: str) -> dict[str, Any]:
    largest: int = settings.REPORT_UNPACKED_BYTES
    try:
        answer = opening_process.ask(text, content, prefix=prefix, largest=largest)
        said: dict[str, Any] = json.loads(answer)
    except (opening_process.Unanswered, OSError, ValueError) as error:
        raise OpeningFailedError from error
    return said
