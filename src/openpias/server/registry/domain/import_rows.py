"""What stands in a row of the file?"""

import csv
from collections.abc import Iterable, Iterator, Mapping
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
    """One row as typed, with a number that was given elsewhere, if any."""

    place: int
    typed: RegistrationInput
    number: str = ""
    number_kind: str = ""


def read(lines: Iterable[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield rows with their place, the first row below the heading being 1.

    Columns are separated by commas or semicolons. Raises FileRefusedError.
    """
    csv.field_size_limit(LONGEST_FIELD)
    source = iter(lines)
    heading = next(source, "").lstrip("\ufeff")
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    names = next(csv.reader([heading], delimiter=delimiter), [])
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise FileRefusedError(f"The heading lacks the columns: {', '.join(missing)}.")
    reader = csv.reader((line.replace("\0", "\ufffd") for line in source), delimiter=delimiter)
    try:
        for place, values in enumerate(reader, 1):
            yield place, dict(zip(names, values, strict=False))
    except (csv.Error, UnicodeDecodeError) as error:
        raise FileRefusedError(f"The file is not a table in UTF-8: {error}") from None


def typed(place: int, row: Mapping[str, str]) -> ImportedRow:
    """Return a row as it was typed; a column that the file lacks is empty."""
    given_name = row.get("given_name", "")
    return ImportedRow(
        place=place,
        typed=RegistrationInput(
            **{name: row.get(name, "") for name in _TEXTS},
            given_name_missing=not given_name.strip(),
            documents=tuple(_documents(row)),
            copies_kept=row.get("copies_kept", "").strip() in {"1", "true", "da"},
        ),
        number="".join(row.get("number", "").split()),
        number_kind=row.get("number_kind", "").strip() or "official",
    )


def _documents(row: Mapping[str, str]) -> Iterator[DocumentInput]:
    for each in range(1, _MOST_DOCUMENTS + 1):
        prefix = "document_" if each == 1 else f"document_{each}_"
        document = DocumentInput(**{name: row.get(prefix + name, "") for name in _DOCUMENT})
        if not document.is_empty():
            yield document
