"""Documents that a schema accepts, and what breaks each of its constraints once."""

import copy
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree
from tests.conformance.schemas import Asked, Node, Simple

from openpias.interop.messages.shape import NAMESPACE

_PATTERNS = {
    "[0-9]{13}": "1960101123456",
    "[0-9]{20}": "12345678901234567890",
    "[0-9A-Z]{5,6}": "A12345",
}
_VALUES = {
    "decimal": "12.50",
    "double": "34.5",
    "date": "2026-11-02",
    "dateTime": "2026-11-02T10:15:00",
    "boolean": "true",
    "base64Binary": "QUJDRA==",
    "hexBinary": "0aFF",
    "unsignedInt": "2",
    "int": "2",
    "short": "2",
    "integer": "2",
}
# Texts that no value of a type is; the second half looks like one.
_WRONG = {
    "decimal": ("x", "", "1e5", "1,5", "INF", "1 2", "0x1"),
    "double": ("x", "", "1,5", "1 2", "1e"),
    "date": ("x", "", "2026-02-30", "02.11.2026", "2026-11-02T10:00:00", "26-11-02", "2026-11-2"),
    "dateTime": (
        *("x", "", "2026-11-02", "2026-11-02 10:15:00", "2026-11-02T25:00:00"),
        *("2026-11-02T10:15", "2026-11-02T10:15:00+15:00", "2026-11-31T10:15:00"),
    ),
    "boolean": ("x", "", "yes", "True", "2"),
    "base64Binary": ("@@@@", "QUJDR", "QUJDRB==", "QQ="),
    "hexBinary": ("x", "0", "0g"),
    "unsignedInt": ("x", "", "-1", "4294967296", "1.0", "1e1"),
    "int": ("x", "", "2147483648", "-2147483649", "1.5"),
    "short": ("x", "", "32768", "-32769", "1.5"),
    "integer": ("x", "", "1.5", "1e1"),
}
# Other ways to write a value that the types allow.
_OTHER = {
    "decimal": (" 1.5 ", "+1.5", ".5", "5.", "-0.0", "0012.5", "1\n"),
    "double": (" 1.5 ", "1e2", "1E-2", "+.5", "5."),
    "date": (" 2026-11-02 ", "2026-11-02Z", "2026-11-02+02:00", "2026-11-02-14:00", "2024-02-29"),
    "dateTime": (
        *(" 2026-11-02T10:15:00 ", "2026-11-02T10:15:00Z", "2026-11-02T10:15:00.1234567"),
        *("2026-11-02T10:15:00.5+14:00", "2026-11-02T23:59:59-12:30"),
    ),
    "boolean": (" true ", "0", "1", "false"),
    "base64Binary": ("", " QUJD RA== ", "QUJD\n QUJD"),
    "hexBinary": ("", " 0a "),
    "unsignedInt": (" 2 ", "+2", "002"),
    "int": (" 2 ", "+2", "002"),
    "short": (" 2 ", "+2", "002"),
    "integer": (" 2 ", "+2", "002"),
}
_MARK = f"{{{NAMESPACE}}}"


def value(simple: Simple) -> str:
    """Return a text that a simple type accepts."""
    if simple.listed:
        return simple.listed[0]
    if pattern := simple.facets.get("pattern"):
        return _PATTERNS[pattern]
    if least := simple.facets.get("minInclusive"):
        return least
    if simple.base in _VALUES:
        return _VALUES[simple.base]
    length = simple.facets.get("length") or simple.facets.get("minLength")
    return "9" * int(length) if length else "7"


def document(node: Node, choice: int = 1) -> etree._Element:
    """Return a document in which everything stands once that the schema knows."""
    found = etree.Element(f"{_MARK}{node.name}", nsmap={None: NAMESPACE})
    _fill(found, node, choice)
    return found


def _fill(element: etree._Element, node: Node, choice: int) -> None:
    for asked in node.attributes:
        element.set(asked.name, value(asked.simple))
    for child in children(node, choice):
        _fill(etree.SubElement(element, f"{_MARK}{child.name}"), child, choice)


def thinned(node: Node, choice: int, chance: random.Random) -> etree._Element:
    """Return a document with some of what is optional, and lists of any length up to three."""
    found = etree.Element(f"{_MARK}{node.name}", nsmap={None: NAMESPACE})
    _thin(found, node, choice, chance)
    return found


def _thin(element: etree._Element, node: Node, choice: int, chance: random.Random) -> None:
    for asked in node.attributes:
        if asked.required or chance.random() < 0.6:
            simple = asked.simple
            element.set(asked.name, chance.choice([value(simple), *simple.listed]))
    if node.name == "physician":  # two of one practice are told apart by their stamp code
        element.set("stencil", str(chance.randrange(10**6)))
    for child in children(node, choice):
        most = 3 if child.most is None else 1
        least = max(child.least, int(node.loose))
        for _ in range(chance.randint(least, most)):
            _thin(etree.SubElement(element, f"{_MARK}{child.name}"), child, choice, chance)


def children(node: Node, choice: int) -> list[Node]:
    """Return what stands in an element where one alternative of a choice was taken."""
    return [child for child in node.children if child.choice in (0, choice)]


@dataclass(frozen=True)
class Mutation:
    """One change: which constraint it touches, where we must say so, and how to make it."""

    kind: str
    path: str
    change: Callable[[], Callable[[], None]]
    """Makes the change and returns what undoes it."""


