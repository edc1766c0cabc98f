"""Which lists does a reporting application work with, and are there newer ones?

SiuiWS: getCatalogues. The version of a catalogue is the moment since when its content is as it is;
an application that has it is answered null, and an address ends when a new version is published
(specification 3.7.30, 5.1.1).
"""

from collections.abc import Mapping
from datetime import datetime

from openpias.interop.messages import archives, catalogues
from openpias.interop.soap.values import LOCAL
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.http.problems import Problem
from openpias.server.platform.soap import downloads, versions
from openpias.server.platform.soap.downloads import Maker
from openpias.server.platform.soap.handlers import Asked, Handler, Result
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries.catalogue_contents import contents

KIND = "catalogue"
# Pharmacies, hospitals, programmes, dialysis: their services are entered by hand here.
_BY_HAND = frozenset({"PHM", "SPT", "NHP", "DIA"})
# What is compared says nothing of its own date.
_UNDATED = datetime(1970, 1, 1, tzinfo=LOCAL)


def get_catalogues(asked: Asked) -> Result:
    """Answer getCatalogues."""
    category = asked.text("partnerCategory")
    if category in _BY_HAND:
        facts = {"category": category}
        raise Problem(status=400, code="catalogue-not-served", extra={"facts": facts})
    if category in catalogues.NOT_SERVED:
        raise Problem(status=400, code="partner-category-not-served")
    if category not in catalogues.CATALOGUES:
        raise Problem(status=400, code="partner-category-unknown")
    issued = versions.issued_at(_name(category), _undated(category), actor=asked.actor, at=asked.at)
    if issued <= asked.moment("start"):
        return None
    return downloads.offered(asked, kind=KIND, arguments={"category": category})


def _name(category: str) -> str:
    return f"catalogue-{category}"


def _undated(category: str) -> bytes:
    return catalogues.write(category, contents(), issued_at=_UNDATED)


def _made(arguments: Mapping[str, str], _actor: Actor, _at: datetime) -> bytes | None:
    category = arguments["category"]
    issued = versions.standing(_name(category), _undated(category))
    if issued is None:
        return None
    issued = issued.astimezone(LOCAL)
    content = catalogues.write(category, contents(), issued_at=issued)
    return archives.packed([(f"{catalogues.CATALOGUES[category][0]}.xml", content)], made=issued)


MAKER = Maker(permission=Permission.READ_LISTS, make=_made)
HANDLERS = {
    ("SiuiWS", "getCatalogues"): Handler(permission=Permission.READ_LISTS, answer=get_catalogues)
}
