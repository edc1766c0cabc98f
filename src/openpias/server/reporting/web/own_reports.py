"""Which reports did a provider send, and where does each stand?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.reporting.enums import ReportState
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import drafts, reports
from openpias.server.reporting.queries.reports import ReportRow
from openpias.server.reporting.web import labels, navigation
from openpias.server.reporting.web.opening import actor_of
from openpias.server.reporting.web.paging import addresses, number_of


@require_GET
@requires(Permission.READ_OWN, real=True)
def collection(request: HttpRequest) -> HttpResponse:
    """List the reports, the newest first, and those that were built and wait for a signature."""
    actor = actor_of(request)
    text = request.GET.get("stare", "")
    state = ReportState(text) if text in set(ReportState) else None
    page = reports.page(actor, state=state, number=number_of(request))
    query = {"stare": state.value if state else ""}
    built = [each for each in drafts.built_reports(actor) if each.is_unsent]
    context = {
        "tabs": navigation.tabs(request),
        "columns": columns(),
        "rows": [row(each) for each in page.rows],
        "total": page.total,
        "states": labels.report_states(),
        "query": query,
        "built_columns": [
            {"text": text} for text in (_("Fișierul"), _("Perioada"), _("Servicii"), _("Făcut la"))
        ],
        "built": [
            [
                {"text": each.file_name, "href": f"{navigation.BUILT}/{each.public_id}"},
                labels.period(each.starts_on, each.ends_on),
                str(each.records),
                labels.moment(each.built_at),
            ]
            for each in built
        ],
        "may_send": actor.may(Permission.SEND),
        "hrefs": addresses(navigation.REPORTS, query, pages=page.pages),
        "page_number": page.number,
    }
    return render(request, "reporting/own_reports.html", context)


def columns() -> list[dict[str, Any]]:
    """Return the columns of a list of reports."""
    texts = (
        *(_("Fișierul"), _("Starea"), _("Perioada"), _("Servicii"), _("Respinse")),
        _("Primit la"),
    )
    return [
        {"text": text, "numeric": place in {3, 4}, "nowrap": place == 2}
        for place, text in enumerate(texts)
    ]


def row(report: ReportRow) -> list[object]:
    """Return a report as a line of a list."""
    counts = report.counts
    return [
        {
            "text": report.file_name or _("raportul %(number)s") % {"number": report.number},
            "href": f"{navigation.REPORTS}/{report.public_id}",
        },
        labels.report_state(report.state),
        labels.period(report.starts_on, report.ends_on) or "–",
        str(counts.records) if report.finished_at else "–",
        str(counts.invalid + counts.unreadable) if report.finished_at else "–",
        labels.moment(report.received_at),
    ]
