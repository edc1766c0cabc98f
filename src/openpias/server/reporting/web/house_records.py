"""Which services are in a report, and who was the patient of one? Looking at a patient is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpias.core.calendar import dates
from openpias.interop.messages.formats import RecordState
from openpias.pages import Link
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.providers import api as providers
from openpias.server.reporting.domain.outcomes import NotSaved, ReportingRefused
from openpias.server.reporting.operations import looking
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import records as queries
from openpias.server.reporting.queries.records import RecordFilter, RecordView
from openpias.server.reporting.web import house_labels, labels, service_names
from openpias.server.reporting.web.house_navigation import QUEUE, RECORDS
from openpias.server.reporting.web.house_report_page import address, opened, title, trail
from openpias.server.reporting.web.opening import actor_of, not_found, refused, text_of
from openpias.server.reporting.web.paging import addresses, number_of

# The highest number that the database gives a record.
_LARGEST = 2**63 - 1


@require_GET
@requires(Permission.READ_QUEUE, real=True)
def collection(request: HttpRequest, public_id: str) -> HttpResponse:
    """List the services of a report, all or a part; no patient stands here."""
    report = opened(request, str(public_id)).row
    parts = _parts(str(public_id))
    asked = request.GET.get("care", "")
    asked = asked if asked in parts else "toate"
    found = queries.page(actor_of(request), wanted=parts[asked], number=number_of(request))
    here = f"{address(report)}/servicii"
    context = {
        "title": title(report),
        "parts": [
            {"text": text, "href": f"{here}?care={slug}", "current": slug == asked}
            for slug, text in _names().items()
        ],
        "total": found.total,
        "columns": _columns(),
        "rows": [_row(each) for each in found.rows],
        "hrefs": addresses(here, {"care": asked}, pages=found.pages),
        "page_number": found.number,
    }
    crumbs = [*trail(), Link(text=title(report), href=address(report))]
    return render(request, "reporting/house_records.html", context, breadcrumbs=crumbs)


@require_http_methods(["GET", "POST"])
@requires(Permission.OPEN_RECORDS, resumes=True, real=True)
def item(request: HttpRequest, number: int) -> HttpResponse:
    """Show a service; its patient only after a reason was given, and the look is kept."""
    if number > _LARGEST:
        raise not_found()
    if request.method == "GET" or interrupted.is_back(request):
        found = queries.one(number, actor=actor_of(request))
        if found is None:
            raise not_found()
        return _page(request, found)
    reason = text_of(request, "look_reason", most=20)
    try:
        answer = looking.open_patient(
            number, reason=reason, actor=actor_of(request), at=timezone.now()
        )
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    if isinstance(answer, NotSaved):
        found = queries.one(number, actor=actor_of(request))
        if found is None:
            raise not_found()
        told = house_labels.described(answer.findings[0].code).practice
        return _page(request, found, errors={"look_reason": told})
    return _page(request, answer, is_open=True)


def _page(
    request: HttpRequest,
    record: RecordView,
    *,
    is_open: bool = False,
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    wrong = errors or {}
    context: dict[str, Any] = {
        "address": f"{RECORDS}/{record.id}",
        "heading": _("Serviciul %(id)s") % {"id": record.app_id},
        "kind": labels.kind(record.kind),
        "tag": labels.record_tag(record.state, is_withdrawn=record.withdrawn_at is not None),
        "rows": _facts(record),
        "patient": _patient(record) if is_open else [],
        "is_open": is_open,
        "reasons": house_labels.look_reasons(),
        "findings": [
            {
                "tag": house_labels.severity_tag(each.severity),
                "text": house_labels.described(each.code, each.facts).practice,
            }
            for each in record.findings
        ],
        "errors": wrong,
        "summary": list(wrong.items()),
    }
    crumbs = trail()
    if record.report:
        crumbs = [*crumbs, Link(text=_("Raportul"), href=f"{QUEUE}/{record.report}")]
    status = 422 if wrong else 200
    return render(
        request, "reporting/house_record.html", context, status=status, breadcrumbs=crumbs
    )


def _parts(report: str) -> dict[str, RecordFilter]:
    return {
        "toate": RecordFilter(report=report),
        "respinse": RecordFilter(report=report, state=RecordState.INVALID),
        "avertismente": RecordFilter(report=report, state=RecordState.PARTIAL),
        "intarziate": RecordFilter(report=report, late_only=True),
        "stramutate": RecordFilter(report=report, displaced_only=True),
    }


def _names() -> dict[str, str]:
    return {
        "toate": _("Toate"),
        "respinse": _("Respinse"),
        "avertismente": _("Cu avertismente"),
        "intarziate": _("Întârziate"),
        "stramutate": _("Persoane strămutate"),
    }


def _columns() -> list[dict[str, object]]:
    return [
        {"text": _("La furnizor"), "nowrap": True},
        {"text": _("Starea")},
        {"text": _("Ziua"), "nowrap": True},
        {"text": _("Serviciul"), "nowrap": True},
        {"text": _("Valoarea serviciului"), "numeric": True, "nowrap": True},
        {"text": _("Întârziat")},
        {"text": _("Strămutat")},
    ]


def _row(record: RecordView) -> list[object]:
    return [
        {"text": record.app_id or "–", "href": f"{RECORDS}/{record.id}"},
        labels.record_state(record.state),
        dates.typed(record.given_on),
        record.service_code or "–",
        house_labels.lei(record.value),
        _("da") if record.is_late else _("nu"),
        _("da") if record.is_displaced else _("nu"),
    ]


def _facts(record: RecordView) -> list[dict[str, str]]:
    rows = (
        (_("Furnizorul"), _provider(record)),
        (_("Casa"), record.house),
        (_("Ziua serviciului"), dates.typed(record.given_on)),
        (_("Serviciul"), service_names.shown(record.service_code, day=record.given_on)),
        (_("Cantitatea"), house_labels.quantity(record.quantity)),
        (_("Valoarea serviciului"), house_labels.lei(record.value)),
        (_("Contribuția personală"), house_labels.lei(record.personal_share)),
        (_("Parafa medicului"), record.stamp_code),
        (_("Sosirea care contează pentru termen"), labels.moment(record.arrived_at)),
        (_("Termenul"), labels.moment(record.deadline) or _("fără termen cunoscut")),
        (_("Întârziat"), _("da") if record.is_late else _("nu")),
        (_("Retras de furnizor la"), labels.moment(record.withdrawn_at)),
        (_("Persoană strămutată"), _("da") if record.is_displaced else _("nu")),
    )
    return [{"key": key, "value": value} for key, value in rows if value]


def _provider(record: RecordView) -> str:
    name = providers.provider_name(record.provider, house=record.house)
    return f"{name} ({record.provider})" if name else record.provider


def _patient(record: RecordView) -> list[dict[str, str]]:
    rows = (
        (_("Numele raportat"), f"{record.surname} {record.given_name}".strip()),
        (_("Identificatorul raportat"), record.identifier),
        (_("CNP raportat"), record.cnp),
    )
    known = [{"key": key, "value": value} for key, value in rows if value]
    gone = _(
        "Numele și identificatorii au fost șterși după termenul de păstrare, sau nu au fost raportați."
    )
    return known or [{"key": _("Pacientul"), "value": gone}]
