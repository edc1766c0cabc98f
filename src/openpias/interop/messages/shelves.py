"""Where do answers wait until the list comes in which they are written?

A report mixes its lists, and feedback has one after the other. Answers are put aside in a file for
each kind of row, small ones in memory: what grows is one entry for each run of records with the
same context, as for each physician of a practice, and not one for each record.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Self

import msgspec

from openpias.interop.messages.formats import RecordAnswer, RecordState
from openpias.interop.messages.shape import Element

_IN_MEMORY = 256 * 1024
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(RecordAnswer).decode
_Context = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Shelf:
    """The answers of one kind of row: a line each, and where the runs of each context begin."""

    file: IO[bytes]
    last: _Context | None = None
    runs: dict[_Context, list[list[int]]] = field(default_factory=dict)

    def put(self, record: RecordAnswer) -> None:
        context = tuple(sorted(record.context.items()))
        if context != self.last:
            self.runs.setdefault(context, []).append([self.file.tell(), 0])
            self.last = context
        self.runs[context][-1][1] += 1
        self.file.write(_encode(record) + b"\n")

    def of(self, contexts: Iterable[_Context]) -> Iterator[RecordAnswer]:
        runs = sorted(run for context in contexts for run in self.runs.get(context, ()))
        for begin, length in runs:
            self.file.seek(begin)
            for _ in range(length):
                yield _decode(self.file.readline())


class Shelves:
    """Answers by the row that each is written as; those without a row are only counted."""

    def __init__(self, rows: Iterable[Element]) -> None:
        """Begin with nothing; the files are gone at the end of the block."""
        self._shelves: dict[Element, _Shelf | None] = dict.fromkeys(rows)
        self._contexts: dict[_Context, tuple[Mapping[str, str], set[Element]]] = {}
        self.states: set[RecordState] = set()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the files."""
        for shelf in self._shelves.values():
            if shelf is not None:
                shelf.file.close()

    def fill(self, records: Iterable[RecordAnswer]) -> None:
        """Put records aside, in their order; they are gone through once."""
        for record in records:
            self.states.add(record.state)
            row = self._row(record)
            if row is None:
                continue
            shelf = self._shelves[row]
            if shelf is None:
                file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed at the end
                shelf = self._shelves[row] = _Shelf(file)
            shelf.put(record)
            key = shelf.last or ()
            self._contexts.setdefault(key, (record.context, set()))[1].add(row)

    def has(self, row: Element, context: Mapping[str, str] | None) -> bool:
        """Tell whether a row is written at all, or in a context."""
        shelf = self._shelves[row]
        return shelf is not None and (context is None or _key(context) in shelf.runs)

    def of(self, row: Element, context: Mapping[str, str] | None) -> Iterator[RecordAnswer]:
        """Read the answers of a row again, in their order; of one context where one is named."""
        shelf = self._shelves[row]
        if shelf is not None:
            yield from shelf.of(shelf.runs if context is None else [_key(context)])

    def contexts(self, rows: Iterable[Element]) -> list[Mapping[str, str]]:
        """Return the contexts of all records that are written as these rows, as they first came."""
        wanted = set(rows)
        return [context for context, found in self._contexts.values() if found & wanted]

    def _row(self, record: RecordAnswer) -> Element | None:
        name = record.path.rpartition("/")[2].partition("[")[0]
        same = [row for row in self._shelves if row.group == record.group]
        same = [row for row in same if row.name == name] or same
        return same[0] if same else None


def _key(context: Mapping[str, str]) -> _Context:
    return tuple(sorted(context.items()))
