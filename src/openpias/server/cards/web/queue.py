"""Which cases wait at the house, and for how long?"""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.core.contracts.management_unit import CaseStatus
from openpias.server.cards.permissions import Permission
from openpias.server.cards.queries import cases
from openpias.server.cards.queries.cases import WAITING, CaseRow
from openpias.server.cards.web import labels, navigation
from openpias.server.cards.web.opening import actor_of
from openpias.server.cards.web.paging import addresses, number_of
from openpias.server.platform.accounts.door import requires, requires_any
from openpias.server.platform.http.pages import render
from openpias.server.providers import api as providers

_FILTERS = {
    "de-lucru": WAITING,
    "asteapta": (CaseStatus.OPEN,),
    "in-lucru": (CaseStatus.TAKEN,),
    "deblocate": (CaseStatus.CONFIRMED,),
    "incheiate": (CaseStatus.DONE, CaseStatus.REFUSED, CaseStatus.EXPIRED),
}


@require_GET
@requires_any(Permission.READ_CASES, Permission.READ_REGISTER, Permission.READ_OWN_CASES, real=True)
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the first place of cards that concerns whoever asks."""
    actor = actor_of(request)
    mine = (item.href for item in navigation.ITEMS if actor.may(item.permission))
    return HttpResponseRedirect(next(mine))


@require_GET
@requires(Permission.READ_CASES, real=True)
def collection(request: HttpRequest) -> HttpResponse:
    """List cases, what waits longest first; no holder stands here."""
    actor, now = actor_of(request), timezone.now()
    chosen = request.GET.get("stare", "")
    chosen = chosen if chosen in _FILTERS else "de-lucru"
    found = cases.page(actor, statuses=_FILTERS[chosen], number=number_of(request))
    every = providers.every_house(actor)
    context = {
        "tabs": navigation.tabs(request),
        "filters": [
            {"href": f"/carduri/cazuri?stare={slug}", "text": text, "current": slug == chosen}
            for slug, text in _names().items()
        ],
        "every": every,
        "rows": [_row(each, now=now, account=actor.account_id) for each in found.rows],
        "total": found.total,
        "shown_at": labels.clock(now),
        "refresh": f"/carduri/cazuri?stare={chosen}",
        "is_waiting": chosen == "de-lucru",
        "may_open": actor.may(Permission.HANDLE_CASES),
        "hrefs": addresses("/carduri/cazuri", {"stare": chosen}, pages=found.pages),
        "page_number": found.number,
    }
    return render(request, "cards/queue.html", context)


def _row(case: CaseRow, *, now: datetime, account: int) -> dict[str, object]:
    return {
        "href": f"/carduri/cazuri/{case.public_id}",
        "number": case.number,
        "kind": labels.kind(case.kind),
        "provider": case.provider_name,
        "house": case.house,
        "since": labels.moment(case.opened_at),
        "waited": labels.waited(case.opened_at, now=now) if case.status in WAITING else "",
        "taken_by": _("dumneavoastră") if case.taken_by == account else case.taken_by_name,
        "tag": labels.tag(case.status),
    }


def _names() -> dict[str, str]:
    return {
        "de-lucru": _("De lucru"),
        "asteapta": _("Așteaptă"),
        "in-lucru": _("În lucru"),
        "deblocate": _("Deblocate"),
        "incheiate": _("Încheiate"),
    }
