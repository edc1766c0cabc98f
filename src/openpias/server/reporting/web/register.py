"""What did a provider give to displaced persons in a month, person by person, on screen and on paper?"""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from openpias.core.rules.records import ReportKind
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.reporting.enums import UntakenKind
from openpias.server.reporting.operations import registers
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import distinct
from openpias.server.reporting.queries.distinct import DistinctFilter
from openpias.server.reporting.web import labels, navigation, register_files, register_rows
from openpias.server.reporting.web.months import month_of, months, this_month
from openpias.server.reporting.web.opening import actor_of
from openpias.server.reporting.web.paging import addresses, number_of


@require_GET
@requires(Permission.READ_OWN, real=True)
def page(request: HttpRequest) -> HttpResponse:
    """Show the register of a month."""
    actor, now, wanted = actor_of(request), timezone.now(), wanted_of(request)
    found = registers.look(actor, wanted=wanted, number=number_of(request), at=now)
    query = query_of(wanted)
    context = {
        "tabs": navigation.tabs(request),
        "month": labels.month(wanted.month),
        "months": months(now),
        "kinds": labels.kinds([*ReportKind, *UntakenKind]),
        "query": query,
        "rows": [register_rows.shown(each) for each in found.rows],
        "total": found.total,
        "total_columns": register_rows.total_columns(),
        "totals": [register_rows.total_row(each) for each in found.totals],
        "may_record": actor.may(Permission.RECORD),
        "files": f"?luna={query['luna']}&fel={query['fel']}",
        "hrefs": addresses(navigation.REGISTER, query, pages=found.pages),
        "page_number": found.number,
    }
    return render(request, "reporting/register.html", context)


@require_GET
@requires(Permission.READ_OWN, real=True)  # type: ignore[arg-type] # an answer in parts is no HttpResponse
def csv(request: HttpRequest) -> StreamingHttpResponse:
    """Save the register of a month as a table."""
    wanted = wanted_of(request)
    rows = registers.take_out(actor_of(request), wanted=wanted, at=timezone.now())
    return register_files.table(rows, wanted=wanted)


@require_GET
@requires(Permission.READ_OWN, real=True)
def pdf(request: HttpRequest) -> HttpResponse:
    """Print the register of a month, for the provider's own file and for the house."""
    actor, wanted = actor_of(request), wanted_of(request)
    rows = registers.take_out(actor, wanted=wanted, at=timezone.now())
    return register_files.paper(
        request,
        rows,
        distinct.totals(actor, wanted=wanted),
        wanted=wanted,
        provider=f"{actor.provider.name}, {actor.provider.code}",
        house=actor.provider.house_name,
    )


def wanted_of(request: HttpRequest, *, house: str = "", provider: str = "") -> DistinctFilter:
    """Return which part of the register an address asks for; this month where it names none."""
    kind = request.GET.get("fel", "")
    known = kind in set(ReportKind) or kind in set(UntakenKind)
    return DistinctFilter(
        month=month_of(request) or this_month(),
        kind=kind if known else "",
        house=house,
        provider=provider,
    )


def query_of(wanted: DistinctFilter) -> dict[str, str]:
    """Return what an address says to ask for this part."""
    return {"luna": f"{wanted.month:%Y-%m}", "fel": wanted.kind}
