"""How is the result of an operation written, and read again by who called?"""

from lxml import etree

from openpias.interop.operations import Operation, Style
from openpias.interop.soap import envelope, parts
from openpias.interop.soap.calls import ENCODING_STYLE, split
from openpias.interop.soap.envelope import ENCODING
from openpias.interop.soap.faults import FaultAnswer, read_fault
from openpias.interop.soap.parsing import DEFAULT_LIMITS, Limits
from openpias.interop.soap.problems import Problem, Refused, UnreadableError
from openpias.interop.soap.values import Value, Values


def write_answer(operation: Operation, result: Value | Values | None) -> bytes:
    """Write a result, several as a tuple; `None` is null. Raises `TypeError` for another kind."""
    service, part = operation.service, operation.result
    root, body = envelope.begun()
    namespace, given = service.answer_namespace, {part.name: result}
    if service.style is Style.BARE:
        parts.write(body, [part], given, namespace=namespace, style=service.style)
        return envelope.written(root)
    name = f"{{{namespace}}}{operation.name}Response"
    outer = etree.SubElement(body, name, nsmap={"ns1": namespace})
    if service.style is Style.ENCODED:
        outer.set(ENCODING_STYLE, ENCODING)
    inner = namespace if service.style is Style.WRAPPED else ""
    parts.write(outer, [part], given, namespace=inner, style=service.style)
    return envelope.written(root)


def read_answer(
    data: bytes, *, operation: Operation, limits: Limits = DEFAULT_LIMITS
) -> Value | Values | FaultAnswer | Refused | None:
    """Read what a service answered; raises nothing for any octets."""
    try:
        body = envelope.opened(data, limits=limits)
        return read_fault(body, operation=operation) or _result(body, operation)
    except UnreadableError as found:
        return found.refused


def _result(body: etree._Element, operation: Operation) -> Value | Values | None:
    service, part = operation.service, operation.result
    if service.style is Style.BARE:
        inner = service.answer_namespace
        return parts.read(body, [part], namespace=inner, targets={})[part.name]
    root, targets = split(body)
    if root.tag != f"{{{service.answer_namespace}}}{operation.name}Response":
        raise UnreadableError(Problem.UNKNOWN_OPERATION)
    inner = service.answer_namespace if service.style is Style.WRAPPED else ""
    return parts.read(root, [part], namespace=inner, targets=targets)[part.name]
