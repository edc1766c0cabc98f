"""Which places of cards stand in the menu, and which tabs under them?"""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openpias.pages import Link
from openpias.server.cards.permissions import Permission
from openpias.server.cards.web.opening import actor_of
from openpias.server.platform.http.pages import NavigationItem

CASES, TELEPHONE = "/carduri/cazuri", "/carduri/telefon"
REGISTER, RESETS = "/carduri/registru", "/carduri/resetari"
DESK, OWN = "/carduri/birou", "/cazuri-card"

ITEMS = (
    NavigationItem(
        text=gettext_lazy("Cazuri de card"),
        href=CASES,
        permission=Permission.READ_CASES,
        is_desk=True,
    ),
    NavigationItem(
        text=gettext_lazy("Carduri"), href=REGISTER, permission=Permission.READ_REGISTER
    ),
    NavigationItem(
        text=gettext_lazy("Carduri blocate"), href=OWN, permission=Permission.READ_OWN_CASES
    ),
)


def tabs(request: HttpRequest) -> list[Link]:
    """Return the tabs above a page of cards, for whom each concerns."""
    actor = actor_of(request)
    places = (
        (CASES, _("Cazuri"), Permission.READ_CASES),
        (TELEPHONE, _("Caz prin telefon"), Permission.HANDLE_CASES),
        (REGISTER, _("Registrul cardurilor"), Permission.READ_REGISTER),
        (RESETS, _("Registrul resetărilor"), Permission.HANDLE_CASES),
        (DESK, _("Telefoane și anunț"), Permission.PRINT_NOTICE),
    )
    return [
        Link(text=text, href=href, current=request.path.startswith(href))
        for href, text, permission in places
        if actor.may(permission)
    ]
