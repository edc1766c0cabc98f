"""How does a provider without software type, correct, repeat and take back services?"""

import uuid
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpias.core.calendar import dates
from openpias.core.findings import has_errors
from openpias.core.rules.records import ReportKind
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.reporting.domain.drafts import RecordInput
from openpias.server.reporting.domain.outcomes import ReportingRefused
from openpias.server.reporting.enums import DraftState
from openpias.server.reporting.operations import recording
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import drafts, nomenclatures
from openpias.server.reporting.queries.drafts import DraftView
from openpias.server.reporting.web import (
    draft_choices,
    draft_forms,
    draft_page,
    draft_patients,
    draft_rows,
    labels,
    navigation,
)
from openpias.server.reporting.web.draft_fields import KEPT
from openpias.server.reporting.web.draft_page import SAVED, Form
from openpias.server.reporting.web.months import month_of, months
from openpias.server.reporting.web.opening import actor_of, key_of, not_found, refused
from openpias.server.reporting.web.paging import addresses, number_of


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
        "rows": [draft_rows.row(each, now=now) for each in page.rows],
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
        return draft_page.page(request, Form(record=record, typed=RecordInput(**kept)))
    offered = draft_choices.kinds(actor)
    asked = request.GET.get("fel", "")
    kind = next((each for each in offered if each.value == asked), offered[0])
    given_on = dates.typed(timezone.localdate())
    return draft_page.page(
        request, Form(record=record, typed=draft_forms.blank(kind, given_on=given_on))
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD, resumes=True, real=True)
def item(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show a typed service as it was typed, with what was found, and take a correction."""
    draft = _draft(str(public_id), request)
    if draft is None:
        raise not_found()
    if draft.state not in recording.CHANGEABLE or draft.kind not in set(ReportKind):
        return draft_rows.fixed(request, draft)
    if request.method == "POST":
        return _take(request, public_id, draft)
    form = Form(
        record=draft.public_id,
        typed=recording.read_typed(draft.typed),
        version=draft.version,
        findings=draft.findings,
        draft=draft,
    )
    return draft_page.page(request, form)


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
        request.session[SAVED] = {"told": _("Serviciul a fost retras și nu mai intră în raport.")}
        return HttpResponseRedirect(navigation.DRAFTS)
    context = {"tabs": navigation.tabs(request), "draft": draft, "rows": draft_rows.summary(draft)}
    return render(request, "reporting/draft_withdrawal.html", context)


def _take(request: HttpRequest, record: uuid.UUID, draft: DraftView | None) -> HttpResponse:
    kind = _kind(request, draft)
    form = Form(
        record=str(record),
        typed=draft_forms.read(request.POST, kind),
        version=_version(request),
        draft=draft,
    )
    action = request.POST.get("action", "")
    if interrupted.is_back(request) or action == "number":
        asked = draft_patients.ask(form.typed) if action == "number" else None
        return draft_page.page(request, replace(form, asked=asked))
    return _judged(request, form, record, is_saving=action == "save")


def _judged(
    request: HttpRequest, form: Form, record: uuid.UUID, *, is_saving: bool
) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    day = draft_choices.day_of(form.typed, today=timezone.localdate())
    services = tuple(nomenclatures.services(day=day, kind=form.typed.kind))
    typed = draft_choices.filled(form.typed, services=services, actor=actor, day=day)
    form = replace(form, typed=typed, is_checked=True)
    try:
        if not is_saving:
            found = recording.check(typed, public_id=record, actor=actor, at=now)
            return draft_page.page(request, replace(form, findings=found))
        kept = recording.save(typed, public_id=record, actor=actor, at=now, seen=form.version)
    except ReportingRefused as refusal:
        if refusal.code == "record-changed-meanwhile":
            return draft_page.page(request, replace(form, changed_meanwhile=True))
        raise refused(refusal) from None
    request.session[SAVED] = {"draft": kept.public_id, "good": not has_errors(list(kept.findings))}
    return HttpResponseRedirect(f"{navigation.DRAFTS}/{kept.public_id}")


def told(request: HttpRequest) -> str:
    """Return what the list has to tell once."""
    kept: dict[str, str] = request.session.get(SAVED, {})
    if "told" not in kept:
        return ""
    del request.session[SAVED]
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
