"""How does CNAS declare, change and withdraw a pause of the reporting term, and what does it move?"""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpias.core.calendar import dates
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.reporting.domain.outcomes import NotSaved, ReportingRefused, Saved
from openpias.server.reporting.domain.pauses import PauseInput, check
from openpias.server.reporting.operations import pauses as operations
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import deadline_effects
from openpias.server.reporting.queries import pauses as queries
from openpias.server.reporting.queries.deadline_effects import DeadlineEffect
from openpias.server.reporting.queries.pauses import PauseView
from openpias.server.reporting.web import confirming, house_labels, house_navigation, labels
from openpias.server.reporting.web.confirming import Question
from openpias.server.reporting.web.house_navigation import PAUSES
from openpias.server.reporting.web.opening import actor_of, key_of, not_found, refused
from openpias.server.reporting.web.pause_forms import ask, confirm, effect_rows, seen_of, typed_of


@require_GET
@requires(Permission.READ_QUEUE, real=True)
def collection(request: HttpRequest) -> HttpResponse:
    """List the pauses, withdrawn ones too, the latest first."""
    may_declare, now = actor_of(request).may(Permission.DECLARE_PAUSES), timezone.now()
    context = {
        "tabs": house_navigation.tabs(request),
        "may_declare": may_declare,
        "rows": [_row(each, may_declare=may_declare, now=now) for each in queries.every()],
    }
    return render(request, "reporting/house_pauses.html", context)


@require_GET
@requires(Permission.DECLARE_PAUSES, real=True)
def recomputing(request: HttpRequest) -> HttpResponse:
    """Show how many deadlines still follow the pauses."""
    left = deadline_effects.unmoved()
    context = {
        "left": left.records,
        "shown_at": labels.moment(timezone.now()),
        "until": labels.moment(left.until),
    }
    crumbs = house_navigation.trail(_("Pauze"), PAUSES)
    return render(request, "reporting/house_recomputing.html", context, breadcrumbs=crumbs)


@require_http_methods(["GET", "POST"])
@requires(Permission.DECLARE_PAUSES, grave=True, resumes=True, real=True)
def declare(request: HttpRequest) -> HttpResponse:
    """Take a pause as typed, show what it moves, then declare it."""
    if request.method == "GET":
        return ask(request, PauseInput(), record=str(uuid.uuid4()))
    typed, record = typed_of(request), key_of(request)
    checked = check(typed)
    if interrupted.is_back(request) or "edit" in request.POST:
        return ask(request, typed, record=str(record))
    if isinstance(checked, list):
        return ask(request, typed, record=str(record), findings=checked)
    if request.POST.get("confirmed") != "1":
        return confirm(request, typed, deadline_effects.of_pause(checked), record=str(record))
    try:
        answer = operations.declare(
            typed, public_id=record, actor=actor_of(request), at=timezone.now()
        )
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    return _answered(request, answer, typed, record=str(record))


@require_http_methods(["GET", "POST"])
@requires(Permission.DECLARE_PAUSES, grave=True, resumes=True, real=True)
def change(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Change a pause, as when its end is known; shows what moves before it does."""
    pause = _standing(public_id)
    if request.method == "GET":
        return ask(request, _as_typed(pause), pause=pause, seen=pause.version)
    typed, seen = typed_of(request), seen_of(request)
    checked = check(typed)
    if interrupted.is_back(request) or "edit" in request.POST:
        return ask(request, typed, pause=pause, seen=seen)
    if isinstance(checked, list):
        return ask(request, typed, pause=pause, seen=seen, findings=checked)
    if request.POST.get("confirmed") != "1":
        effect = deadline_effects.of_pause(checked, replaces=public_id)
        return confirm(request, typed, effect, pause=pause, seen=seen)
    try:
        answer = operations.change(
            typed, public_id=public_id, seen=seen, actor=actor_of(request), at=timezone.now()
        )
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    return _answered(request, answer, typed, pause=pause, seen=seen)


@require_http_methods(["GET", "POST"])
@requires(Permission.DECLARE_PAUSES, grave=True, resumes=True, real=True)
def withdraw(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show what moves back, then take a pause back."""
    if request.method == "GET" or interrupted.is_back(request):
        pause = _standing(public_id)
        crumbs = house_navigation.trail(_("Pauze"), PAUSES)
        effect = deadline_effects.of_pause(None, replaces=public_id)
        return confirming.ask(request, _withdrawing(pause, effect), trail=crumbs)
    try:
        operations.withdraw(public_id=public_id, actor=actor_of(request), at=timezone.now())
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    return HttpResponseRedirect(f"{PAUSES}/recalculare")


def _answered(
    request: HttpRequest, answer: Saved | NotSaved, typed: PauseInput, **form: Any
) -> HttpResponse:
    if isinstance(answer, NotSaved):
        return ask(request, typed, findings=answer.findings, **form)
    return HttpResponseRedirect(f"{PAUSES}/recalculare")


def _standing(public_id: uuid.UUID) -> PauseView:
    pause = queries.one(str(public_id))
    if pause is None or pause.withdrawn_at is not None:
        raise not_found()
    return pause


def _withdrawing(pause: PauseView, effect: DeadlineEffect) -> Question:
    return Question(
        heading=_("Retragerea pauzei"),
        rows=[*_facts(pause), *effect_rows(effect)],
        warning=_(
            "Termenele se întorc la cele de dinainte: servicii care erau la timp pot deveni întârziate."
        ),
        effects=[_("Pauza rămâne în listă, ca retrasă. Răspunsurile deja date nu se schimbă.")],
        button=_("Retrage pauza"),
        kind="remove",
        back=PAUSES,
    )


def _facts(pause: PauseView) -> list[dict[str, str]]:
    rows = (
        (_("Felul"), house_labels.pause_kind(pause.kind)),
        (_("De la"), labels.moment(pause.begins_at)),
        (_("Până la"), labels.moment(pause.ends_at)),
        (_("Actul"), pause.act),
    )
    return [{"key": key, "value": value} for key, value in rows]


def _as_typed(pause: PauseView) -> PauseInput:
    begins, ends = timezone.localtime(pause.begins_at), timezone.localtime(pause.ends_at)
    return PauseInput(
        kind=pause.kind.value,
        begins_on=dates.typed(begins.date()),
        begins_hour=f"{begins:%H:%M}",
        ends_on=dates.typed(ends.date()),
        ends_hour=f"{ends:%H:%M}",
        act=pause.act,
        outage=pause.outage,
    )


def _row(pause: PauseView, *, may_declare: bool, now: datetime) -> dict[str, object]:
    stands = pause.withdrawn_at is None
    return {
        "begins": labels.moment(pause.begins_at),
        "ends": labels.moment(pause.ends_at),
        "kind": house_labels.pause_kind(pause.kind),
        "act": pause.act,
        "declared": labels.moment(pause.declared_at),
        "tag": _tag(pause, now=now),
        "href": f"{PAUSES}/{pause.public_id}" if stands and may_declare else "",
    }


def _tag(pause: PauseView, *, now: datetime) -> dict[str, str]:
    if pause.withdrawn_at is not None:
        return {"text": _("retrasă"), "classes": "govuk-tag--grey"}
    if now < pause.begins_at:
        return {"text": _("urmează"), "classes": "govuk-tag--blue"}
    if now < pause.ends_at:
        return {"text": _("acum"), "classes": "govuk-tag--orange"}
    return {"text": _("trecută"), "classes": "govuk-tag--green"}
