"""What stands around a call and an answer, and how is it opened?"""

from lxml import etree

from openpias.interop.soap.parsing import DEFAULT_LIMITS, Limits, parse
from openpias.interop.soap.problems import Problem, UnreadableError

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
ENCODING = "http://schemas.xmlsoap.org/soap/encoding/"
XSD = "http://www.w3.org/2001/XMLSchema"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NEXT = "http://schemas.xmlsoap.org/soap/actor/next"
_MUST = f"{{{SOAP}}}mustUnderstand"
_ACTOR = f"{{{SOAP}}}actor"


def opened(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> etree._Element:
    """Return the body of an envelope of SOAP 1.1; raises `UnreadableError`."""
    root = parse(data, limits=limits)
    name = etree.QName(root)
    if name.localname != "Envelope":
        raise UnreadableError(Problem.NO_ENVELOPE)
    if name.namespace != SOAP:
        raise UnreadableError(Problem.VERSION)
    bodies = root.findall(f"{{{SOAP}}}Body")
    if len(bodies) != 1:
        raise UnreadableError(Problem.NO_ENVELOPE)
    for header in root.findall(f"{{{SOAP}}}Header/*"):
        if header.get(_MUST) == "1" and header.get(_ACTOR, _NEXT) in ("", _NEXT):
            raise UnreadableError(Problem.MUST_UNDERSTAND)
    return bodies[0]


def begun() -> tuple[etree._Element, etree._Element]:
    """Return an empty envelope and its body."""
    names = {"soapenv": SOAP, "xsd": XSD, "xsi": XSI}
    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap=names)
    return root, etree.SubElement(root, f"{{{SOAP}}}Body")


def written(root: etree._Element) -> bytes:
    """Return an envelope as octets."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
