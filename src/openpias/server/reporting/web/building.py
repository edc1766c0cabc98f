"""How does a provider make the month's report of typed services, sign it and send it?"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem
from openpias.core.findings import Severity
from openpias.core.rules.records import ReportKind
from openpias.pages import Choice, Link
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.uploads import takes_file
from openpias.server.providers import api as providers
from openpias.server.reporting.domain.outcomes import NotSaved, ReportingRefused
from openpias.server.reporting.domain.periods import month
from openpias.server.reporting.enums import DraftState, PeriodState
from openpias.server.reporting.operations import building
from openpias.server.reporting.operations.building import BuildInput
from openpias.server.reporting.operations.receiving import Received
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import drafts, periods, reports
from openpias.server.reporting.queries import months as month_queries
from openpias.server.reporting.queries.drafts import BuiltView, DraftView
from openpias.server.reporting.web import (
    draft_choices,
    draft_forms,
    draft_labels,
    labels,
    navigation,
    other_file,
    sending,
)
from openpias.server.reporting.web.months import this_month
from openpias.server.reporting.web.opening import actor_of, key_of, not_found, refused
from openpias.server.reporting.web.sending import NotTaken

_TOLD = "report-built"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """What was chosen for a report, as typed, and what is wrong with it."""

    typed: dict[str, str]
    wanted: BuildInput | None
    errors: dict[str, str]


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD, real=True)
def choose(request: HttpRequest) -> HttpResponse:
    """Choose kind, contract and days; show what goes in and what does not, and build it."""
    sent = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(
        {name: sent.get(name, "")[:60] for name in ("fel", "contract", "de_la", "pana_la")}
    )
    if request.method == "GET" or chosen.wanted is None:
        return _page(request, chosen)
    actor = actor_of(request)
    try:
        made = building.build(
            chosen.wanted, public_id=key_of(request), actor=actor, at=timezone.now()
        )
    except ReportingRefused as refusal:
        return _page(request, chosen, refusal=labels.told(refusal.code))
    if isinstance(made, NotSaved):
        return _page(request, chosen, refusal=draft_forms.text_of(made.findings[0]))
    return HttpResponseRedirect(f"{navigation.BUILT}/{made.public_id}")


@require_GET
@requires(Permission.RECORD, real=True)
def item(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show a report that was built: how to save, sign and send it."""
    return _built_page(request, _built(request, public_id))


