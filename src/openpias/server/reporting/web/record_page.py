"""What did a provider report about one service, and what was found about it?"""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.core.calendar import dates
from openpias.pages import Link
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import drafts, records
from openpias.server.reporting.queries.records import RecordView
from openpias.server.reporting.queries.reports import FindingRow
from openpias.server.reporting.web import draft_labels, labels, navigation, report_page
from openpias.server.reporting.web.opening import actor_of, not_found

_LARGEST = 2**63 - 1


@require_GET
@requires(Permission.READ_OWN, real=True)
def item(request: HttpRequest, number: int) -> HttpResponse:
    """Show a record of the provider's own, with its findings and what was said before."""
    actor = actor_of(request)
    record = records.one(number, actor=actor) if number <= _LARGEST else None
    if record is None:
        raise not_found()
    typed = drafts.by_app_ids(actor, [record.app_id]).get(record.app_id, "")
    context = {
        "number": record.app_id,
        "state": labels.record_state(record.state),
        "rows": _rows(record),
        "draft": f"{navigation.DRAFTS}/{typed}" if typed else "",
        "findings": [
            report_page.finding_line(FindingRow(position=0, app_id="", finding=each), {})
            for each in record.findings
        ],
        "said": [
            {
                "at": labels.moment(each.arrived_at),
                "text": labels.record_state(each.state),
                "more": "",
            }
            for each in reversed(records.history(number, actor=actor))
        ],
    }
    trail = [Link(text=_("Rapoartele mele"), href=navigation.REPORTS)]
    if record.report:
        path = f"{navigation.REPORTS}/{record.report}"
        trail.append(Link(text=_("Raportul"), href=path))
    return render(request, "reporting/record.html", context, breadcrumbs=trail)


def _rows(record: RecordView) -> list[dict[str, str]]:
    names = draft_labels.labels()
    shown = f"{record.surname} {record.given_name}".strip()
    pairs = (
        (_("Felul"), labels.kind(record.kind)),
        (names["given_on"], dates.typed(record.given_on)),
        (names["service_code"], record.service_code),
        (names["quantity"], labels.quantity(record.quantity)),
        (_("Valoarea (lei)"), labels.money(record.value) if record.value is not None else ""),
        (names["stamp_code"], record.stamp_code),
        (names["identifier"], record.identifier or record.cnp),
        (_("Pacientul"), shown),
        (_("Sosirea care contează pentru termen"), labels.moment(record.arrived_at)),
        (_("Termenul"), labels.moment(record.deadline)),
    )
    return [{"key": key, "value": value} for key, value in pairs if value]
