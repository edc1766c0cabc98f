"""How are files put into the ZIP that a download gives? The same files make the same octets."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime

_EARLIEST = 1980  # no archive can say an earlier year


def packed(files: Sequence[tuple[str, bytes]], *, made: datetime) -> bytes:
    """Return an archive of files by name; `made` is the moment that it says they were made at."""
    moment = (max(made.year, _EARLIEST), *made.timetuple()[1:6])
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files:
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            opened.writestr(entry, content)
    return archive.getvalue()
