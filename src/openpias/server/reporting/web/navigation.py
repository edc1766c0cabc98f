"""Which places of reporting stand in the menu, and which tabs under them?"""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openpias.pages import Link
from openpias.server.platform.http.pages import NavigationItem
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.web import house_navigation
from openpias.server.reporting.web.opening import actor_of

OVERVIEW, DRAFTS, BUILDING = "/raportare", "/raportare/servicii", "/raportare/luna"
REPORTS, REGISTER = "/raportare/rapoarte", "/raportare/evidenta"
BUILT, SENDING = "/raportare/construite", "/raportare/trimitere"
RECORDS = "/raportare/inregistrari"

ITEMS = (
    NavigationItem(text=gettext_lazy("Raportare"), href=OVERVIEW, permission=Permission.READ_OWN),
    *house_navigation.ITEMS,
)


def tabs(request: HttpRequest) -> list[Link]:
    """Return the tabs above a page of reporting, for whom each concerns."""
    actor, path = actor_of(request), request.path
    if actor.may(Permission.READ_QUEUE):
        return house_navigation.tabs(request)
    places = (
        (OVERVIEW, _("Luna"), Permission.READ_OWN),
        (DRAFTS, _("Servicii"), Permission.READ_OWN),
        (BUILDING, _("Fă raportul lunii"), Permission.RECORD),
        (REPORTS, _("Rapoartele mele"), Permission.READ_OWN),
        (REGISTER, _("Evidența distinctă"), Permission.READ_OWN),
        (house_navigation.LISTS, _("Liste"), Permission.READ_OWN),
    )
    return [
        Link(text=text, href=href, current=_is_current(path, href))
        for href, text, permission in places
        if actor.may(permission)
    ]


def _is_current(path: str, href: str) -> bool:
    return path == href or (href != OVERVIEW and path.startswith(href))
