"""How do the values of parts stand inside a body, in each of the styles?"""

from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from openpias.interop.operations import Kind, Part, Style
from openpias.interop.soap import values
from openpias.interop.soap.envelope import ENCODING, XSD, XSI
from openpias.interop.soap.problems import Problem, UnreadableError
from openpias.interop.soap.values import Value, Values

Parts = Mapping[str, Value | Values | None]
_NIL = f"{{{XSI}}}nil"
_TYPE = f"{{{XSI}}}type"


def read(
    elements: Iterable[etree._Element],
    parts: Sequence[Part],
    *,
    namespace: str,
    targets: Mapping[str, etree._Element],
) -> dict[str, Value | Values | None]:
    """Return the values of parts, whatever their order; raises `UnreadableError`.

    A string that is left out or nil is `None`: .NET leaves out what is null, as the text asks for
    `subUnitCode`. `targets` are what `href` may name (SOAP 1.1, section 5.4.1).
    """
    by_name = {each.name: each for each in parts}
    found: dict[str, list[Value | None]] = {name: [] for name in by_name}
    for element in elements:
        name = etree.QName(element)
        part = by_name.get(name.localname)
        if part is None or (name.namespace or "") != namespace:
            raise UnreadableError(Problem.UNKNOWN_PART)
        found[part.name].append(read_one(element, part, targets=targets))
    return {name: _collected(by_name[name], each) for name, each in found.items()}


def _collected(part: Part, found: list[Value | None]) -> Value | Values | None:
    if part.many:
        return tuple(str(each) for each in found if each is not None) or None
    if len(found) > 1:
        raise UnreadableError(Problem.REPEATED_PART, part.name)
    value = found[0] if found else None
    if value is None and part.kind is not Kind.STRING:
        raise UnreadableError(Problem.MISSING_PART, part.name)
    return value


def read_one(
    element: etree._Element, part: Part, *, targets: Mapping[str, etree._Element]
) -> Value | None:
    """Return the value of one element, `None` where it is nil; raises `UnreadableError`."""
    reference = element.get("href")
    if reference is not None:
        # One step only: an independent element holds the value, so that there are no circles.
        element = _target(reference, targets, part)
    if element.get(_NIL, "").strip() in ("true", "1"):
        return None
    _check_type(element, part)
    if len(element):
        raise UnreadableError(Problem.VALUE, part.name)
    try:
        return values.read(element.text or "", kind=part.kind)
    except ValueError:
        raise UnreadableError(Problem.VALUE, part.name) from None


def _target(reference: str, targets: Mapping[str, etree._Element], part: Part) -> etree._Element:
    found = targets.get(reference.removeprefix("#")) if reference.startswith("#") else None
    if found is None or found.get("href") is not None:
        raise UnreadableError(Problem.REFERENCE, part.name)
    return found


def _check_type(element: etree._Element, part: Part) -> None:
    """Refuse a type other than declared; `soapenc:string` and `xsd:string` are the same to us."""
    claimed = element.get(_TYPE)
    if claimed is None:
        return
    prefix, _, local = claimed.strip().rpartition(":")
    namespace = element.nsmap.get(prefix or None)
    if local != part.kind or namespace not in (XSD, ENCODING):
        raise UnreadableError(Problem.TYPE, part.name)


def write(
    parent: etree._Element,
    parts: Sequence[Part],
    given: Parts,
    *,
    namespace: str,
    style: Style,
) -> None:
    """Write values below an element; raises `TypeError` for a value that its part cannot hold."""
    for part in parts:
        value = given.get(part.name)
        if isinstance(value, tuple) != part.many and value is not None:
            raise TypeError(part.name)
        if value is None and part.kind is not Kind.STRING:
            raise TypeError(part.name)
        for each in value if isinstance(value, tuple) else (value,):
            write_one(parent, part, each, name=_qualified(namespace, part.name), style=style)


def write_one(
    parent: etree._Element, part: Part, value: Value | None, *, name: str, style: Style
) -> None:
    """Write one value; nothing stands for null in documents, and nil where values have types.

    wsdl/SiuiWS.wsdl declares results neither nillable nor optional although the text answers null
    („metoda întoarce null"): of the two ways to break the schema, absence is null for .NET.
    """
    if value is None and style is not Style.ENCODED:
        return
    element = etree.SubElement(parent, name)
    if style is Style.ENCODED:
        element.set(_TYPE, f"xsd:{part.kind}")
    if value is None:
        element.set(_NIL, "true")
    else:
        element.text = values.write(value, kind=part.kind)


def _qualified(namespace: str, name: str) -> str:
    return f"{{{namespace}}}{name}" if namespace else name
