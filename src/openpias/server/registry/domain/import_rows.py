"""What stands in a row of the file?"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpias.server.registry.domain.inputs import DocumentInput, RegistrationInput

LONGEST_FIELD = 10_000
REQUIRED = ("surname", "given_name", "birth_date")
_TEXTS = (
    "surname",
    "given_name",
    "birth_date",
    "sex",
    "category",
    "citizenship",
    "entry_point",
    "entry_date",
    "visa_type",
    "no_identity_reason",
    "taken_on",
)
_DOCUMENT = ("type", "series", "number", "date", "issuer")
_MOST_DOCUMENTS = 5


class FileRefusedError(Exception):
    """The file cannot be imported at all; the message says what to change in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRow:
    """One row as typed."""

    place: int
    typed: RegistrationInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file that is being read: the names of its columns, and its rows one after the other."""

    names: Sequence[str]
    rows: Iterator[list[str]]


def read(lines: Iterable[str]) -> Table:
    """Open a table; columns are separated by commas or semicolons.

    Raises FileRefusedError, also while the rows are read.
    """
    csv.field_size_limit(LONGEST_FIELD)
    source = iter(lines)
    heading = next(source, "").lstrip("\ufeff")
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    names = next(csv.reader([heading], delimiter=delimiter), [])
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise FileRefusedError(f"The heading lacks the columns: {', '.join(missing)}.")
    return Table(names=names, rows=_rows(source, delimiter))


def _rows(source: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(
            (line.replace("\0", "\ufffd") if "\0" in line else line for line in source),
            delimiter=delimiter,
        )
    except (csv.Error, UnicodeDecodeError) as error:
        raise FileRefusedError(f"The file is not a table in UTF-8: {error}") from None


def typed(place: int, names: Sequence[str], values: Sequence[str]) -> ImportedRow:
    """Return a row as it was typed; a column that the file lacks is empty.

    `place` is 1 for the first row below the heading.
    """
    row = dict(zip(names, values, strict=False))
    given_name = row.get("given_name", "")
    return ImportedRow(
        place=place,
        typed=RegistrationInput(
            **{name: row.get(name, "") for name in _TEXTS},
            given_name_missing=not given_name.strip(),
            documents=tuple(_documents(row)),
            copies_kept=row.get("copies_kept", "").strip() in {"1", "true", "da"},
            other_number=row.get("number", ""),
            other_number_kind=row.get("number_kind", "").strip() or "official",
        ),
    )


def _documents(row: Mapping[str, str]) -> Iterator[DocumentInput]:
    for each in range(1, _MOST_DOCUMENTS + 1):
        prefix = "document_" if each == 1 else f"document_{each}_"
        if not any(row.get(prefix + name) for name in _DOCUMENT):
            continue
        document = DocumentInput(**{name: row.get(prefix + name, "") for name in _DOCUMENT})
        if not document.is_empty():
            yield document
