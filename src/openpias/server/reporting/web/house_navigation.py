"""Which tabs stand above the pages of a house, and which place of reporting leads to them?"""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openpias.pages import Link
from openpias.server.platform.http.pages import NavigationItem
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.web.opening import actor_of

TODAY, QUEUE = "/raportare/casa", "/raportare/casa/rapoarte"
DEAD, PERIODS = "/raportare/casa/oprite", "/raportare/casa/perioade"
REGISTER = "/raportare/casa/evidenta"
PAUSES, LISTS = "/raportare/casa/pauze", "/raportare/liste"
DAYS = "/raportare/casa/zile"
RECORDS = "/raportare/casa/inregistrari"

ITEMS = (
    NavigationItem(text=gettext_lazy("Raportare"), href=TODAY, permission=Permission.READ_QUEUE),
)


def tabs(request: HttpRequest) -> list[Link]:
    """Return the tabs above a page of the house, for whom each concerns."""
    actor, path = actor_of(request), request.path
    places = (
        (TODAY, _("Azi"), Permission.READ_QUEUE),
        (QUEUE, _("Rapoarte"), Permission.READ_QUEUE),
        (DEAD, _("Oprite"), Permission.READ_DEAD_LETTERS),
        (PERIODS, _("Perioade"), Permission.READ_QUEUE),
        (PAUSES, _("Pauze"), Permission.READ_QUEUE),
        (DAYS, _("Zile"), Permission.READ_QUEUE),
        (REGISTER, _("Evidența distinctă"), Permission.READ_QUEUE),
        (LISTS, _("Liste"), Permission.READ_LISTS),
    )
    return [
        Link(text=text, href=href, current=_is_current(path, href))
        for href, text, permission in places
        if actor.may(permission)
    ]


def trail(text: str, href: str) -> list[Link]:
    """Return the way back from a page below a tab."""
    return [Link(text=_("Raportare"), href=TODAY), Link(text=text, href=href)]


def _is_current(path: str, href: str) -> bool:
    return path == href or (href != TODAY and path.startswith(f"{href}/"))
