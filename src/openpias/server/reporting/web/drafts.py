"""How does a provider without software type, correct, repeat and take back services?"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpias.core.calendar import dates
from openpias.core.findings import Finding, has_errors
from openpias.core.rules.records import ReportKind
from openpias.core.rules.rule import SERVICE_GROUPS
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.middleware import CONTENT_SECURITY_POLICY
from openpias.server.platform.http.pages import render
from openpias.server.reporting.domain.drafts import RecordInput
from openpias.server.reporting.domain.outcomes import ReportingRefused
from openpias.server.reporting.enums import DraftState
from openpias.server.reporting.operations import recording
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import clock, drafts, nomenclatures
from openpias.server.reporting.queries.drafts import DraftView
from openpias.server.reporting.web import (
    draft_choices,
    draft_forms,
    draft_labels,
    draft_patients,
    labels,
    navigation,
)
from openpias.server.reporting.web.draft_fields import FORMS, KEPT, SHAPES, field_id, names_of
from openpias.server.reporting.web.draft_patients import Asked
from openpias.server.reporting.web.months import month_of, months
from openpias.server.reporting.web.opening import actor_of, key_of, not_found, refused
from openpias.server.reporting.web.paging import addresses, number_of

_SAVED = "draft-saved"
# The camera reader of slips is WebAssembly; only this form may run it here.
_SCANNER_POLICY = CONTENT_SECURITY_POLICY + "; script-src 'self' 'wasm-unsafe-eval'"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """A form to be drawn: of which draft, from what was typed, with what was found."""

    record: str
    typed: RecordInput
    version: int = 0
    findings: Sequence[Finding] = ()
    asked: Asked | None = None
    is_checked: bool = False
    draft: DraftView | None = None
    changed_meanwhile: bool = False


@require_GET
@requires(Permission.READ_OWN, real=True)
def collection(request: HttpRequest) -> HttpResponse:
    """List what was typed, the newest first, parted by kind, state and month."""
    actor, now = actor_of(request), timezone.now()
    kind, state, month = request.GET.get("fel", ""), _state(request), month_of(request)
    kind = kind if kind in set(ReportKind) else ""
    page = drafts.page(actor, kind=kind, state=state, month=month, number=number_of(request))
    query = {
        "fel": kind,
        "stare": state.value if state else "",
        "luna": f"{month:%Y-%m}" if month else "",
    }
    context = {
        "tabs": navigation.tabs(request),
        "rows": [_row(each, now=now) for each in page.rows],
        "told": told(request),
        "total": page.total,
        "counts": [
            f"{labels.draft_state(each)}: {count}" for each, count in page.by_state.items() if count
        ],
        "kinds": labels.kinds(),
        "states": labels.draft_states(),
        "months": months(now),
        "query": query,
        "may_record": actor.may(Permission.RECORD),
        "hrefs": addresses(navigation.DRAFTS, query, pages=page.pages),
        "page_number": page.number,
    }
    return render(request, "reporting/drafts.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD, resumes=True, real=True)
def new(request: HttpRequest) -> HttpResponse:
    """Type a new service, or the next patient's under the same physician, day and service."""
    if request.method == "POST":
        return _take(request, key_of(request), None)
    actor = actor_of(request)
    before = _draft(request.GET.get("ca", ""), request)
    record = str(uuid.uuid4())
    if before is not None and before.kind in set(ReportKind):
        said = recording.read_typed(before.typed)
        kept = {name: getattr(said, name) for name in KEPT}
        return _page(request, _Form(record=record, typed=RecordInput(**kept)))
    offered = draft_choices.kinds(actor)
    asked = request.GET.get("fel", "")
    kind = next((each for each in offered if each.value == asked), offered[0])
    given_on = dates.typed(timezone.localdate())
    return _page(request, _Form(record=record, typed=draft_forms.blank(kind, given_on=given_on)))


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD, resumes=True, real=True)
def item(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show a typed service as it was typed, with what was found, and take a correction."""
    draft = _draft(str(public_id), request)
    if draft is None:
        raise not_found()
    if draft.state not in recording.CHANGEABLE or draft.kind not in set(ReportKind):
        return _fixed(request, draft)
    if request.method == "POST":
        return _take(request, public_id, draft)
    form = _Form(
        record=draft.public_id,
        typed=recording.read_typed(draft.typed),
        version=draft.version,
        findings=draft.findings,
        draft=draft,
    )
    return _page(request, form)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD, real=True)
def withdraw(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask once, and take a service back."""
    draft = _draft(str(public_id), request)
    if draft is None:
        raise not_found()
    if request.method == "POST":
        try:
            recording.discard(public_id, actor=actor_of(request), at=timezone.now())
        except ReportingRefused as refusal:
            raise refused(refusal) from None
        request.session[_SAVED] = {"told": _("Serviciul a fost retras și nu mai intră în raport.")}
        return HttpResponseRedirect(navigation.DRAFTS)
    context = {"tabs": navigation.tabs(request), "draft": draft, "rows": _summary(draft)}
    return render(request, "reporting/draft_withdrawal.html", context)


def _take(request: HttpRequest, record: uuid.UUID, draft: DraftView | None) -> HttpResponse:
    kind = _kind(request, draft)
    form = _Form(
        record=str(record),
        typed=draft_forms.read(request.POST, kind),
        version=_version(request),
        draft=draft,
    )
    action = request.POST.get("action", "")
    if interrupted.is_back(request) or action == "number":
        asked = draft_patients.ask(form.typed) if action == "number" else None
        return _page(request, replace(form, asked=asked))
    return _judged(request, form, record, is_saving=action == "save")


def _judged(
    request: HttpRequest, form: _Form, record: uuid.UUID, *, is_saving: bool
) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    day = draft_choices.day_of(form.typed, today=timezone.localdate())
    services = tuple(nomenclatures.services(day=day, kind=form.typed.kind))
    typed = draft_choices.filled(form.typed, services=services, actor=actor, day=day)
    form = replace(form, typed=typed, is_checked=True)
    try:
        if not is_saving:
            found = recording.check(typed, public_id=record, actor=actor, at=now)
            return _page(request, replace(form, findings=found))
        kept = recording.save(typed, public_id=record, actor=actor, at=now, seen=form.version)
    except ReportingRefused as refusal:
        if refusal.code == "record-changed-meanwhile":
            return _page(request, replace(form, changed_meanwhile=True))
        raise refused(refusal) from None
    request.session[_SAVED] = {"draft": kept.public_id, "good": not has_errors(list(kept.findings))}
    return HttpResponseRedirect(f"{navigation.DRAFTS}/{kept.public_id}")


def _page(request: HttpRequest, form: _Form) -> HttpResponse:
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


def _fixed(request: HttpRequest, draft: DraftView) -> HttpResponse:
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
        "rows": _summary(draft),
    }
    return render(request, "reporting/draft_fixed.html", context)