@require_GET
@requires(Permission.RECORD, real=True)
def unsigned(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Save the XML under the name that signing must not change."""
    made = building.built(public_id, actor=actor_of(request))
    if made is None:
        raise not_found()
    response = HttpResponse(made.content, content_type="application/xml")
    response.headers["Content-Disposition"] = f'attachment; filename="{made.file_name}"'
    return response


@require_POST
@requires(Permission.SEND, real=True)
@takes_file(sending.largest)
def signed(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take the signed file of a report that was built."""
    built = _built(request, public_id)
    taken = sending.take(request, report_type=built.kind.value, built=public_id)
    if isinstance(taken, Received):
        return HttpResponseRedirect(f"{navigation.REPORTS}/{taken.report}")
    return _built_page(request, built, wrong=taken)


@require_POST
@requires(Permission.RECORD, real=True)
def take_apart(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Give the services of a report that was not sent back, to be corrected."""
    try:
        was_there = building.take_apart(public_id, actor=actor_of(request), at=timezone.now())
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    if not was_there:
        raise not_found()
    return HttpResponseRedirect(navigation.BUILDING)


def _chosen(typed: dict[str, str]) -> _Chosen:
    if not any(typed.values()):
        first, last = month(this_month())
        blank = {**typed, "de_la": dates.typed(first), "pana_la": dates.typed(last)}
        return _Chosen(typed=blank, wanted=None, errors={})
    errors: dict[str, str] = {}
    days: dict[str, date] = {}
    if typed["fel"] not in set(ReportKind):
        errors["fel"] = _("Alegeți felul raportului.")
    if not typed["contract"]:
        errors["contract"] = _("Alegeți contractul.")
    for name in ("de_la", "pana_la"):
        found = dates.parse_full(typed[name].strip())
        if isinstance(found, DateProblem):
            errors[name] = labels.told(found.value)
        else:
            days[name] = found
    if len(days) == 2 and days["pana_la"] < days["de_la"]:
        errors["pana_la"] = labels.told("period-ends-before-it-starts")
    if errors:
        return _Chosen(typed=typed, wanted=None, errors=errors)
    wanted = BuildInput(
        kind=ReportKind(typed["fel"]),
        contract_number=typed["contract"],
        starts_on=days["de_la"],
        ends_on=days["pana_la"],
    )
    return _Chosen(typed=typed, wanted=wanted, errors={})


def _page(request: HttpRequest, chosen: _Chosen, *, refusal: str = "") -> HttpResponse:
    actor, wanted = actor_of(request), chosen.wanted
    found = _in_days(actor, wanted) if wanted else ()
    ready = [each for each in found if each.state is DraftState.VALIDATED]
    left = [each for each in found if each.state is not DraftState.VALIDATED]
    context: dict[str, Any] = {
        "tabs": navigation.tabs(request),
        "typed": chosen.typed,
        "record": str(uuid.uuid4()),
        "kinds": labels.kinds(each.value for each in draft_choices.kinds(actor)),
        "contracts": _contracts(actor, wanted),
        "suggestions": [_suggestion(each) for each in month_queries.ready(actor)],
        "is_chosen": wanted is not None,
        "columns": _columns(),
        "ready": [_line(each) for each in ready],
        "left_columns": [*_columns(), {"text": _("De ce nu intră"), "wide": True}],
        "left": [[*_line(each), _why(each)] for each in left],
        "period_warning": _period_warning(actor, wanted),
        "errors": chosen.errors,
        "summary": list(chosen.errors.items()) or ([("", refusal)] if refusal else []),
    }
    status = 422 if chosen.errors or refusal else 200
    return render(request, "reporting/building.html", context, status=status)


def _in_days(actor: Actor, wanted: BuildInput) -> Sequence[DraftView]:
    return drafts.in_months(
        actor,
        kind=wanted.kind.value,
        contract_number=wanted.contract_number,
        first=wanted.starts_on,
        last=wanted.ends_on,
    )


def _contracts(actor: Actor, wanted: BuildInput | None) -> list[Choice]:
    first, last = month(this_month())
    if wanted is not None:
        first, last = wanted.starts_on, wanted.ends_on
    held = providers.contracts_between(
        actor.provider.code, house=actor.provider.house_code, first=first, last=last
    )
    return [Choice(value=each, text=each) for each in dict.fromkeys(one.number for one in held)]


def _suggestion(ready: month_queries.Ready) -> dict[str, Any]:
    first, last = month(ready.month)
    query = (
        f"?fel={ready.kind}&contract={ready.contract_number}"
        f"&de_la={dates.typed(first)}&pana_la={dates.typed(last)}"
    )
    return {
        "href": f"{navigation.BUILDING}{query}",
        "text": f"{labels.kind(ready.kind)} · {labels.month(first)}",
        "more": _("contract %(contract)s; gata: %(ready)s, de corectat: %(wrong)s")
        % {
            "contract": ready.contract_number,
            "ready": ready.validated,
            "wrong": ready.to_correct,
        },
    }


def _columns() -> list[dict[str, Any]]:
    return [
        {"text": _("Numărul"), "nowrap": True},
        {"text": _("Ziua"), "nowrap": True},
        {"text": _("Pacientul")},
        {"text": _("Serviciul")},
    ]


def _line(draft: DraftView) -> list[object]:
    typed = draft.typed
    number = str(typed.get("identifier") or typed.get("cnp") or typed.get("cid") or "")
    name = f"{typed.get('surname', '')} {typed.get('given_name', '')}".strip()
    return [
        {"text": draft.app_id, "href": f"{navigation.DRAFTS}/{draft.public_id}"},
        dates.typed(draft.given_on) if draft.given_on else "–",
        name or labels.tail(number),
        str(typed.get("service_code") or "–"),
    ]


def _why(draft: DraftView) -> str:
    errors = [each for each in draft.findings if each.severity is Severity.ERROR]
    if not errors:
        return _("Serviciul a fost respins într-un raport. Corectați-l și salvați-l din nou.")
    kind = ReportKind(draft.kind)
    first = draft_forms.errors_of(errors, kind)
    lines = draft_forms.summary_of(first, kind, draft_labels.labels(kind))
    return lines[0][1]


def _period_warning(actor: Actor, wanted: BuildInput | None) -> str:
    if wanted is None:
        return ""
    state = periods.state_of(
        actor.provider.house_code,
        wanted.kind.value,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
    )
    if state is None:
        return _(
            "Casa nu a deschis o perioadă de raportare care să cuprindă aceste zile: raportul ar fi refuzat. Întrebați casa."
        )
    if state is PeriodState.CLOSED:
        return _("Perioada este închisă la casă: raportul ar fi refuzat. Adresați-vă casei.")
    return ""


def _built(request: HttpRequest, public_id: uuid.UUID) -> BuiltView:
    found = drafts.built_report(str(public_id), actor=actor_of(request))
    if found is None:
        raise not_found()
    return found


def _built_page(
    request: HttpRequest, built: BuiltView, *, wrong: NotTaken | None = None
) -> HttpResponse:
    actor = actor_of(request)
    sent = reports.by_file_name(built.file_name, actor=actor)
    report = sent.row if sent is not None and not built.is_unsent else None
    errors = {"file": wrong.practice} if wrong and not wrong.code else {}
    context: dict[str, Any] = {
        "tabs": navigation.tabs(request),
        "built": built,
        "address": f"{navigation.BUILT}/{built.public_id}",
        "rows": [
            {"key": _("Felul"), "value": labels.kind(built.kind.value)},
            {"key": _("Contractul"), "value": built.contract_number},
            {"key": _("Perioada"), "value": labels.days(built.starts_on, built.ends_on)},
            {"key": _("Servicii"), "value": str(built.records)},
            {"key": _("Făcut la"), "value": labels.moment(built.built_at)},
        ],
        "report": f"{navigation.REPORTS}/{report.public_id}" if report else "",
        "is_unsent": built.is_unsent,
        "ending": sending.ENDING,
        "megabytes": sending.megabytes(),
        "differences": other_file.differences(wrong.facts) if wrong else [],
        "may_take_own": wrong is not None and other_file.is_other(wrong.code),
        "wrong": wrong,
        "errors": errors,
        "summary": list(errors.items()) or ([("", wrong.practice)] if wrong else []),
    }
    trail = [Link(text=_("Rapoartele mele"), href=navigation.REPORTS)]
    status = 422 if wrong else 200
    return render(request, "reporting/built.html", context, status=status, breadcrumbs=trail)
