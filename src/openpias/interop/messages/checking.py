"""Does each tag of a message stand where its table lets it, and say what it may?

What was read of a record is given away when the record ends, so that nothing is kept but the
elements around it.
"""

import re
from collections.abc import Mapping
from typing import Protocol

from openpias.core.findings import Finding
from openpias.core.rules.records import Detail
from openpias.interop.messages.problems import Problem, Refusal
from openpias.interop.messages.shape import NAMESPACE, Element

DEEPEST = 32
MOST_FINDINGS = 10_000
_SPACE = " \t\r\n"
# What every message may carry beside its own attributes (XML Schema part 1, 2.6).
_HINTS = frozenset(
    f"{{http://www.w3.org/2001/XMLSchema-instance}}{name}"
    for name in ("schemaLocation", "noNamespaceSchemaLocation")
)
# A name of somebody else's is shown where it cannot be a number of a person.
_HARMLESS = re.compile(r"[A-Za-z]{1,40}", re.ASCII)


class Sink(Protocol):
    """Takes what was read; the mappings are its own from then on."""

    def finding(self, finding: Finding) -> None:
        """Take what is wrong somewhere."""
        ...

    def header(self, values: dict[str, str], details: dict[str, str]) -> None:
        """Take what stands above the records."""
        ...

    def row(
        self,
        element: Element,
        path: str,
        values: dict[str, str],
        details: Detail,
        context: Mapping[str, str],
    ) -> None:
        """Take a record; `context` is what the list around it says."""
        ...

    def end(self, parts: list[Detail]) -> None:
        """Take what stands beside the records, after the last of them."""
        ...


class _Open:
    """An element that has begun."""

    __slots__ = (
        *("element", "path", "last", "counts", "values", "details", "parts"),
        *("bad", "told", "fields", "is_first"),
    )

    def __init__(self, element: Element, path: str, values: dict[str, str]) -> None:
        self.element = element
        self.path = path
        self.last = -1
        self.counts: dict[int, int] = {}
        self.values = values
        self.details: dict[str, str] = {}
        self.parts: list[Detail] = []
        self.bad = self.told = self.fields = False
        self.is_first = True