def mutations(
    element: etree._Element, node: Node, choice: int = 1, path: str = ""
) -> Iterator[Mutation]:
    """Go through every way to break one constraint of a document made by `document`."""
    path = path or f"/{node.name}"
    for asked in node.attributes:
        yield from _of_attribute(element, asked, f"{path}/@{asked.name}")
    yield Mutation("unknown-attribute", f"{path}/@strange", _setting(element, "strange", "1"))
    yield Mutation("unknown-element", f"{path}/strange", _adding(element, "strange"))
    if not node.has_text:
        yield Mutation("text", path, _writing(element, "x"))
    if not node.has_text and not node.children:
        yield Mutation("text", path, _writing(element, " "))
    nodes = children(node, choice)
    for number, (child, inner) in enumerate(zip(element, nodes, strict=True)):
        many = "[1]" if inner.most is None else ""
        below = f"{path}/{inner.name}"
        yield from mutations(child, inner, choice, f"{below}{many}")
        if inner.least:
            yield Mutation("missing-element", below, _removing(child))
        if inner.most == 1 and not node.loose:
            yield Mutation("repeated", below, _doubling(child))
        if number and not node.loose:
            yield Mutation("order", path, _swapping(child))


def others(
    element: etree._Element, node: Node, choice: int = 1, path: str = ""
) -> Iterator[Mutation]:
    """Go through other ways to write what a document says, and leave out what is optional."""
    path = path or f"/{node.name}"
    for asked in node.attributes:
        where = f"{path}/@{asked.name}"
        if not asked.required:
            yield Mutation("optional", where, _unsetting(element, asked.name))
        simple = asked.simple
        texts = simple.listed or _OTHER.get(simple.base, ())
        if simple.base == "string" and not simple.listed and "pattern" not in simple.facets:
            texts = tuple(_texts(simple))
        for text in texts:
            yield Mutation("other", where, _setting(element, asked.name, text))
    for child, inner in zip(element, children(node, choice), strict=True):
        below = f"{path}/{inner.name}"
        yield from others(child, inner, choice, below)
        if not inner.least and not node.loose:
            yield Mutation("optional", below, _removing(child))
        if inner.most is None and not node.loose:
            yield Mutation("again", below, _doubling(child))


def _texts(simple: Simple) -> Iterator[str]:
    exact, least = simple.facets.get("length"), int(simple.facets.get("minLength", 0))
    most = int(exact or simple.facets.get("maxLength", 50))
    yield "ș" * most
    yield "𐍈" * most  # one character, two units of UTF-16
    if not exact:
        yield "x" * least


def _of_attribute(element: etree._Element, asked: Asked, path: str) -> Iterator[Mutation]:
    if asked.required:
        yield Mutation("required", path, _unsetting(element, asked.name))
    simple = asked.simple
    for kind, text in _wrong_texts(simple):
        yield Mutation(kind, path, _setting(element, asked.name, text))


def _wrong_texts(simple: Simple) -> Iterator[tuple[str, str]]:
    for text in _WRONG.get(simple.base, ()):
        yield "type", text
    facets = simple.facets
    good = value(simple)
    if "maxLength" in facets:
        yield "maxLength", good + "7" * (int(facets["maxLength"]) + 1 - len(good))
    if "minLength" in facets:
        yield "minLength", good[: int(facets["minLength"]) - 1]
    if "length" in facets:
        yield "length", good + "7"
        yield "length", good[:-1]
    if "pattern" in facets:
        yield "pattern", f"{good[:-1]}a"
        yield "pattern", f" {good}"
        yield "pattern", ""
    if simple.listed:
        yield from (("enumeration", text) for text in _beside(simple.listed))
    if "minInclusive" in facets:
        yield "minInclusive", str(int(facets["minInclusive"]) - 1)
    if "maxInclusive" in facets:
        yield "maxInclusive", str(int(facets["maxInclusive"]) + 1)
    if "minExclusive" in facets:
        yield "minExclusive", facets["minExclusive"]


def _beside(listed: tuple[str, ...]) -> list[str]:
    """Return texts near a closed list: its neighbours among numbers, parts and other letters."""
    near = {"77", "", *(f"{each}9" for each in listed), *(each[:-1] for each in listed)}
    numbers = [int(each) for each in listed if each.isdigit()]
    near |= {str(each + step) for each in numbers for step in (-1, 1)}
    near |= {each.swapcase() for each in listed}
    return sorted(near - set(listed))


Change = Callable[[], Callable[[], None]]


def _setting(element: etree._Element, name: str, text: str) -> Change:
    def change() -> Callable[[], None]:
        before = element.get(name)
        element.set(name, text)
        if before is None:
            return lambda: element.attrib.pop(name)
        return lambda: element.set(name, before)

    return change


def _unsetting(element: etree._Element, name: str) -> Change:
    def change() -> Callable[[], None]:
        before = element.attrib.pop(name)
        return lambda: element.set(name, before)

    return change


def _adding(element: etree._Element, name: str) -> Change:
    def change() -> Callable[[], None]:
        added = etree.SubElement(element, f"{_MARK}{name}")
        return lambda: element.remove(added)

    return change


def _writing(element: etree._Element, text: str) -> Change:
    def change() -> Callable[[], None]:
        element.text = text

        def undo() -> None:
            element.text = None

        return undo

    return change


def _removing(child: etree._Element) -> Change:
    def change() -> Callable[[], None]:
        parent = child.getparent()
        place = parent.index(child)
        parent.remove(child)
        return lambda: parent.insert(place, child)

    return change


def _doubling(child: etree._Element) -> Change:
    def change() -> Callable[[], None]:
        again = copy.deepcopy(child)
        child.addnext(again)
        return lambda: child.getparent().remove(again)

    return change


def _swapping(child: etree._Element) -> Change:
    def change() -> Callable[[], None]:
        before = child.getprevious()
        before.addprevious(child)
        return lambda: before.addnext(child)

    return change
