"""How does a service describe itself to the tools that make clients?

The description is written from the table of operations, with the address it is served at.
One thing differs from the official ones: strings are `xsd:string` where those write `soapenc:string`,
whose schema every tool would fetch from the network; a call may carry either.
"""

from lxml import etree

from openpias.interop.operations import OPERATIONS, DeclaredFault, Operation, Part, Service, Style
from openpias.interop.soap.envelope import ENCODING, XSD

WSDL = "http://schemas.xmlsoap.org/wsdl/"
BINDING = "http://schemas.xmlsoap.org/wsdl/soap/"
_HTTP = "http://schemas.xmlsoap.org/soap/http"


def describe(service: Service, *, address: str) -> bytes:
    """Return the description of a service as WSDL 1.1 in UTF-8; `address` is where it is called."""
    names = {
        "wsdl": WSDL,
        "wsdlsoap": BINDING,
        "xsd": XSD,
        "impl": service.namespace,
        "body": service.answer_namespace,
    }
    if service.fault:
        names["exceptions"] = service.fault.namespace
    known = OPERATIONS[service.name]
    root = etree.Element(
        f"{{{WSDL}}}definitions", {"targetNamespace": service.namespace}, nsmap=names
    )
    root.append(_types(service, known))
    root.extend(_messages(service, known))
    root.append(_w("portType", *(_port(each) for each in known), name=service.name))
    root.append(_binding(service, known))
    root.append(_w("service", _location(service, address), name=f"{service.name}Service"))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _w(tag: str, *children: etree._Element, **attributes: str) -> etree._Element:
    return _made(WSDL, tag, children, attributes)


def _s(tag: str, **attributes: str) -> etree._Element:
    return _made(BINDING, tag, (), attributes)


def _x(tag: str, *children: etree._Element, **attributes: str) -> etree._Element:
    return _made(XSD, tag, children, attributes)


def _made(
    namespace: str, tag: str, children: tuple[etree._Element, ...], attributes: dict[str, str]
) -> etree._Element:
    element = etree.Element(f"{{{namespace}}}{tag}", attributes)
    element.extend(children)
    return element


def _types(service: Service, known: tuple[Operation, ...]) -> etree._Element:
    schemas = []
    if service.style is not Style.ENCODED:
        schemas.append(_body_schema(service, known))
    if service.fault:
        schemas.append(_fault_schema(service.fault))
    return _w("types", *schemas)


def _body_schema(service: Service, known: tuple[Operation, ...]) -> etree._Element:
    found = [] if service.fault is None else [_x("import", namespace=service.fault.namespace)]
    if service.fault:
        found.append(_x("element", name="fault", type=f"exceptions:{service.fault.name}"))
    for each in known:
        if service.style is Style.BARE:
            found += [_element(part) for part in (*each.parts, each.result)]
        else:
            found.append(_wrapper(each.name, each.parts))
            found.append(_wrapper(f"{each.name}Response", (each.result,)))
    return _x(
        "schema", *found, targetNamespace=service.answer_namespace, elementFormDefault="qualified"
    )


def _wrapper(name: str, parts: tuple[Part, ...]) -> etree._Element:
    return _x(
        "element", _x("complexType", _x("sequence", *(_element(each) for each in parts))), name=name
    )


def _element(part: Part, **more: str) -> etree._Element:
    many = {"maxOccurs": "unbounded"} if part.many else {}
    return _x("element", name=part.name, type=f"xsd:{part.kind}", **many, **more)


def _fault_schema(fault: DeclaredFault) -> etree._Element:
    message = _x("element", name="message", type="xsd:string", nillable="true")
    content = _x("sequence", _element(fault.code), message)
    form = {"elementFormDefault": "qualified"} if fault.is_qualified else {}
    return _x(
        "schema",
        _x("complexType", content, name=fault.name),
        targetNamespace=fault.namespace,
        **form,
    )


def _messages(service: Service, known: tuple[Operation, ...]) -> list[etree._Element]:
    found = []
    for each in known:
        if service.style is Style.WRAPPED:
            asked = [_w("part", name="parameters", element=f"body:{each.name}")]
            answered = [_w("part", name="parameters", element=f"body:{each.name}Response")]
        else:
            asked = [_message_part(service, part) for part in each.parts]
            answered = [_message_part(service, each.result)]
        found.append(_w("message", *asked, name=f"{each.name}Request"))
        found.append(_w("message", *answered, name=f"{each.name}Response"))
    if service.fault:
        is_typed = service.style is Style.ENCODED
        named = f"exceptions:{service.fault.name}"
        what = {"type": named} if is_typed else {"element": "body:fault"}
        found.append(_w("message", _w("part", name="fault", **what), name=service.fault.name))
    return found


def _message_part(service: Service, part: Part) -> etree._Element:
    if service.style is Style.BARE:
        return _w("part", name=part.name, element=f"body:{part.name}")
    return _w("part", name=part.name, type=f"xsd:{part.kind}")


def _port(operation: Operation) -> etree._Element:
    name = operation.name
    found = [
        _w("input", message=f"impl:{name}Request", name=f"{name}Request"),
        _w("output", message=f"impl:{name}Response", name=f"{name}Response"),
    ]
    if operation.fault:
        fault = operation.fault.name
        found.append(_w("fault", message=f"impl:{fault}", name=fault))
    return _w("operation", *found, name=name)


def _binding(service: Service, known: tuple[Operation, ...]) -> etree._Element:
    style = "rpc" if service.style is Style.ENCODED else "document"
    return _w(
        "binding",
        _s("binding", style=style, transport=_HTTP),
        *(_bound(each) for each in known),
        name=f"{service.name}SoapBinding",
        type=f"impl:{service.name}",
    )


def _bound(operation: Operation) -> etree._Element:
    service = operation.service
    found = [
        _s("operation", soapAction=""),
        _w("input", _s("body", **_use(service, service.request_namespace))),
        _w("output", _s("body", **_use(service, service.answer_namespace))),
    ]
    if operation.fault:
        name = operation.fault.name
        use = _use(service, service.answer_namespace)
        found.append(_w("fault", _s("fault", name=name, **use), name=name))
    return _w("operation", *found, name=operation.name)


def _use(service: Service, namespace: str) -> dict[str, str]:
    if service.style is not Style.ENCODED:
        return {"use": "literal"}
    return {"use": "encoded", "encodingStyle": ENCODING, "namespace": namespace}


def _location(service: Service, address: str) -> etree._Element:
    port = {"name": service.name, "binding": f"impl:{service.name}SoapBinding"}
    return _w("port", _s("address", location=address), **port)
