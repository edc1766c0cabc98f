"""Where does a house say how its card specialists are reached, and print its notice?"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpias.core.findings import Finding
from openpias.core.slips import card_papers
from openpias.core.slips.card_papers import NoticeDesk
from openpias.pages import Link
from openpias.server.cards.domain.authorisations import MINUTES
from openpias.server.cards.operations import desks as operations
from openpias.server.cards.operations.desks import DeskInput
from openpias.server.cards.permissions import Permission
from openpias.server.cards.queries import desks
from openpias.server.cards.queries.desks import HouseDesk
from openpias.server.cards.web import navigation
from openpias.server.cards.web.opening import actor_of, not_found
from openpias.server.cards.web.papers import issued_by, pdf
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.providers import api as providers

_SAVED = "card-desk-saved"


@require_GET
@requires(Permission.PRINT_NOTICE, real=True)
def collection(request: HttpRequest) -> HttpResponse:
    """Lead to one's own house; let whoever sees every house choose."""
    actor = actor_of(request)
    own = providers.house_of(actor)
    if own is not None:
        return HttpResponseRedirect(f"{navigation.DESK}/{own}")
    rows = [
        [{"text": each.name, "href": f"{navigation.DESK}/{each.code}"}, each.code]
        for each in providers.houses()
    ]
    context = {
        "tabs": navigation.tabs(request),
        "columns": [{"text": _("Casa")}, {"text": _("Codul")}],
        "rows": rows,
    }
    return render(request, "cards/desks.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_DESK, resumes=True, real=True)
def item(request: HttpRequest, house: str) -> HttpResponse:
    """Show and change the telephones, extensions and hours of a house."""
    found = _desk(request, house)
    if request.method == "GET":
        return _form(request, found, _typed_of(found), [])
    typed = {name: request.POST.get(name, "") for name in ("phones", "extensions", "hours")}
    if interrupted.is_back(request):
        return _form(request, found, typed, [])
    entered = DeskInput(
        phones=tuple(typed["phones"].splitlines()),
        extensions=typed["extensions"],
        hours=typed["hours"],
    )
    findings = operations.save(house, entered, actor=actor_of(request), at=timezone.now())
    if findings:
        return _form(request, found, typed, findings)
    request.session[_SAVED] = True
    return HttpResponseRedirect(f"{navigation.DESK}/{house}")


@require_GET
@requires(Permission.PRINT_NOTICE, real=True)
def notice(request: HttpRequest, house: str) -> HttpResponse:
    """Show the notice of a house, filled in."""
    found = _desk(request, house)
    context = {
        "address": f"{navigation.DESK}/{house}",
        "house": found.name,
        "has_phones": bool(found.phones),
        "parts": card_papers.notice(_for_notice(found)),
    }
    return render(request, "cards/notice.html", context, breadcrumbs=_trail())


@require_GET
@requires(Permission.PRINT_NOTICE, real=True)
def notice_pdf(request: HttpRequest, house: str) -> HttpResponse:
    """Print the notice of a house, filled in."""
    found = _desk(request, house)
    content = card_papers.render_notice(_for_notice(found), issued=issued_by(request))
    return pdf(content, name=f"anunt-carduri-{found.code}")


def _desk(request: HttpRequest, house: str) -> HouseDesk:
    known = house in providers.house_codes()
    if not known or not providers.acts_for(house, actor=actor_of(request)):
        raise not_found()
    return desks.desk(house)


def _for_notice(found: HouseDesk) -> NoticeDesk:
    return NoticeDesk(
        house=found.name,
        phones=found.phones,
        extensions=found.extensions,
        hours=found.hours,
        minutes=MINUTES,
    )


def _typed_of(found: HouseDesk) -> dict[str, str]:
    return {
        "phones": "\n".join(found.phones),
        "extensions": found.extensions,
        "hours": found.hours,
    }


def _form(
    request: HttpRequest, found: HouseDesk, typed: dict[str, str], findings: list[Finding]
) -> HttpResponse:
    errors: dict[str, str] = {}
    for each in findings:
        field = each.path.strip("/").split("/")[0]
        errors.setdefault(field, describe(each.code, each.facts).practice)
    context: dict[str, Any] = {
        "tabs": navigation.tabs(request),
        "house": found.name,
        "address": f"{navigation.DESK}/{found.code}",
        "typed": typed,
        "most": operations.MOST_PHONES,
        "saved": request.session.pop(_SAVED, False) if not findings else False,
        "errors": errors,
        "summary": list(errors.items()),
    }
    return render(request, "cards/desk.html", context, status=422 if errors else 200)


def _trail() -> list[Link]:
    return [Link(text=_("Telefoane și anunț"), href=navigation.DESK)]