def _summary(draft: DraftView) -> list[dict[str, str]]:
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


def _row(draft: DraftView, *, now: datetime) -> dict[str, Any]:
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


def _saved(request: HttpRequest, form: _Form) -> dict[str, Any] | None:
    kept: dict[str, Any] = request.session.get(_SAVED, {})
    if request.method != "GET" or form.draft is None or kept.get("draft") != form.record:
        return None
    del request.session[_SAVED]
    return kept


def told(request: HttpRequest) -> str:
    """Return what the list has to tell once."""
    kept: dict[str, str] = request.session.get(_SAVED, {})
    if "told" not in kept:
        return ""
    del request.session[_SAVED]
    return kept["told"]


def _draft(text: str, request: HttpRequest) -> DraftView | None:
    try:
        reference = str(uuid.UUID(text))
    except ValueError:
        return None
    return drafts.one(reference, actor=actor_of(request))


def _kind(request: HttpRequest, draft: DraftView | None) -> ReportKind:
    said = draft.kind if draft else request.POST.get("kind", "")
    return ReportKind(said) if said in set(ReportKind) else ReportKind.CLINIC


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _state(request: HttpRequest) -> DraftState | None:
    text = request.GET.get("stare", "")
    return DraftState(text) if text in set(DraftState) else None
