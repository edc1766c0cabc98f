"""How is a small document of the official interface written, whole and in memory?

For answers and lists that we write and nobody sends us: elements with attributes alone, which is all
that these schemas know. An attribute without a value is left out.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from lxml import etree

from openpias.interop.soap.values import legal

NAMESPACE = "http://www.cnas.ro/siui/2.0"
Scalar = str | int | bool | date | datetime | Decimal | None


def element(name: str, attributes: Mapping[str, Scalar] | None = None) -> etree._Element:
    """Return an element of the official namespace; empty texts and `None` are no attributes."""
    made = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    for key, value in (attributes or {}).items():
        if value is not None and value != "":
            made.set(key, text_of(value))
    return made


def holding(name: str, children: Iterable[etree._Element]) -> etree._Element:
    """Return an element around others."""
    made = element(name)
    made.extend(children)
    return made


def text_of(value: Scalar) -> str:
    """Return a value as XML Schema writes it; a moment has its zone, to the second."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return legal(str(value))


def cut(text: str, most: int) -> str:
    """Return a text that fits; what does not fit ends in an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def written(root: etree._Element) -> bytes:
    """Return a document as a file in UTF-8."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def as_text(root: etree._Element) -> str:
    """Return a document as the text of an argument, which has no encoding to declare."""
    return etree.tostring(root, encoding="unicode")
