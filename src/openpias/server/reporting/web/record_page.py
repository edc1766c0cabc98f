"""What did a provider report about one service, was it in time, what was found, and what comes next?"""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.core.calendar import dates
from openpias.core.findings import Finding, Severity
from openpias.interop.messages.formats import RecordState
from openpias.pages import Link
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.reporting.domain.judging import LATE
from openpias.server.reporting.enums import RecordSource
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import drafts, records
from openpias.server.reporting.queries.records import RecordView
from openpias.server.reporting.queries.reports import FindingRow
from openpias.server.reporting.web import (
    draft_labels,
    labels,
    navigation,
    report_page,
    service_names,
)
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
        "tag": labels.record_tag(record.state, is_withdrawn=record.withdrawn_at is not None),
        "next": _next(record, draft=f"{navigation.DRAFTS}/{typed}" if typed else ""),
        "rows": _rows(record),
        "findings": [
            report_page.finding_line(FindingRow(position=0, app_id="", finding=each), {})
            for each in sorted(record.findings, key=_weight)
        ],
        "said": [_said(each) for each in reversed(records.history(number, actor=actor))],
    }
    trail = [Link(text=_("Rapoartele mele"), href=navigation.REPORTS)]
    if record.report:
        path = f"{navigation.REPORTS}/{record.report}"
        trail.append(Link(text=_("Raportul"), href=path))
    return render(request, "reporting/record.html", context, breadcrumbs=trail)


def _weight(found: Finding) -> int:
    """Let errors stand before warnings, in the order in which they were found."""
    return 0 if found.severity is Severity.ERROR else 1


def _next(record: RecordView, *, draft: str) -> dict[str, str]:
    if record.withdrawn_at is not None:
        return {"text": _("nimic: serviciul a fost anulat și nu se decontează.")}
    if not record.findings:
        return {"text": _("nimic: serviciul a fost primit.")}
    if record.state is not RecordState.INVALID:
        return _after_warnings(record, draft=draft)
    if draft:
        return {
            "text": _("corectați serviciul, care a fost scris aici."),
            "href": draft,
            "action": _("Deschide serviciul"),
        }
    return {
        "text": _(
            "corectați în programul de raportare și trimiteți serviciul cu același număr, într-un raport nou."
        )
    }


def _after_warnings(record: RecordView, *, draft: str) -> dict[str, str]:
    if {each.code for each in record.findings} == {LATE}:
        return {
            "text": _(
                "serviciul a fost primit, dar după termen; nu îl trimiteți din nou. Casa hotărăște dacă se decontează."
            )
        }
    text = _(
        "serviciul a fost primit. Citiți avertismentele de mai jos; trimiteți-l din nou numai dacă datele sunt greșite."
    )
    if not draft:
        return {"text": text}
    return {"text": text, "href": draft, "action": _("Deschide serviciul")}


def _said(record: RecordView) -> dict[str, str]:
    """Return one line of what was said under the record's number."""
    how = (
        _("validat online")
        if record.source is RecordSource.ONLINE
        else _("trimis în raportul lunii")
    )
    state = labels.record_state(record.state)
    if record.withdrawn_at is not None:
        state = _("anulat de dumneavoastră la %(moment)s") % {
            "moment": labels.moment(record.withdrawn_at)
        }
    return {
        "at": labels.moment(record.reported_at),
        "text": f"{how}: {state}",
        "more": _("constatări: %(number)s") % {"number": len(record.findings)}
        if record.findings
        else "",
    }


def _rows(record: RecordView) -> list[dict[str, str]]:
    names = draft_labels.labels()
    shown = f"{record.surname} {record.given_name}".strip()
    pairs = (
        (_("Felul"), labels.kind(record.kind)),
        (names["given_on"], dates.typed(record.given_on)),
        (_("De trimis până la"), labels.moment(record.deadline) or _("fără termen cunoscut")),
        (_("Sosirea care contează pentru termen"), _arrival(record)),
        (names["service_code"], service_names.shown(record.service_code, day=record.given_on)),
        (names["quantity"], labels.quantity(record.quantity)),
        (_("Valoarea (lei)"), labels.money(record.value) if record.value is not None else ""),
        (names["stamp_code"], record.stamp_code),
        (_("Pacientul"), shown),
        (names["identifier"], record.identifier or record.cnp),
    )
    return [{"key": key, "value": value} for key, value in pairs if value]


def _arrival(record: RecordView) -> str:
    moment = labels.moment(record.arrived_at)
    if record.deadline is None:
        return moment
    return f"{moment}, {_('după termen') if record.is_late else _('la timp')}"
