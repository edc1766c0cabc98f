"""What does an official schema ask for? Its own words, read without any table of ours."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from lxml import etree
from tests.interop.reference import REFERENCE

XS = "{http://www.w3.org/2001/XMLSchema}"
FOLDER = REFERENCE / "xsd"


@dataclass(frozen=True)
class Simple:
    """A simple type: the built-in type below it, and its facets."""

    base: str
    facets: dict[str, str] = field(default_factory=dict)
    listed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """An attribute."""

    name: str
    required: bool
    simple: Simple


@dataclass(frozen=True)
class Node:
    """An element with what may stand in it; `choice` numbers the alternatives of a choice."""

    name: str
    least: int
    most: int | None
    attributes: tuple[Asked, ...]
    children: "tuple[Node, ...]"
    has_text: bool
    choice: int = 0
    loose: bool = False


@cache
def compiled(path: str) -> etree.XMLSchema:
    """Return the schema of one file; types of one name differ between files."""
    return etree.XMLSchema(etree.parse(FOLDER / f"{path}.xsd"))


@cache
def root(path: str) -> Node:
    """Return the root element that a file declares."""
    return _Schema(path).root()


class _Schema:
    def __init__(self, path: str) -> None:
        self.types: dict[str, etree._Element] = {}
        self.declared: etree._Element | None = None
        self._load(path, is_main=True)

    def root(self) -> Node:
        assert self.declared is not None
        return self._node(self.declared)

    def _load(self, path: str, *, is_main: bool) -> None:
        for each in _parts(etree.parse(FOLDER / f"{path}.xsd").getroot()):
            if each.tag in (f"{XS}complexType", f"{XS}simpleType"):
                self.types[each.get("name")] = each
            elif each.tag == f"{XS}element" and is_main:
                self.declared = each
            elif each.tag == f"{XS}include":
                inner = posixpath.join(posixpath.dirname(path), each.get("schemaLocation"))
                self._load(inner.removesuffix(".xsd"), is_main=False)

    def _simple(self, said: "etree._Element | str") -> Simple:
        if isinstance(said, str):
            prefix, _, name = said.rpartition(":")
            return Simple(name) if prefix == "xs" else self._simple(self.types[name])
        restriction = said.find(f"{XS}restriction")
        below = self._simple(restriction.get("base") or restriction.find(f"{XS}simpleType"))
        facets, listed = dict(below.facets), []
        for each in _parts(restriction):
            if each.tag == f"{XS}enumeration":
                listed.append(each.get("value"))
            elif each.get("value") is not None:
                facets[each.tag.removeprefix(XS)] = each.get("value")
        return Simple(below.base, facets, tuple(listed) or below.listed)

    def _attribute(self, said: etree._Element) -> Asked:
        inner = said.find(f"{XS}simpleType")
        simple = self._simple(said.get("type", "xs:anySimpleType") if inner is None else inner)
        return Asked(said.get("name"), said.get("use") == "required", simple)

    def _node(self, said: etree._Element, choice: int = 0) -> Node:
        inner = said.find(f"{XS}complexType")
        attributes, children, has_text, loose = self._complex(
            said.get("type") if inner is None else inner
        )
        most = said.get("maxOccurs", "1")
        return Node(
            name=said.get("name"),
            least=int(said.get("minOccurs", "1")),
            most=None if most == "unbounded" else int(most),
            attributes=tuple(attributes),
            children=tuple(children),
            has_text=has_text,
            choice=choice,
            loose=loose,
        )

    def _complex(self, said: "etree._Element | str") -> tuple[list[Asked], list[Node], bool, bool]:
        if isinstance(said, str):
            said = self.types[said.rpartition(":")[2]]
        extension = said.find(f"{XS}complexContent/{XS}extension")
        has_text = said.get("mixed") == "true"
        attributes, children, loose = [], [], False
        if extension is not None:
            attributes, children, text, loose = self._complex(extension.get("base"))
            has_text, said = has_text or text, extension
        elif (simple := said.find(f"{XS}simpleContent/{XS}extension")) is not None:
            has_text, said = True, simple
        for each in _parts(said):
            if each.tag == f"{XS}attribute":
                attributes.append(self._attribute(each))
            elif each.tag == f"{XS}sequence":
                loose = loose or each.get("maxOccurs", "1") != "1"
                children.extend(self._sequence(each))
        return attributes, children, has_text, loose

    def _sequence(self, said: etree._Element) -> Iterator[Node]:
        for each in _parts(said):
            if each.tag == f"{XS}choice":
                for number, inner in enumerate(_parts(each), start=1):
                    yield self._node(inner, number)
            elif each.tag == f"{XS}element":
                yield self._node(each)


def _parts(said: etree._Element) -> Iterator[etree._Element]:
    return (each for each in said if isinstance(each.tag, str))
