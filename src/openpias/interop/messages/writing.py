"""How is a report or a request written as its table says? One pass, the output is not kept.

What is written is held against the table first, so that nothing leaves that we would refuse.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any, Protocol

from lxml import etree

from openpias.core.rules.records import Detail, ReportHeader, ServiceRecord
from openpias.interop.messages import fields
from openpias.interop.messages.problems import IncompleteError, Refusal
from openpias.interop.messages.shape import NAMESPACE, Attribute, Element

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Source(Protocol):
    """Says what stands in an attribute; empty where nothing does."""

    def __call__(self, attribute: Attribute) -> str:
        """Return the text of an attribute."""
        ...


def write(
    root: Element,
    header: ReportHeader,
    records: Iterable[ServiceRecord],
    into: IO[bytes],
    *,
    findings: "Findings" = (),
) -> None:
    """Write header and records; records of one list keep their order.

    Raises IncompleteError where something is missing or does not fit, before that place is written.
    """
    rows = _placed(root, records)
    with document(into) as written:
        _Writer(written, header, findings).above(root, f"/{root.name}", rows, {})


class Document:
    """A document in UTF-8 whose elements are written one in another."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._names: dict[None, str] | None = {None: NAMESPACE}
        file.write_declaration()

    @contextmanager
    def element(self, said: Element, found: dict[str, str]) -> Iterator[None]:
        """Write an element around the block; the first one alone names the namespace."""
        names, self._names = self._names, None
        with self._file.element(said.tag, found, nsmap=names):
            yield


@contextmanager
def document(into: IO[bytes]) -> Iterator[Document]:
    """Write a document while the block runs."""
    with etree.xmlfile(into, encoding="utf-8") as file:
        yield Document(file)


Findings = Iterable[tuple[str, bool]]


def errors(written: Document, element: Element, path: str, findings: Findings) -> None:
    """Write the codes of findings, with their weight where the message has one."""
    said = tuple(findings)
    if not said and not element.least:
        return
    (error,) = element.children
    with written.element(element, {}):
        for code, is_error in said:
            values = {"code": code, "errorType": str(int(is_error))}
            found = attributes(error, path, lambda each, values=values: values[each.name])
            with written.element(error, found):
                pass


def attributes(element: Element, path: str, source: Source) -> dict[str, str]:
    """Return the attributes of an element as they are written; raises IncompleteError."""
    found: dict[str, str] = {}
    for attribute in element.attributes.values():
        text = source(attribute)
        if not text and not attribute.required:
            continue
        read = attribute.read(text)
        if isinstance(read, Refusal) or not is_writable(read):
            raise IncompleteError(f"{path}/@{attribute.name}")
        found[attribute.name] = read
    return found


def is_writable(text: str) -> bool:
    """Tell whether XML can hold a text: no control characters, no lone surrogates (XML 1.0, 2.2)."""
    return not _UNWRITABLE.search(text)


_Placed = list[tuple[Element, ServiceRecord]]


def _placed(root: Element, records: Iterable[ServiceRecord]) -> _Placed:
    """Find the row of each record; of several in a group the details name one."""
    rows = list(root.rows())
    found = []
    for record in records:
        same = [row for row in rows if row.group == record.group]
        if record.details is not None:
            same = [row for row in same if row.name == record.details.name] or same
        if not same:
            raise IncompleteError(f"/{record.group.value}")
        found.append((same[0], record))
    return found


class _Writer:
    def __init__(self, written: Document, header: ReportHeader, findings: Findings) -> None:
        self.written = written
        self.findings = findings
        self.header = header

    def above(self, element: Element, path: str, rows: _Placed, context: Mapping[str, str]) -> None:
        """Write an element above the records, and those below it."""

        def source(attribute: Attribute) -> str:
            if attribute.name in context:
                return context[attribute.name]
            if attribute.field:
                return fields.header_value(self.header, attribute.field, attribute.kind)
            return self.header.details.get(attribute.name, "")

        with self.written.element(element, attributes(element, path, source)):
            for child in element.children:
                inner = f"{path}/{child.name}"
                if child.group is not None:
                    self._rows(child, inner, rows)
                elif child.name == "errors":
                    errors(self.written, child, inner, self.findings)
                elif child.holds_rows:
                    self._lists(child, inner, rows)

    def _lists(self, child: Element, path: str, rows: _Placed) -> None:
        below = set(child.rows())
        mine = [each for each in rows if each[0] in below]
        if not child.attributes:
            if mine or child.least:
                self.above(child, path, mine, {})
            return
        for context, some in _by_context(mine):
            self.above(child, path, some, context)

    def _rows(self, element: Element, path: str, rows: _Placed) -> None:
        number = 0
        for row, record in rows:
            if row is element:
                number += 1
                details = record.details or Detail(name=element.name)
                self._detail(element, f"{path}[{number}]", details, record)
        if element.least and not number:
            raise IncompleteError(path)

    def _detail(
        self,
        element: Element,
        path: str,
        detail: Detail,
        record: ServiceRecord,
        *,
        is_first: bool = True,
    ) -> None:
        def source(attribute: Attribute) -> str:
            kept = detail.values.get(attribute.name, "")
            if not attribute.field or (attribute.copied and (kept or not is_first)):
                return kept
            return fields.value_of(record, attribute.field, attribute.kind) or kept

        with self.written.element(element, attributes(element, path, source)):
            for child in element.children:
                self._parts(child, f"{path}/{child.name}", detail, record, is_first=is_first)

    def _parts(
        self, child: Element, path: str, detail: Detail, record: ServiceRecord, *, is_first: bool
    ) -> None:
        parts = [part for part in detail.parts if part.name == child.name]
        if not parts and (child.least or _is_filled(child, record)):
            parts = [Detail(name=child.name)]
        for number, part in enumerate(parts):
            self._detail(child, path, part, record, is_first=is_first and not number)


def _is_filled(child: Element, record: ServiceRecord) -> bool:
    return any(
        fields.value_of(record, attribute.field, attribute.kind)
        for attribute in child.attributes.values()
        if attribute.field and not attribute.copied
    )


def _by_context(rows: _Placed) -> Iterator[tuple[Mapping[str, str], _Placed]]:
    """Part records by what the list around them says; the header's own where there are none."""
    found: dict[tuple[tuple[str, str], ...], _Placed] = {}
    for row in rows:
        found.setdefault(tuple(row[1].context.items()), []).append(row)
    yield from ((dict(context), some) for context, some in found.items())
    if not found:
        yield {}, []
