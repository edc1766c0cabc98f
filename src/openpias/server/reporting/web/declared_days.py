"""How does CNAS declare a day free or worked, and take it back, and what does that move?"""

import uuid
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.problems import Problem
from openpias.server.platform.working_days import operations, queries
from openpias.server.platform.working_days.enums import DayKind, DayScope
from openpias.server.platform.working_days.inputs import DayInput, check
from openpias.server.platform.working_days.operations import DaysNotEditable, DayUnknown, Refused
from openpias.server.platform.working_days.permissions import Permission as DaysPermission
from openpias.server.platform.working_days.queries import DayView
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import deadline_effects
from openpias.server.reporting.web import confirming, day_forms, house_navigation, labels
from openpias.server.reporting.web.confirming import Question
from openpias.server.reporting.web.day_forms import ask, confirm, typed_of
from openpias.server.reporting.web.house_navigation import DAYS, PAUSES
from openpias.server.reporting.web.opening import actor_of, key_of, not_found
from openpias.server.reporting.web.pause_forms import effect_rows


@require_GET
@requires(Permission.READ_QUEUE, real=True)
def collection(request: HttpRequest) -> HttpResponse:
    """List the declared days, withdrawn ones too, the latest first."""
    may_declare = actor_of(request).may(DaysPermission.DECLARE)
    found = queries.every()
    context = {
        "tabs": house_navigation.tabs(request),
        "may_declare": may_declare,
        "rows": [_row(each, may_declare=may_declare) for each in found],
        "setting": _setting(found) if may_declare else "",
    }
    return render(request, "reporting/house_days.html", context)


@require_http_methods(["GET", "POST"])
@requires(DaysPermission.DECLARE, grave=True, resumes=True, real=True)
def declare(request: HttpRequest) -> HttpResponse:
    """Take a day as typed, show what it moves, then declare it."""
    if request.method == "GET":
        return ask(request, DayInput(), record=str(uuid.uuid4()))
    typed, record = typed_of(request), key_of(request)
    checked = check(typed)
    if interrupted.is_back(request) or "edit" in request.POST:
        return ask(request, typed, record=str(record))
    if isinstance(checked, list):
        return ask(request, typed, record=str(record), findings=checked)
    if request.POST.get("confirmed") != "1":
        effect = deadline_effects.of_day(checked)
        return confirm(request, typed, checked, effect, record=str(record))
    try:
        answer = operations.declare(
            typed, public_id=record, actor=actor_of(request), at=timezone.now()
        )
    except DaysNotEditable as refusal:
        raise Problem(status=403, code=refusal.code) from None
    if isinstance(answer, Refused):
        return ask(request, typed, record=str(record), findings=answer.findings)
    return _declared(is_reporting=checked.for_reporting)


@require_http_methods(["GET", "POST"])
@requires(DaysPermission.DECLARE, grave=True, resumes=True, real=True)
def withdraw(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show what moves back, then take a declared day back."""
    day = queries.one(public_id)
    if day is None:
        raise not_found()
    if request.method == "GET" or interrupted.is_back(request):
        if day.withdrawn_at is not None:
            raise not_found()
        crumbs = house_navigation.trail(_("Zile declarate"), DAYS)
        return confirming.ask(request, _withdrawing(day), trail=crumbs)
    try:
        operations.withdraw(public_id=public_id, actor=actor_of(request), at=timezone.now())
    except DayUnknown:
        raise not_found() from None
    except DaysNotEditable as refusal:
        raise Problem(status=403, code=refusal.code) from None
    return _declared(is_reporting=DayScope.REPORTING in day.scopes)


def _declared(*, is_reporting: bool) -> HttpResponse:
    return HttpResponseRedirect(f"{PAUSES}/recalculare" if is_reporting else DAYS)


def _withdrawing(day: DayView) -> Question:
    rows = day_forms.facts(day.day, day.kind, day.scopes, day.act)
    if DayScope.REPORTING in day.scopes:
        rows += effect_rows(deadline_effects.of_day(None, without=day.public_id))
    return Question(
        heading=_("Retragerea zilei declarate"),
        rows=rows,
        warning=_(
            "Termenele se întorc la cele de dinainte: ce era la timp poate deveni întârziat."
        ),
        effects=[_("Ziua rămâne în listă, ca retrasă. Răspunsurile deja date nu se schimbă.")],
        button=_("Retrage ziua"),
        kind="remove",
        back=DAYS,
    )


def _row(day: DayView, *, may_declare: bool) -> dict[str, object]:
    stands = day.withdrawn_at is None
    return {
        "day": day_forms.written(day.day),
        "kind": day_forms.kind_tag(day.kind),
        "scopes": day_forms.scopes_in_short(day.scopes),
        "act": day.act,
        "declared": labels.moment(day.declared_at),
        "withdrawn": labels.moment(day.withdrawn_at),
        "href": f"{DAYS}/{day.public_id}/retragere" if stands and may_declare else "",
    }


def _setting(found: Sequence[DayView]) -> str:
    """Return the days to come as the voice service is told them, which has no database."""
    today = timezone.localdate()
    meant = [
        f"{each.day.isoformat()}={'worked' if each.kind is DayKind.WORKED else 'free'} {each.act}"
        for each in sorted(found, key=lambda each: each.day)
        if each.withdrawn_at is None and each.day >= today and DayScope.HELPDESK in each.scopes
    ]
    return "; ".join(each.replace(";", ",") for each in meant)
