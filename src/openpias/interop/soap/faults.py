"""How does a service refuse, in the form that its description declares?"""

from dataclasses import dataclass

from lxml import etree

from openpias.interop.operations import DeclaredFault, Kind, Operation, Part, Style
from openpias.interop.soap import envelope, parts
from openpias.interop.soap.calls import ENCODING_STYLE
from openpias.interop.soap.envelope import ENCODING, SOAP, XSI
from openpias.interop.soap.problems import Blame, Problem, UnreadableError
from openpias.interop.soap.values import Value, legal

_MESSAGE = Part(name="message", kind=Kind.STRING)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultAnswer:
    """A refusal: who has to change something, the text, and the declared code where there is one."""

    blame: str
    text: str
    code: int | str | None = None


def write_fault(
    text: str,
    *,
    operation: Operation | None = None,
    blame: Blame = Blame.CLIENT,
    code: int | str | None = None,
) -> bytes:
    """Write a refusal; with a `code`, the exception that the operation declares stands in the detail.

    Where none is declared (SiuiValidateWS, SiuiInsuredWS, registerApplicationInstance) or the call
    was not understood, the fault has no detail. Raises `TypeError` for a code of another kind.
    """
    root, body = envelope.begun()
    fault = etree.SubElement(body, f"{{{SOAP}}}Fault")
    etree.SubElement(fault, "faultcode").text = f"soapenv:{blame}"
    etree.SubElement(fault, "faultstring").text = legal(text)
    if operation is not None and operation.fault is not None and code is not None:
        detail = etree.SubElement(fault, "detail")
        _write_detail(detail, operation, operation.fault, {"message": text, "code": code})
    return envelope.written(root)


def _write_detail(
    detail: etree._Element,
    operation: Operation,
    declared: DeclaredFault,
    given: dict[str, Value | None],
) -> None:
    style = operation.service.style
    # wsdl/HospitalFeedbackWS.wsdl declares its fault element beside its two bare elements.
    names = {"ns1": operation.service.answer_namespace, "ns2": declared.namespace}
    outer = etree.SubElement(detail, f"{{{names['ns1']}}}fault", nsmap=names)
    if style is Style.ENCODED:
        outer.set(ENCODING_STYLE, ENCODING)
        outer.set(f"{{{XSI}}}type", f"ns2:{declared.name}")
    parts.write(
        outer,
        [declared.code, _MESSAGE],
        {declared.code.name: given["code"], "message": given["message"]},
        namespace=_inner(declared),
        style=style,
    )


def _inner(declared: DeclaredFault) -> str:
    return declared.namespace if declared.is_qualified else ""


def read_fault(body: etree._Element, *, operation: Operation) -> FaultAnswer | None:
    """Return the fault in a body, `None` where it holds none; raises `UnreadableError`."""
    fault = body.find(f"{{{SOAP}}}Fault")
    if fault is None:
        return None
    blame = (fault.findtext("faultcode") or "").rpartition(":")[2]
    text = fault.findtext("faultstring") or ""
    outer = fault.find(f"detail/{{{operation.service.answer_namespace}}}fault")
    declared = operation.fault
    if outer is None or declared is None:
        return FaultAnswer(blame=blame, text=text)
    wanted = [declared.code, _MESSAGE]
    found = parts.read(outer, wanted, namespace=_inner(declared), targets={})
    code = found[declared.code.name]
    if not isinstance(code, int | str):
        raise UnreadableError(Problem.VALUE, declared.code.name)
    return FaultAnswer(blame=blame, text=str(found["message"] or text), code=code)
