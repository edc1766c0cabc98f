"""What does a package declare: which types, and which parts or addresses does it refer to?"""

import re

from lxml import etree

from openpias.server.helpdesk.domain.documents.outcomes import Budget, RefusedError
from openpias.server.helpdesk.domain.documents.xml_text import elements
from openpias.server.helpdesk.enums import DocumentRefusal

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACROS = re.compile(r"macroenabled|vbaproject", re.IGNORECASE)
_EMBEDDED = re.compile(
    r"/(?:oleObject|package|control|activeX\w*|aFChunk|subDocument)$", re.IGNORECASE
)
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)


def check_content_types(content: bytes, budget: Budget) -> None:
    """Refuse a package whose main part is no Word document, or that declares macros."""
    declared = [
        str(element.get("ContentType", ""))
        for event, element in elements(content, budget)
        if event == "start"
    ]
    if any(_MACROS.search(each) for each in declared):
        raise RefusedError(DocumentRefusal.MACROS)
    if _MAIN not in declared:
        raise RefusedError(DocumentRefusal.NOT_WORD)


def link_texts(content: bytes, budget: Budget) -> str:
    """Return the addresses of links; refuse objects, and everything fetched from outside."""
    targets = []
    for event, element in elements(content, budget):
        if event == "start" and etree.QName(element).localname == "Relationship":
            targets.append(_target(element))
    return "\n".join(target for target in targets if target)


def _target(element: etree._Element) -> str:
    kind, target = str(element.get("Type", "")), str(element.get("Target", ""))
    if _EMBEDDED.search(kind):
        raise RefusedError(DocumentRefusal.EMBEDDED_OBJECT)
    if _MACROS.search(kind):
        raise RefusedError(DocumentRefusal.MACROS)
    if str(element.get("TargetMode", "")).lower() != "external":
        return ""
    if not kind.endswith("/hyperlink") or not _SAFE_LINK.match(target):
        raise RefusedError(DocumentRefusal.EXTERNAL_LINK)
    return target