class Checker:
    """Is told of each tag by the parser, and tells the sink."""

    def __init__(self, root: Element, sink: Sink) -> None:
        self.root = root
        self.sink = sink
        self.stack: list[_Open] = []
        self.skipping = 0
        self.events = 0
        self.found = 0
        self.over = False
        self.contexts: dict[str, str] = {}
        self.header: _Open | None = None
        self.is_usable = True
        self.awaits_context = _has_context(root)

    def stop(self, problem: Problem) -> None:
        """Say what ends the reading, once."""
        if not self.over:
            self.sink.finding(Refusal(problem).at(self.stack[-1].path if self.stack else ""))
            self.over = True

    def tell(self, refusal: Refusal, path: str) -> None:
        """Say what is wrong at one place."""
        self.found += 1
        if self.found > MOST_FINDINGS:
            self.stop(Problem.TOO_MANY_FINDINGS)
        if not self.over:
            self.sink.finding(refusal.at(path))

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        """Take a tag that begins an element."""
        self.events += 1
        if self.over:
            return
        if self.skipping:
            self._skip(attrib)
            return
        opened = self._child(self.stack[-1], tag) if self.stack else self._root(tag)
        if opened is None:
            self.skipping = 1
            return
        self.stack.append(opened)
        self._attributes(opened, attrib)
        element = opened.element
        if element.holds_rows and (element.attributes or not self.header):
            self._above_records(opened)

    def _skip(self, attrib: Mapping[str, str]) -> None:
        """Pass over what stands in an unknown element; the parser remembers each new name of it."""
        self.skipping += 1
        self.found += 1 + len(attrib)
        if self.skipping > DEEPEST:
            self.stop(Problem.TOO_DEEP)
        elif self.found > MOST_FINDINGS:
            self.stop(Problem.TOO_MANY_FINDINGS)

    def end(self, tag: str) -> None:  # noqa: ARG002 - the parser gives it
        """Take a tag that ends an element."""
        self.events += 1
        if self.over:
            return
        if self.skipping:
            self.skipping -= 1
            return
        opened = self.stack.pop()
        element = opened.element
        if element.needs:
            self._missing(opened, len(element.children))
        if element.group is not None:
            if self.is_usable and not opened.bad:
                self._row(opened)
        elif not self.stack:
            self.sink.end(opened.parts)
        elif not element.holds_rows:
            self._part(opened)

    def data(self, text: str) -> None:
        """Take characters between tags."""
        self.events += 1
        if self.over or self.skipping or not self.stack:
            return
        opened = self.stack[-1]
        element = opened.element
        if element.text or opened.told:
            return
        # An element without children is empty to the schemas, white space included.
        if text.strip(_SPACE) or not element.children:
            opened.bad = opened.told = True
            self.tell(Refusal(Problem.TEXT), opened.path)

    def doctype(self, *_: object) -> None:
        """Refuse a document type that the look at the beginning missed."""
        self.stop(Problem.DOCUMENT_TYPE)

    def close(self) -> None:
        """End, as the parser wants it."""

    def _root(self, tag: str) -> _Open | None:
        name = tag.rpartition("}")[2]
        if tag == self.root.tag:
            return _Open(self.root, f"/{name}", {})
        self.stop(Problem.ROOT if name != self.root.name else Problem.NAMESPACE)
        return None

    def _child(self, parent: _Open, tag: str) -> _Open | None:
        found = parent.element.by_tag.get(tag)
        if found is None:
            parent.bad = True
            self._unknown(parent, tag)
            return None
        index, child = found
        number = parent.counts[index] = parent.counts.get(index, 0) + 1
        many = child.most is None
        path = f"{parent.path}/{child.name}[{number}]" if many else f"{parent.path}/{child.name}"
        opened = _Open(child, path, parent.values if child.within else {})
        # Each record is the first of its own elements, however many come before it.
        opened.is_first = not child.within or (number == 1 and parent.is_first)
        if parent.element.loose:
            return opened
        if number > 1 and not many:
            self._wrong(opened, Problem.REPEATED)
        elif index < parent.last:
            self._wrong(opened, Problem.ORDER)
        else:
            if index > parent.last + 1 and parent.element.needs:
                self._missing(parent, index)
            parent.last = index
        return opened

    def _wrong(self, opened: _Open, problem: Problem) -> None:
        opened.bad = True
        self.tell(Refusal(problem), opened.path)

    def _unknown(self, parent: _Open, tag: str) -> None:
        name = tag.rpartition("}")[2]
        problem = Problem.UNKNOWN
        if f"{{{NAMESPACE}}}{name}" in parent.element.by_tag:
            problem = Problem.NAMESPACE
        shown = name if _HARMLESS.fullmatch(name) else "*"
        self.tell(Refusal(problem), f"{parent.path}/{shown}")

    def _missing(self, opened: _Open, until: int) -> None:
        """Tell of required children that should have come before the one at `until`."""
        for index in opened.element.needs:
            if opened.last < index < until and not opened.counts.get(index):
                opened.counts[index] = 1  # told once
                opened.bad = True
                name = opened.element.children[index].name
                self.tell(Refusal(Problem.MISSING), f"{opened.path}/{name}")

    def _attributes(self, opened: _Open, attrib: Mapping[str, str]) -> None:
        element, values, details = opened.element, opened.values, opened.details
        known = element.attributes
        for name, value in attrib.items():
            attribute = known.get(name)
            if attribute is None:
                self._unknown_attribute(opened, name)
                continue
            found = attribute.read(value)
            if type(found) is Refusal:
                opened.bad = True
                self.tell(found, f"{opened.path}/@{name}")
            elif not attribute.field:
                details[name] = found  # type: ignore[assignment]
            elif attribute.copied:
                details[name] = found  # type: ignore[assignment]
                if opened.is_first:
                    values.setdefault(attribute.field, found)  # type: ignore[arg-type]
            else:
                opened.fields = True
                values[attribute.field] = found  # type: ignore[assignment]
        if element.required and not element.required <= attrib.keys():
            opened.bad = True
            for name in known:
                if name in element.required and name not in attrib:
                    self.tell(Refusal(Problem.MISSING), f"{opened.path}/@{name}")

    def _unknown_attribute(self, opened: _Open, name: str) -> None:
        if name not in _HINTS:
            opened.bad = True
            shown = name if _HARMLESS.fullmatch(name) else "*"
            self.tell(Refusal(Problem.UNKNOWN), f"{opened.path}/@{shown}")

    def _above_records(self, opened: _Open) -> None:
        """Keep what stands above the records, and give the header when it is whole."""
        is_root = len(self.stack) == 1
        if not is_root:
            self.contexts = _written(opened)
        if opened.bad:
            self.is_usable = False
        if self.header is None:
            self.header = opened
        elif self.awaits_context:
            self.header.values.update(opened.values)
        if self.awaits_context is (not is_root):
            self.awaits_context = False
            if self.is_usable:
                self.sink.header(self.header.values, self.header.details)

    def _row(self, opened: _Open) -> None:
        details = Detail(name=opened.element.name, values=opened.details, parts=tuple(opened.parts))
        self.sink.row(opened.element, opened.path, opened.values, details, self.contexts)

    def _part(self, opened: _Open) -> None:
        parent = self.stack[-1]
        if opened.bad:
            parent.bad = True
        elif opened.details or opened.parts or not opened.fields:
            parent.parts.append(
                Detail(
                    name=opened.element.name,
                    values=opened.details,
                    parts=tuple(opened.parts),
                )
            )


def _written(opened: _Open) -> dict[str, str]:
    """Return what an element above the records says, by the names of the message."""
    found = dict(opened.details)
    for attribute in opened.element.attributes.values():
        if attribute.field in opened.values:
            found[attribute.name] = opened.values[attribute.field]
    return found


def _has_context(root: Element) -> bool:
    return any(
        (child.holds_rows and child.attributes) or _has_context(child)
        for child in root.children
        if child.group is None
    )
