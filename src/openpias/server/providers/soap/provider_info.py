"""What does an application get to know of its own provider?

SiuiWS: getProviderInfo, getPartnerInfo, getProviderInfoForPhysician. The file is made anew for each
call, for the provider who calls and nobody else.
"""

from collections.abc import Mapping
from datetime import date, datetime

from openpias.core.identifiers.fiscal_code import tidy
from openpias.interop.messages import archives, personal_files
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.http.problems import Problem
from openpias.server.platform.soap import downloads
from openpias.server.platform.soap.downloads import Maker
from openpias.server.platform.soap.handlers import Asked, Handler, Result
from openpias.server.providers.permissions import Permission
from openpias.server.providers.queries import published

KIND = "provider"


def provider_info(asked: Asked) -> Result:
    """Answer getProviderInfo."""
    category = asked.text("partnerCategory")
    return _offered(asked, category, first=asked.day("start"), last=asked.day("stop"))


def partner_info(asked: Asked) -> Result:
    """Answer getPartnerInfo: without a unit the same, as the text says; units have no code here."""
    # wsdl/SiuiWS.wsdl calls the category `partnerCode`, the text `partnerCategory`.
    category = asked.text("partnerCode")
    if asked.text("subUnitCode"):
        raise Problem(status=400, code="partner-unit-unknown")
    return _offered(asked, category, first=asked.day("startDate"), last=asked.day("stopDate"))


def provider_info_for_physician(asked: Asked) -> Result:
    """Answer getProviderInfoForPhysician, which is for family doctors alone (5.2.3)."""
    category = asked.text("partnerCategory")
    if category in personal_files.SHAPES and category != "MF":
        raise Problem(status=400, code="partner-category-family-medicine")
    stamp = asked.text("stencilNo").upper()
    if not stamp:
        raise Problem(status=400, code="partner-physician-unknown")
    days = {"first": asked.day("start"), "last": asked.day("stop")}
    return _offered(asked, category, stamp=stamp, **days)


def _offered(asked: Asked, category: str, *, first: date, last: date, stamp: str = "") -> Result:
    if category in personal_files.NOT_SERVED:
        raise Problem(status=400, code="partner-category-not-served")
    if category not in personal_files.SHAPES:
        raise Problem(status=400, code="partner-category-unknown")
    if tidy(asked.text("uic")) != tidy(asked.actor.provider.code):
        raise Problem(status=400, code="partner-not-own")
    if last < first:
        raise Problem(status=400, code="partner-period")
    arguments = {
        "category": category,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "stamp": stamp,
    }
    offered = downloads.offered(asked, kind=KIND, arguments=arguments)
    if offered is None:
        raise Problem(status=400, code="partner-physician-unknown" if stamp else "partner-unknown")
    return offered


def _made(arguments: Mapping[str, str], actor: Actor, at: datetime) -> bytes | None:
    provider = published.own_file(
        tidy(actor.provider.code),
        first=date.fromisoformat(arguments["first"]),
        last=date.fromisoformat(arguments["last"]),
        stamp_code=arguments["stamp"],
    )
    if provider is None:
        return None
    category = arguments["category"]
    content = personal_files.write(category, provider, issued_at=at)
    return archives.packed([(f"{personal_files.SHAPES[category].schema}.xml", content)], made=at)


MAKER = Maker(permission=Permission.READ_OWN_PROVIDER, make=_made)
HANDLERS = {
    ("SiuiWS", name): Handler(permission=Permission.READ_OWN_PROVIDER, answer=answer)
    for name, answer in (
        ("getProviderInfo", provider_info),
        ("getPartnerInfo", partner_info),
        ("getProviderInfoForPhysician", provider_info_for_physician),
    )
}
