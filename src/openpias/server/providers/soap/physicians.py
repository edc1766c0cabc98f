"""Which physicians are in contract with the caller's house, and with that of defence and order?

SiuiWS: getPhysicianCatalogues. "Două fișiere XML cu medicii în contract cu CAS județeană și
CASAOPSNAJ": we read the first as the house of the caller's contract.
"""

from collections.abc import Mapping
from datetime import date, datetime

from openpias.interop.messages import archives, catalogues
from openpias.interop.messages.catalogue_contents import CatalogueContents
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.platform.soap import downloads
from openpias.server.platform.soap.downloads import Maker
from openpias.server.platform.soap.handlers import Asked, Handler, Result
from openpias.server.providers.permissions import Permission
from openpias.server.providers.queries import listed_houses, published

KIND = "physicians"
_DEFENCE = "CASAOPSNAJ"


def physician_catalogues(asked: Asked) -> Result:
    """Answer getPhysicianCatalogues: the address of two files in one archive."""
    arguments = {"house": asked.actor.provider.house_code, "day": day_of(asked.at).isoformat()}
    return downloads.offered(asked, kind=KIND, arguments=arguments)


def _made(arguments: Mapping[str, str], _actor: Actor, at: datetime) -> bytes:
    day = date.fromisoformat(arguments["day"])
    files = [
        (f"NomenclatorMedici_{name}.xml", _file(house, day=day, at=at))
        for name, house in (("CJAS", arguments["house"]), (_DEFENCE, _DEFENCE))
    ]
    return archives.packed(files, made=at)


def _file(house: str, *, day: date, at: datetime) -> bytes:
    contents = CatalogueContents(
        houses=listed_houses.listed_houses(),
        physicians=published.physicians_of_house(house, day=day),
    )
    return catalogues.write_physicians(contents, issued_at=at)


MAKER = Maker(permission=Permission.READ_OWN_PROVIDER, make=_made)
HANDLERS = {
    ("SiuiWS", "getPhysicianCatalogues"): Handler(
        permission=Permission.READ_OWN_PROVIDER, answer=physician_catalogues
    )
}
