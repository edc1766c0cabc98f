"""Which operation does a message call, with which values?"""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from openpias.interop import operations
from openpias.interop.operations import Operation, Service, Style
from openpias.interop.soap import envelope, parts
from openpias.interop.soap.envelope import ENCODING, SOAP
from openpias.interop.soap.parsing import DEFAULT_LIMITS, Limits
from openpias.interop.soap.problems import Problem, Refused, UnreadableError
from openpias.interop.soap.values import Value

_ROOT = f"{{{ENCODING}}}root"
ENCODING_STYLE = f"{{{SOAP}}}encodingStyle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """An operation and its arguments by their wire names; a string that was null is `None`."""

    operation: Operation
    parts: parts.Parts


def read_call(data: bytes, *, service: Service, limits: Limits = DEFAULT_LIMITS) -> Call | Refused:
    """Read a message sent to a service, or say why it is no call; raises nothing for any octets."""
    try:
        return _call(envelope.opened(data, limits=limits), service)
    except UnreadableError as found:
        return found.refused


def _call(body: etree._Element, service: Service) -> Call:
    root, targets = split(body)
    operation = _called(root, service)
    if service.style is Style.BARE:
        (part,) = operation.parts
        found: parts.Parts = {part.name: parts.read_one(root, part, targets={})}
    else:
        inner = service.request_namespace if service.style is Style.WRAPPED else ""
        found = parts.read(root, operation.parts, namespace=inner, targets=targets)
    return Call(operation=operation, parts=found)


def split(body: etree._Element) -> tuple[etree._Element, dict[str, etree._Element]]:
    """Return the one serialization root of a body, and the independent elements by their ids."""
    independent = [each for each in body if _is_independent(each)]
    roots = [each for each in body if not _is_independent(each)]
    if len(roots) != 1:
        raise UnreadableError(Problem.NO_SINGLE_CALL)
    targets = {each.get("id", ""): each for each in independent}
    if len(targets) != len(independent):
        raise UnreadableError(Problem.REFERENCE)
    return roots[0], targets


def _is_independent(element: etree._Element) -> bool:
    """Tell an independent element (SOAP 1.1, section 5.6); Axis 1 calls them multiRef."""
    return element.get(_ROOT) == "0" or element.tag == "multiRef"


def _called(root: etree._Element, service: Service) -> Operation:
    name = etree.QName(root)
    known = operations.named(service.name)
    if (name.namespace or "") != service.request_namespace:
        raise UnreadableError(Problem.UNKNOWN_OPERATION)
    if service.style is Style.BARE:
        # wsdl/HospitalFeedbackWS.wsdl: the body is the argument itself and names no operation.
        known = {each.parts[0].name: each for each in known.values()}
    if name.localname not in known:
        raise UnreadableError(Problem.UNKNOWN_OPERATION)
    return known[name.localname]


def write_call(operation: Operation, given: Mapping[str, Value | None]) -> bytes:
    """Write a call as a stock client would; raises `TypeError` for a value of another kind."""
    service = operation.service
    root, body = envelope.begun()
    namespace = service.request_namespace
    if service.style is Style.BARE:
        parts.write(body, operation.parts, given, namespace=namespace, style=service.style)
        return envelope.written(root)
    outer = etree.SubElement(body, f"{{{namespace}}}{operation.name}", nsmap={"ns1": namespace})
    if service.style is Style.ENCODED:
        outer.set(ENCODING_STYLE, ENCODING)
    inner = namespace if service.style is Style.WRAPPED else ""
    parts.write(outer, operation.parts, given, namespace=inner, style=service.style)
    return envelope.written(root)
