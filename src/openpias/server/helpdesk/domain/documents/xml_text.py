"""What is written in an XML part, seen or not: deleted, alternative, in boxes, in attributes?

The part is read as a stream and each element is dropped when it ends, so memory does not grow with
the part. Text of one paragraph is joined, however many runs it is in.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO

from lxml import etree

from openpias.server.helpdesk.domain.documents import fields
from openpias.server.helpdesk.domain.documents.outcomes import Budget, RefusedError
from openpias.server.helpdesk.enums import DocumentRefusal

_WORD = frozenset(
    {
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "{http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_JOINED = frozenset({"t", "delText"})
_INSTRUCTIONS = frozenset({"instrText", "delInstrText"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_BLOCKS = frozenset({"p", "tc", "tr", "txbxContent", "comment", "footnote", "endnote"})
# Attributes in which a sender's words stand; `val` only on elements that hold a text.
_ATTRIBUTES = frozenset(
    {"descr", "title", "alt", "string", "author", "initials", "tooltip", "displayText", "name"}
)
_VALUED = frozenset(
    {"alias", "tag", "default", "docVar", "statusText", "helpText", "listItem", "placeholder"}
)
_LINE_ENDS = re.compile(r"\n{2,}")
_SYMBOLS = range(0xF020, 0xF100)


def elements(content: bytes, budget: Budget) -> Iterator[tuple[str, etree._Element]]:
    """Yield start and end of each element; refuses document types, and XML that is none."""
    if _has_document_type(content):
        raise RefusedError(DocumentRefusal.DOCUMENT_TYPE)
    parsed = etree.iterparse(
        BytesIO(content),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for event, element in parsed:
            if event == "start":
                budget.take_element()
            yield str(event), element
            if event == "end":
                element.clear(keep_tail=True)
                _drop_earlier(element)
    except etree.XMLSyntaxError as bad:
        raise RefusedError(DocumentRefusal.DAMAGED) from bad


def _drop_earlier(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        while (earlier := element.getprevious()) is not None:
            parent.remove(earlier)


def _has_document_type(content: bytes) -> bool:
    plain = content.replace(b"\x00", b"").upper()
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain or _is_unusual(content)


def _is_unusual(content: bytes) -> bool:
    """Tell whether the part is in an encoding in which a document type could hide."""
    head = content[:200].replace(b"\x00", b"").lower()
    if b"encoding" not in head.partition(b"?>")[0]:
        return False
    return not any(known in head for known in (b"utf-8", b"utf-16", b"us-ascii", b"iso-8859-1"))


def text_of_part(content: bytes, budget: Budget) -> str:
    """Return everything written in a part; refuses what exceeds the budget, and active fields."""
    written = _Written(budget)
    for event, element in elements(content, budget):
        written.see(event, element)
    if fields.is_active(written.instructions()):
        raise RefusedError(DocumentRefusal.ACTIVE_FIELD)
    return written.text()


class _Written:
    """The texts of one part while it is read."""

    def __init__(self, budget: Budget) -> None:
        self._pieces: list[str] = []
        self._fields: list[str] = []
        self._aside: list[str] = []
        self._budget = budget

    def text(self) -> str:
        """Return the running text, then what stands in attributes and fields, a line each."""
        # Forms have a cell for each digit of a CNP: what is between cells is one line end.
        running = _LINE_ENDS.sub("\n", "".join(self._pieces)).strip()
        return "\n".join(filter(None, (running, *self._aside, *self._fields)))

    def instructions(self) -> str:
        """Return the instructions of fields, each begun with its mark."""
        return "".join(self._fields)

    def see(self, event: str, element: etree._Element) -> None:
        """Take what an element says when it begins, or when it ends."""
        namespace, _, name = str(element.tag).rpartition("}")
        in_word = namespace in _WORD
        if event == "start":
            self._begin(name, element, in_word=in_word)
        else:
            self._end(name, element.text or "", in_word=in_word)

    def _begin(self, name: str, element: etree._Element, *, in_word: bool) -> None:
        for key, value in element.items():
            local = str(key).rpartition("}")[2]
            if value and (local in _ATTRIBUTES or (local in {"val", "value"} and name in _VALUED)):
                self._add(self._aside.append, str(value))
            elif local == "instr":
                self._add(self._fields.append, fields.BEGIN + str(value))
            elif local == "fldCharType" and value == "begin":
                self._fields.append(fields.BEGIN)
        if in_word and name == "sym":
            self._symbol(element)
        elif in_word and name in _BLOCKS:
            self._pieces.append("\n")

    def _end(self, name: str, text: str, *, in_word: bool) -> None:
        if in_word and name in _INSTRUCTIONS:
            self._add(self._fields.append, text)
        elif name in _JOINED:
            # Also the text of drawings and formulas.
            self._add(self._pieces.append, text)
        elif in_word and name in _SIGNS:
            self._pieces.append(_SIGNS[name])
        elif name in _BLOCKS:
            self._pieces.append("\n")
        elif not in_word and text.strip():
            self._add(self._pieces.append, f"\n{text.strip()}\n")

    def _symbol(self, element: etree._Element) -> None:
        code = next(
            (str(value) for key, value in element.attrib.items() if str(key).endswith("}char")), ""
        )
        if len(code) == 4 and code.isalnum() and code.isascii():
            try:
                place = int(code, 16)
            except ValueError:
                return
            self._pieces.append(chr(place - 0xF000 if place in _SYMBOLS else place))

    def _add(self, take: Callable[[str], None], text: str) -> None:
        self._budget.take_characters(len(text) + 1)
        take(text)
