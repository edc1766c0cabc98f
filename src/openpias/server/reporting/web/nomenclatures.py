"""Which services, diagnoses, specialities and packages may be reported, since when, who says so?"""

from datetime import date
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem
from openpias.pages import Link
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.reporting.enums import ReportingList
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import nomenclatures as queries
from openpias.server.reporting.queries.nomenclatures import CodeView, ServiceView
from openpias.server.reporting.web import asking, house_labels, labels, navigation
from openpias.server.reporting.web.house_navigation import LISTS
from openpias.server.reporting.web.opening import actor_of, not_found
from openpias.server.reporting.web.paging import addresses, number_of


@require_GET
@requires(Permission.READ_LISTS, real=True)
def collection(request: HttpRequest) -> HttpResponse:
    """Show which lists there are."""
    context = {
        "tabs": navigation.tabs(request),
        "lists": [
            {"text": house_labels.list_title(each), "href": f"{LISTS}/{each.value}"}
            for each in ReportingList
        ],
    }
    return render(request, "reporting/house_lists.html", context)


@require_GET
@requires(Permission.READ_LISTS, real=True)
def item(request: HttpRequest, name: str) -> HttpResponse:
    """Show the codes of a list that hold on a day, or all, with part of a text."""
    listed = list_of(name)
    asked = asking.every(request, ("text", "ziua"))
    day, errors = _day(asked["ziua"])
    found = queries.page(listed, text=asked["text"], day=day, number=number_of(request))
    may_edit = actor_of(request).may(Permission.EDIT_LISTS)
    here = f"{LISTS}/{listed.value}"
    context = {
        "tabs": navigation.tabs(request),
        "title": house_labels.list_title(listed),
        "address": here,
        "asked": asked,
        "example": dates.typed(labels.today_of(timezone.now())),
        "may_edit": may_edit,
        "is_services": listed is ReportingList.SERVICES,
        "rows": [_row(each, here, may_edit=may_edit) for each in found.rows],
        "total": found.total,
        "hrefs": addresses(here, {n: v for n, v in asked.items() if v}, pages=found.pages),
        "page_number": found.number,
        "errors": errors,
        "summary": list(errors.items()),
    }
    status = 422 if errors else 200
    return render(request, "reporting/house_list.html", context, status=status, breadcrumbs=trail())


def list_of(name: str) -> ReportingList:
    """Return a list by its name in addresses."""
    if name not in set(ReportingList):
        raise not_found()
    return ReportingList(name)


def trail(listed: ReportingList | None = None) -> list[Link]:
    """Return the way back."""
    every = [Link(text=_("Liste"), href=LISTS)]
    if listed is None:
        return every
    return [*every, Link(text=house_labels.list_title(listed), href=f"{LISTS}/{listed.value}")]


def validity(first: date, last: date | None) -> str:
    """Return from when until when a code holds."""
    if last is None:
        return _("de la %(first)s") % {"first": dates.typed(first)}
    return f"{dates.typed(first)} – {dates.typed(last)}"


def _day(text: str) -> tuple[date | None, dict[str, str]]:
    if not text:
        return None, {}
    found = dates.parse_full(text)
    if isinstance(found, DateProblem):
        return None, {"ziua": house_labels.described(found.value).practice}
    return found, {}


def _row(code: CodeView, here: str, *, may_edit: bool) -> dict[str, Any]:
    ending = f"{here}/incheiere/{dates.typed(code.valid_from)}/{quote(code.code)}"
    row: dict[str, Any] = {
        "code": code.code,
        "name": code.name,
        "valid": validity(code.valid_from, code.valid_to),
        "provenance": code.provenance,
        "href": ending if may_edit else "",
    }
    if isinstance(code, ServiceView):
        row |= {"tariff": house_labels.lei(code.tariff), "said": _said(code)}
    return row


def _said(service: ServiceView) -> str:
    """Return in which reports and packages a service stands, and what it asks for."""
    parts = [_("rapoarte: %(kinds)s") % {"kinds": ", ".join(service.kinds)}]
    if service.packages:
        parts.append(_("pachete: %(packages)s") % {"packages": ", ".join(service.packages)})
    if service.needs_card:
        parts.append(_("cere card"))
    if service.needs_referral:
        parts.append(_("cere trimitere"))
    if service.most_per_day:
        parts.append(_("cel mult pe zi: %(most)s") % {"most": service.most_per_day})
    return " · ".join(parts)
