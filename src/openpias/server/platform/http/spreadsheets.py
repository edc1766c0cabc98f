"""How is a table written so that a spreadsheet program opens it, and runs nothing that is in it?

A program takes a cell that begins with one of a few signs for a formula, also from a file; an
apostrophe before it makes it text. The mark at the beginning says that the file is UTF-8, and the
semicolon is what a program in Romanian expects between cells.
"""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Cell = str | int


def download(rows: Iterable[Iterable[Cell]], *, name: str) -> HttpResponse:
    """Return the rows as a CSV file to be saved under this name."""
    response = HttpResponse(written(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def written(rows: Iterable[Iterable[Cell]]) -> bytes:
    """Return the rows as UTF-8 with its mark, semicolons between cells."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def safe(cell: Cell) -> Cell:
    """Return a cell that is no formula; numbers stay what they are."""
    if isinstance(cell, str) and cell.startswith(_STARTS_FORMULA):
        return f"'{cell}"
    return cell
