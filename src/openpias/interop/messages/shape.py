"""Which elements and attributes does a message have, how often, in which order, and of what kind?

A message is described by a table of ours, a line an element (`name occurs #group`) or an attribute
(`@name kind -> field`), children two spaces further in:

    report
      @AppID! text..20 -> app_id
      clinicServices ?
        clinicService * #services
          @presentationMode! uint {1|2} -> presentation
          +foreigner

`!` says that an attribute is required; an element occurs `1`, `?`, `*` or `+` times, and is a record
of the group after `#`. `text` lets it hold a text, `loose` its children repeat in any order. A kind is a type of XML
Schema (`uint` is unsignedInt) with a length or a range (`text..20`, `text=16`, `int1..12`), a
pattern (`/…/`) and a closed list (`{…}`, of codes or by its name). `+name` puts in the lines of a shared part. `->` says to
which field of a record or header a value goes; what has none goes to the details. With `=>` it goes
to both, from the first of several elements only.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openpias.core.rules.records import PersonType, RecordGroup
from openpias.interop.messages import lexical

NAMESPACE = "http://www.cnas.ro/siui/2.0"

_ATTRIBUTE = re.compile(
    r"@(?P<name>\w+)(?P<required>!?) (?P<kind>base64|[a-zA-Z]+)"
    r"(?:(?P<least>\d*)\.\.(?P<most>\d*)|=(?P<exact>\d+))?"
    r"(?: /(?P<pattern>[^/]+)/)?(?: \{(?P<listed>[^}]+)\})?(?: (?P<way>[-=])> (?P<field>\S+))?"
)
_ELEMENT = re.compile(
    r"(?P<name>\w+)(?: (?P<occurs>[1?*+]))?(?: #(?P<group>[\w-]+))?(?P<text> text)?(?P<loose> loose)?"
)
_OCCURS: dict[str, tuple[int, int | None]] = {
    "1": (1, 1),
    "?": (0, 1),
    "*": (0, None),
    "+": (1, None),
}
_LISTS = {"PersonTypes": tuple(each.value for each in PersonType)}


@dataclass(slots=True, eq=False, kw_only=True)
class Attribute:
    """An attribute: `kind` as in the table; `field` is empty where the value goes to the details.

    `copied` says that it goes to both.
    """

    name: str
    required: bool
    kind: str
    read: lexical.Reader
    field: str = ""
    copied: bool = False


@dataclass(slots=True, eq=False, kw_only=True)
class Element:
    """An element; `most` is `None` where it may be repeated without end.

    `group` says that each occurrence is a record, `within` that it stands inside one; `needs` are
    the places of children that may not be absent.
    """

    name: str
    least: int
    most: int | None
    group: RecordGroup | None = None
    text: bool = False
    loose: bool = False
    within: bool = False
    holds_rows: bool = False
    attributes: dict[str, Attribute] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    needs: tuple[int, ...] = ()
    children: tuple["Element", ...] = ()
    by_tag: dict[str, tuple[int, "Element"]] = field(default_factory=dict)

    @property
    def tag(self) -> str:
        """Its name as the parser writes it."""
        return f"{{{NAMESPACE}}}{self.name}"

    def rows(self) -> Iterator["Element"]:
        """Go through the elements below whose occurrences are records, in the message's order."""
        for child in self.children:
            if child.group is not None:
                yield child
            else:
                yield from child.rows()


def shape(table: str, shared: Mapping[str, str] | None = None) -> Element:
    """Return the root that a table describes; raises ValueError for a line that says nothing."""
    lines = list(_lines(table, shared or {}, 0))
    root, rest = _element(lines, within=False)
    if rest:
        raise ValueError(rest[0][1])
    return root


_Lines = list[tuple[int, str]]


def _lines(table: str, shared: Mapping[str, str], depth: int) -> Iterator[tuple[int, str]]:
    for line in table.strip("\n").splitlines():
        said = line.strip()
        if not said or said.startswith("# "):
            continue
        inner = depth + (len(line) - len(line.lstrip())) // 2
        if said.startswith("+"):
            yield from _lines(shared[said[1:]], shared, inner)
        else:
            yield inner, said


def _element(lines: _Lines, *, within: bool) -> tuple[Element, _Lines]:
    (depth, said), rest = lines[0], lines[1:]
    found = _ELEMENT.fullmatch(said)
    if found is None:
        raise ValueError(said)
    least, most = _OCCURS[found["occurs"] or "1"]
    element = Element(
        name=found["name"],
        least=least,
        most=most,
        group=RecordGroup(found["group"]) if found["group"] else None,
        text=bool(found["text"]),
        loose=bool(found["loose"]),
        within=within,
    )
    within = within or element.group is not None
    children = []
    while rest and rest[0][0] > depth:
        if rest[0][1].startswith("@"):
            attribute = _attribute(rest[0][1])
            element.attributes[attribute.name] = attribute
            rest = rest[1:]
        else:
            child, rest = _element(rest, within=within)
            children.append(child)
    _finish(element, children)
    return element, rest


def _finish(element: Element, children: list[Element]) -> None:
    element.children = tuple(children)
    element.by_tag = {child.tag: (index, child) for index, child in enumerate(children)}
    element.required = frozenset(
        name for name, attribute in element.attributes.items() if attribute.required
    )
    element.needs = tuple(index for index, child in enumerate(children) if child.least)
    element.holds_rows = any(child.group or child.holds_rows for child in children)


def _attribute(said: str) -> Attribute:
    found = _ATTRIBUTE.fullmatch(said)
    if found is None:
        raise ValueError(said)
    return Attribute(
        name=found["name"],
        required=bool(found["required"]),
        kind=found["kind"],
        read=_reader(found),
        field=found["field"] or "",
        copied=found["way"] == "=",
    )


def _reader(found: re.Match[str]) -> lexical.Reader:
    kind = found["kind"]
    least, most = found["exact"] or found["least"], found["exact"] or found["most"]
    if kind in lexical.WHOLE:
        read = lexical.whole(kind, int(least) if least else None, int(most) if most else None)
    elif kind == "text" and (least or most):
        read = lexical.text(int(least or 0), int(most or 10**9))
    else:
        read = lexical.SIMPLE[kind]
    if found["pattern"]:
        read = lexical.pattern(found["pattern"], read)
    if found["listed"]:
        values = _LISTS.get(found["listed"]) or tuple(found["listed"].split("|"))
        read = lexical.listed(values, read, numeric=kind in lexical.WHOLE)
    return read
