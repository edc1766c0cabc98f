"""What did the providers of a house give to displaced persons? Counts first; names after a reason.

The reason is chosen once for a provider and session; the trail has it beside every page and file.
"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpias.core.rules.records import ReportKind
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http import spreadsheets
from openpias.server.platform.http.pages import render
from openpias.server.providers import api as providers
from openpias.server.reporting.domain.outcomes import NotSaved, ReportingRefused
from openpias.server.reporting.enums import RecordLookReason, UntakenKind
from openpias.server.reporting.operations import registers
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import distinct, distinct_counts
from openpias.server.reporting.queries.distinct import DistinctFilter, DistinctPage, DistinctRow
from openpias.server.reporting.queries.distinct_counts import ProviderCount
from openpias.server.reporting.web import (
    asking,
    house_labels,
    house_navigation,
    labels,
    register_files,
    register_rows,
)
from openpias.server.reporting.web.house_navigation import REGISTER
from openpias.server.reporting.web.months import months
from openpias.server.reporting.web.opening import actor_of, not_found, refused, text_of
from openpias.server.reporting.web.paging import addresses, number_of
from openpias.server.reporting.web.register import query_of, wanted_of

_KEY, _MOST = "register-reasons", 50


@require_GET
@requires(Permission.READ_QUEUE, real=True)
def collection(request: HttpRequest) -> HttpResponse:
    """List the providers with what they gave in a month, by kind; no person stands here."""
    actor, now, wanted = actor_of(request), timezone.now(), _wanted(request)
    found = distinct_counts.page(actor, wanted=wanted, number=number_of(request))
    houses = house_labels.houses(actor)
    query = {**query_of(wanted), "furnizor": wanted.provider, "casa": wanted.house}
    context = {
        "tabs": house_navigation.tabs(request),
        "month": labels.month(wanted.month),
        "months": months(now),
        "kinds": labels.kinds([*ReportKind, *UntakenKind]),
        "houses": houses,
        "query": query,
        "columns": _columns(with_house=bool(houses)),
        "rows": [_row(each, wanted, with_house=bool(houses)) for each in found.rows],
        "services": found.services,
        "value": labels.money(found.value),
        "file": f"{REGISTER}.csv?{urlencode(query)}",
        "hrefs": addresses(REGISTER, query, pages=found.pages),
        "page_number": found.number,
    }
    return render(request, "reporting/house_registers.html", context)


@require_GET
@requires(Permission.READ_QUEUE, real=True)  # type: ignore[arg-type] # an answer in parts is no HttpResponse
def counts(request: HttpRequest) -> StreamingHttpResponse:
    """Save the counts of a month as a table."""
    wanted = _wanted(request)
    head = [_("Casa"), _("Furnizorul"), _("Codul fiscal"), _("Felul")]
    head += [_("Servicii"), _("Persoane"), _("Valoarea (lei)")]
    lines = [
        [
            *(each.house, each.name, each.provider, each.kind),
            *(str(each.services), str(each.persons), labels.money(each.value)),
        ]
        for each in distinct_counts.rows(actor_of(request), wanted=wanted)
    ]
    return spreadsheets.download([head, *lines], name=f"{register_files.saved_as(wanted)}.csv")


@require_http_methods(["GET", "POST"])
@requires(Permission.OPEN_RECORDS, resumes=True, real=True)
def item(request: HttpRequest, house: str, code: str) -> HttpResponse:
    """Show the register of one provider, after a reason was chosen."""
    name = _name(request, house, code)
    wanted = wanted_of(request, house=house, provider=code)
    here = _address(wanted)
    if request.method == "POST" and not interrupted.is_back(request):
        reason = text_of(request, "look_reason", most=20)
        if reason not in set(RecordLookReason):
            return _page(request, wanted, name=name, is_wrong=True)
        kept = {**request.session.get(_KEY, {}), f"{house}/{code}": reason}
        request.session[_KEY] = dict(list(kept.items())[-_MOST:])
        return HttpResponseRedirect(f"{here}?{urlencode(query_of(wanted))}")
    reason = _reason(request, wanted)
    if not reason:
        return _page(request, wanted, name=name)
    try:
        found = registers.look_at(
            actor_of(request),
            wanted=wanted,
            number=number_of(request),
            reason=reason,
            at=timezone.now(),
        )
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    if isinstance(found, NotSaved):
        return _page(request, wanted, name=name, is_wrong=True)
    return _page(request, wanted, name=name, found=found)


@require_GET
@requires(Permission.OPEN_RECORDS, real=True)  # type: ignore[arg-type] # as above
def csv(request: HttpRequest, house: str, code: str) -> HttpResponse | StreamingHttpResponse:
    """Save the register of one provider as a table; leads to where the reason is chosen first."""
    _name(request, house, code)
    wanted = wanted_of(request, house=house, provider=code)
    rows = _taken(request, wanted)
    return rows if isinstance(rows, HttpResponse) else register_files.table(rows, wanted=wanted)


@require_GET
@requires(Permission.OPEN_RECORDS, real=True)
def pdf(request: HttpRequest, house: str, code: str) -> HttpResponse:
    """Print the register of one provider; leads to where the reason is chosen first."""
    name = _name(request, house, code)
    wanted = wanted_of(request, house=house, provider=code)
    rows = _taken(request, wanted)
    if isinstance(rows, HttpResponse):
        return rows
    found = providers.house(house)
    return register_files.paper(
        request,
        rows,
        distinct.totals(actor_of(request), wanted=wanted),
        wanted=wanted,
        provider=f"{name}, {code}",
        house=found.name if found else house,
    )


def _wanted(request: HttpRequest) -> DistinctFilter:
    provider = asking.asked(request, "furnizor").upper().removeprefix("RO").strip()
    return wanted_of(request, house=asking.asked(request, "casa"), provider=provider)


def _name(request: HttpRequest, house: str, code: str) -> str:
    """Return the name of a provider that had a contract with a house which the actor may see."""
    own = providers.house_of(actor_of(request))
    name = "" if own not in {None, house} else providers.provider_name(code, house=house)
    if not name:
        raise not_found()
    return name


def _taken(
    request: HttpRequest, wanted: DistinctFilter
) -> tuple[DistinctRow, ...] | HttpResponseRedirect:
    try:
        rows = registers.take_out_of(
            actor_of(request), wanted=wanted, reason=_reason(request, wanted), at=timezone.now()
        )
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    if isinstance(rows, NotSaved):
        return HttpResponseRedirect(f"{_address(wanted)}?{urlencode(query_of(wanted))}")
    return rows


def _reason(request: HttpRequest, wanted: DistinctFilter) -> str:
    kept: dict[str, str] = request.session.get(_KEY, {})
    return kept.get(f"{wanted.house}/{wanted.provider}", "")


def _page(
    request: HttpRequest,
    wanted: DistinctFilter,
    *,
    name: str,
    found: DistinctPage | None = None,
    is_wrong: bool = False,
) -> HttpResponse:
    told = house_labels.described("record-look-reason").practice
    wrong = {"look_reason": told} if is_wrong else {}
    query, here = query_of(wanted), _address(wanted)
    totals = found.totals if found else distinct.totals(actor_of(request), wanted=wanted)
    context: dict[str, Any] = {
        "name": name,
        "code": wanted.provider,
        "house": wanted.house,
        "month": labels.month(wanted.month),
        "months": months(timezone.now()),
        "kinds": labels.kinds([*ReportKind, *UntakenKind]),
        "query": query,
        "here": here,
        "action": f"{here}?{urlencode(query)}",
        "files": f"?{urlencode(query)}",
        "total_columns": register_rows.total_columns(),
        "totals": [register_rows.total_row(each) for each in totals],
        "is_open": found is not None,
        "reasons": house_labels.register_reasons(),
        "rows": [register_rows.shown(each) for each in found.rows] if found else [],
        "total": found.total if found else 0,
        "hrefs": addresses(here, query, pages=found.pages) if found else [],
        "page_number": found.number if found else 1,
        "errors": wrong,
        "summary": list(wrong.items()),
    }
    crumbs = house_navigation.trail(_("Evidența distinctă"), f"{REGISTER}?{urlencode(query)}")
    status = 422 if wrong else 200
    template = "reporting/house_register.html"
    return render(request, template, context, status=status, breadcrumbs=crumbs)


def _address(wanted: DistinctFilter) -> str:
    return f"{REGISTER}/{wanted.house}/{wanted.provider}"


def _columns(*, with_house: bool) -> list[dict[str, Any]]:
    numbers = (_("Servicii"), _("Persoane"), _("Valoarea (lei)"))
    return [
        {"text": _("Furnizorul")},
        *([{"text": _("Casa"), "nowrap": True}] if with_house else []),
        {"text": _("Felul")},
        *({"text": text, "numeric": True, "nowrap": True} for text in numbers),
    ]


def _row(count: ProviderCount, wanted: DistinctFilter, *, with_house: bool) -> list[Any]:
    query = urlencode({"luna": f"{wanted.month:%Y-%m}", "fel": count.kind})
    return [
        {
            "text": f"{count.name} ({count.provider})" if count.name else count.provider,
            "href": f"{REGISTER}/{count.house}/{count.provider}?{query}",
        },
        *([count.house] if with_house else []),
        house_labels.kind(count.kind),
        *(str(count.services), str(count.persons), labels.money(count.value)),
    ]
