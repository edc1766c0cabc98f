"""Which reports stopped, why, and how does a house start them again?"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpias.pages import Link
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.reporting.domain.outcomes import ReportingRefused
from openpias.server.reporting.enums import ReportState
from openpias.server.reporting.operations import dead_letters as operations
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import dead_letters as queries
from openpias.server.reporting.queries.reports import ReportRow
from openpias.server.reporting.web import confirming, house_labels, house_navigation, labels
from openpias.server.reporting.web.confirming import Question
from openpias.server.reporting.web.house_navigation import DEAD
from openpias.server.reporting.web.house_report_page import address, name, opened, title, trail
from openpias.server.reporting.web.opening import actor_of, refused
from openpias.server.reporting.web.paging import addresses, number_of


@require_GET
@requires(Permission.READ_DEAD_LETTERS, real=True)
def collection(request: HttpRequest) -> HttpResponse:
    """List the reports that broke their worker too often, the newest first."""
    found = queries.page(actor_of(request), number=number_of(request))
    context = {
        "tabs": house_navigation.tabs(request),
        "columns": [
            {"text": _("Raportul"), "nowrap": True},
            {"text": _("De ce s-a oprit"), "wide": True},
            {"text": _("Codul"), "nowrap": True},
            {"text": _("Încercări"), "numeric": True},
            {"text": _("Primit"), "nowrap": True},
            {"text": _("Fișierul"), "nowrap": True},
            {"text": _("Furnizorul")},
            {"text": _("Casa"), "nowrap": True},
        ],
        "rows": [_row(each) for each in found.rows],
        "total": found.total,
        "hrefs": addresses(DEAD, {}, pages=found.pages),
        "page_number": found.number,
    }
    return render(request, "reporting/house_dead_letters.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RETRY, real=True)
def retry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask, then let a report be processed again; one that waits already stays as it is."""
    row = opened(request, str(public_id)).row
    if request.method == "GET" and row.state is ReportState.DEAD_LETTER:
        crumbs = [*trail(), Link(text=title(row), href=address(row))]
        return confirming.ask(request, _question(row), trail=crumbs)
    if request.method == "POST":
        try:
            operations.retry(str(public_id), actor=actor_of(request), at=timezone.now())
        except ReportingRefused as refusal:
            raise refused(refusal) from None
    return HttpResponseRedirect(address(row))


def _question(row: ReportRow) -> Question:
    return Question(
        heading=_("Repornirea prelucrării"),
        rows=[
            {"key": _("Fișierul"), "value": name(row)},
            {"key": _("Furnizorul"), "value": f"{row.provider_name} ({row.provider})"},
            {"key": _("De ce s-a oprit"), "value": house_labels.failure(row.failure)},
            {"key": _("Codul pentru furnizorul IT"), "value": row.failure},
        ],
        effects=[
            _(
                "Raportul intră din nou la rând și se prelucrează de la început; nimic nu se "
                "păstrează de două ori. Termenele serviciilor rămân socotite de la prima sosire."
            ),
            _("Dacă se oprește din nou cu același cod, nu mai reporniți: anunțați furnizorul IT."),
        ],
        button=_("Repornește prelucrarea"),
        back=address(row),
    )


def _row(row: ReportRow) -> list[object]:
    return [
        {"text": _("nr. %(number)s") % {"number": row.number}, "href": address(row)},
        house_labels.failure(row.failure),
        row.failure,
        str(row.attempts),
        labels.moment(row.received_at),
        name(row),
        f"{row.provider_name} ({row.provider})",
        row.house,
    ]
