"""How is a table written so that a spreadsheet program opens it, and runs nothing that is in it?

A program takes a cell that begins with one of a few signs for a formula, also from a file; an
apostrophe before it makes it text. The mark at the beginning says that the file is UTF-8, and the
semicolon is what a program in Romanian expects between cells.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from django.http import StreamingHttpResponse

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_ROWS_AT_ONCE = 1_000
Cell = str | int


def download(rows: Iterable[Iterable[Cell]], *, name: str) -> StreamingHttpResponse:
    """Return the rows as a CSV file to be saved under this name, sent while they are read.

    The beginning is read at once, so that a fault is an answer of its own and not half a file.
    """
    parts = written(rows)
    beginning = next(parts)
    response = StreamingHttpResponse(
        chain((beginning,), parts), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def written(rows: Iterable[Iterable[Cell]]) -> Iterator[bytes]:
    """Yield the rows as UTF-8 with its mark, semicolons between cells, some at a time."""
    waiting, encoding = iter(rows), "utf-8-sig"
    while True:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerows([safe(cell) for cell in row] for row in islice(waiting, _ROWS_AT_ONCE))
        if not text.tell() and encoding == "utf-8":
            return
        yield text.getvalue().encode(encoding)
        encoding = "utf-8"


def safe(cell: Cell) -> Cell:
    """Return a cell that is no formula; numbers stay what they are."""
    if isinstance(cell, str) and cell.startswith(_STARTS_FORMULA):
        return f"'{cell}"
    return cell
