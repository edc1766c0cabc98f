"""Which places of the helpdesk stand in the menu, and which tabs under them?"""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openpias.pages import Link
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.web.opening import actor_of
from openpias.server.platform.http.pages import NavigationItem

HOME, OWN = "/asistenta", "/incidente"
QUEUE, CALL = f"{HOME}/incidente", f"{HOME}/telefon"
UNREADABLE, CANNED = f"{HOME}/neprelucrabile", f"{HOME}/raspunsuri"
ARTICLES, FIGURES = f"{HOME}/articole", f"{HOME}/situatii"

ITEMS = (
    NavigationItem(
        text=gettext_lazy("Asistență"), href=HOME, permission=Permission.READ_DESK, is_desk=True
    ),
    NavigationItem(text=gettext_lazy("Incidentele mele"), href=OWN, permission=Permission.READ_OWN),
)


def tabs(request: HttpRequest) -> list[Link]:
    """Return the tabs above a page of the desk, for whom each concerns."""
    actor = actor_of(request)
    places = (
        (HOME, _("Biroul"), Permission.READ_DESK),
        (QUEUE, _("Incidente"), Permission.READ_DESK),
        (CALL, _("Incident prin telefon"), Permission.OPEN_FROM_CALL),
        (UNREADABLE, _("Neprelucrabile"), Permission.READ_UNREADABLE),
        (CANNED, _("Răspunsuri gata"), Permission.HANDLE),
        (ARTICLES, _("Articole"), Permission.HANDLE),
        (FIGURES, _("Situația lunii"), Permission.READ_FIGURES),
    )
    return [
        Link(text=text, href=href, current=_is_here(request.path, href))
        for href, text, permission in places
        if actor.may(permission)
    ]


def own_tabs(request: HttpRequest) -> list[Link]:
    """Return the tabs above a provider's own incidents."""
    articles = f"{OWN}/articole"
    return [
        Link(text=_("Incidente"), href=OWN, current=not request.path.startswith(articles)),
        Link(
            text=_("Articole de ajutor"), href=articles, current=request.path.startswith(articles)
        ),
    ]


def _is_here(path: str, href: str) -> bool:
    return path == href or (href != HOME and path.startswith(f"{href}/"))
