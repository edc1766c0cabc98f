"""How is a typed service shown where it is not typed: in the list, alone, before it is taken back?"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from openpias.core.calendar import dates
from openpias.core.rules.records import ReportKind
from openpias.server.platform.http.pages import render
from openpias.server.reporting.domain.drafts import RecordInput
from openpias.server.reporting.enums import DraftState
from openpias.server.reporting.operations import recording
from openpias.server.reporting.queries.drafts import DraftView
from openpias.server.reporting.web import draft_forms, draft_labels, labels, navigation
from openpias.server.reporting.web.draft_fields import field_id, names_of


def fixed(request: HttpRequest, draft: DraftView) -> HttpResponse:
    """Show a service that cannot be changed now, and why."""
    context = {
        "tabs": navigation.tabs(request),
        "draft": draft,
        "state": labels.draft_tag(draft.state),
        "why": {
            DraftState.IN_REPORT: _(
                "Serviciul este într-un raport nesemnat. Desfaceți raportul ca să îl puteți corecta."
            ),
            DraftState.SENT: _(
                "Serviciul este într-un raport trimis. Așteptați răspunsul; apoi îl puteți corecta."
            ),
        }.get(draft.state, _("Serviciul a fost retras.")),
        "built": f"{navigation.BUILT}/{draft.built}" if draft.built else "",
        "rows": summary(draft),
    }
    return render(request, "reporting/draft_fixed.html", context)


def summary(draft: DraftView) -> list[dict[str, str]]:
    """Return what was typed, field by field, as people read it."""
    kind = ReportKind(draft.kind) if draft.kind in set(ReportKind) else ReportKind.CLINIC
    names = draft_labels.labels(kind)
    values = draft_forms.shown(recording.read_typed({**draft.typed, "kind": kind.value}))
    for name, listed in draft_labels.lists(kind).items():
        found = next((each.text for each in listed if each.value == values.get(name)), "")
        values[name] = found or values.get(name, "")
    return [
        {"key": names[name], "value": values.get(field_id(name), "")}
        for name in names_of(kind)
        if values.get(field_id(name))
    ]


def row(draft: DraftView, *, now: datetime) -> dict[str, Any]:
    """Return the line of a service in the list."""
    typed = recording.read_typed(draft.typed)
    open_states = {DraftState.TYPED, DraftState.VALIDATED, DraftState.REFUSED, DraftState.IN_REPORT}
    errors = sum(1 for each in draft.findings if each.severity.value == "error")
    is_awaited = draft.state in open_states and draft.kind != ReportKind.SICK_LEAVE
    return {
        "href": f"{navigation.DRAFTS}/{draft.public_id}",
        "copy": f"{navigation.DRAFTS}/nou?ca={draft.public_id}",
        "number": draft.app_id,
        "day": dates.typed(draft.given_on) if draft.given_on else typed.given_on or "–",
        "kind": draft.kind,
        "patient": f"{typed.surname} {typed.given_name}".strip()
        or _number(typed)
        or _("fără nume și număr"),
        "service": _what(draft, typed),
        "tag": labels.draft_tag(draft.state),
        "errors": errors,
        "term": labels.until(draft.deadline, now=now) if is_awaited else "",
        "is_late": draft.state in open_states and labels.is_late(draft.deadline, now=now),
    }


def _number(typed: RecordInput) -> str:
    number = typed.identifier or typed.cnp or typed.cid
    return labels.tail(number) if number else ""


def _what(draft: DraftView, typed: RecordInput) -> str:
    """Return the service's code, or a certificate's series and number, as far as it was typed."""
    if draft.kind != ReportKind.SICK_LEAVE:
        return typed.service_code or _("fără cod")
    said = (typed.details.get("serialCode", ""), typed.details.get("serialNo", ""))
    return " ".join(filter(None, said)) or _("fără serie")
