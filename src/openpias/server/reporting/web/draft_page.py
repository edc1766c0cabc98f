"""What does the form of a typed service look like, with what was typed and what was found?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from openpias.core.calendar import dates
from openpias.core.findings import Finding, has_errors
from openpias.core.rules.records import ReportKind
from openpias.core.rules.rule import SERVICE_GROUPS
from openpias.server.platform.http.middleware import CONTENT_SECURITY_POLICY
from openpias.server.platform.http.pages import render
from openpias.server.reporting.domain.drafts import RecordInput
from openpias.server.reporting.queries import clock, nomenclatures
from openpias.server.reporting.queries.drafts import DraftView
from openpias.server.reporting.web import (
    draft_choices,
    draft_forms,
    draft_labels,
    labels,
    navigation,
)
from openpias.server.reporting.web.draft_fields import FORMS, SHAPES, field_id
from openpias.server.reporting.web.draft_patients import Asked
from openpias.server.reporting.web.opening import actor_of

# Under which name a session holds what was just done, until it is told once.
SAVED = "draft-saved"
# The camera reader of slips is WebAssembly; only this form may run it here.
_SCANNER_POLICY = CONTENT_SECURITY_POLICY + "; script-src 'self' 'wasm-unsafe-eval'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form to be drawn: of which draft, from what was typed, with what was found."""

    record: str
    typed: RecordInput
    version: int = 0
    findings: Sequence[Finding] = ()
    asked: Asked | None = None
    is_checked: bool = False
    draft: DraftView | None = None
    changed_meanwhile: bool = False


def page(request: HttpRequest, form: Form) -> HttpResponse:
    """Draw a form: 422 where a sending of it found errors."""
    actor, now = actor_of(request), timezone.now()
    kind = ReportKind(form.typed.kind)
    day = draft_choices.day_of(form.typed, today=timezone.localdate())
    services = tuple(nomenclatures.services(day=day, kind=kind.value))
    typed = form.typed
    if request.method == "GET" and form.draft is None:
        typed = draft_choices.filled(typed, services=services, actor=actor, day=day)
    names = draft_labels.labels(kind)
    errors = draft_forms.errors_of(form.findings, kind)
    if form.changed_meanwhile:
        errors = {"": labels.told("record-changed-meanwhile")}
    is_timed = FORMS[kind].list in SERVICE_GROUPS
    term = clock.deadlines().of(day) if is_timed else None
    context: dict[str, Any] = {
        "tabs": navigation.tabs(request),
        "form": form,
        "address": f"{navigation.DRAFTS}/{form.record}"
        if form.draft
        else f"{navigation.DRAFTS}/nou",
        "kind": kind.value,
        "kind_text": labels.kind(kind.value),
        "other_kinds": [
            (each.value, labels.kind(each.value))
            for each in draft_choices.kinds(actor)
            if each is not kind
        ],
        "parts": _parts(kind),
        "values": draft_forms.shown(typed),
        "choices": draft_choices.choices(actor, kind, day=day, services=services),
        "person_types": draft_labels.person_types(),
        "yes_no": draft_labels.yes_no,
        "names": {field_id(name): text for name, text in names.items()},
        "hints": draft_labels.hints(kind),
        "warnings": draft_forms.warnings_of(form.findings),
        "is_good": form.is_checked and not has_errors(list(form.findings)),
        "term_day": dates.typed(day) if is_timed else "",
        "deadline": labels.until(term, now=now),
        "is_late": labels.is_late(term, now=now),
        "saved": _saved(request, form),
        "state": labels.draft_tag(form.draft.state) if form.draft else None,
        "errors": errors,
        "summary": draft_forms.summary_of(errors, kind, names),
    }
    status = 422 if errors and request.method == "POST" else 200
    response = render(request, "reporting/draft.html", context, status=status)
    response.headers["Content-Security-Policy"] = _SCANNER_POLICY
    return response


def _parts(kind: ReportKind) -> list[dict[str, Any]]:
    """Return the parts of a form with the fields of each, and how each is typed."""
    form = FORMS[kind]
    titles = draft_labels.parts(kind)
    parts = [
        (key, titles.get(key, ""), getattr(form, key))
        for key in ("patient", "service", "leave", "card", "more")
    ]
    return [
        {
            "key": key,
            "title": title,
            "fields": [
                {"id": field_id(name), "shape": SHAPES.get(name, "text"), "name": name}
                for name in names
            ],
        }
        for key, title, names in parts
        if names
    ]


def _saved(request: HttpRequest, form: Form) -> dict[str, Any] | None:
    kept: dict[str, Any] = request.session.get(SAVED, {})
    if request.method != "GET" or form.draft is None or kept.get("draft") != form.record:
        return None
    del request.session[SAVED]
    return kept
