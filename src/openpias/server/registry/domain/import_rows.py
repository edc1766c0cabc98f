"""What stands in a row of the file?"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

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
_LATIN = ("surname_latin", "given_name_latin")
_DOCUMENT = ("type", "series", "number", "date", "issuer")
_MOST_DOCUMENTS = 5


class FileRefusedError(Exception):
    """The file cannot be imported at all; the message says what to change in it."""


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


class Columns:
    """Where the fields of a row stand, found once for the whole file."""

    def __init__(self, names: Sequence[str]) -> None:
        self._count = len(names)
        self._place = {name: place for place, name in enumerate(names)}
        self._texts = self._picker(_TEXTS)
        # Few files have them, and no other one should pay for them.
        self._latin = self._picker(_LATIN) if not self._place.keys().isdisjoint(_LATIN) else None
        self._rest = self._picker(("copies_kept", "number", "number_kind"))
        prefixes = ["document_", *(f"document_{each}_" for each in range(2, _MOST_DOCUMENTS + 1))]
        self._documents = [
            self._picker([prefix + name for name in _DOCUMENT])
            for prefix in prefixes
            if any(prefix + name in self._place for name in _DOCUMENT)
        ]

    def typed(self, values: Sequence[str]) -> RegistrationInput:
        """Return a row as it was typed; a column or a field that is not there is empty."""
        # One empty field more stands for the columns that the file lacks.
        known = values[: self._count]
        row = [*known, *[""] * (self._count - len(known) + 1)]
        texts = dict(zip(_TEXTS, self._texts(row), strict=True))
        if self._latin is not None:
            texts.update(zip(_LATIN, self._latin(row), strict=True))
        copies_kept, number, kind = self._rest(row)
        return RegistrationInput(
            **texts,
            given_name_missing=not texts["given_name"].strip(),
            documents=tuple(self._typed_documents(row)),
            copies_kept=copies_kept.strip() in {"1", "true", "da"},
            other_number=number,
            other_number_kind=kind.strip() or "official",
        )

    def _typed_documents(self, row: Sequence[str]) -> Iterator[DocumentInput]:
        for pick in self._documents:
            texts = pick(row)
            if any(texts):
                yield DocumentInput(**dict(zip(_DOCUMENT, texts, strict=True)))

    def _picker(self, names: Sequence[str]) -> Callable[[Sequence[str]], tuple[str, ...]]:
        return itemgetter(*(self._place.get(name, self._count) for name in names))
