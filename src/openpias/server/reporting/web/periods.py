"""For which months does a house take reports, and how does it open and close them?"""

import uuid
from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpias.core.calendar import dates
from openpias.core.rules.records import ReportKind
from openpias.pages import Link
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.providers import api as providers
from openpias.server.reporting.domain.outcomes import NotSaved, ReportingRefused, Saved
from openpias.server.reporting.domain.periods import PeriodInput
from openpias.server.reporting.enums import PeriodState
from openpias.server.reporting.operations import periods as operations
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import periods as queries
from openpias.server.reporting.queries.periods import PeriodView
from openpias.server.reporting.web import asking, confirming, house_labels, house_navigation, labels
from openpias.server.reporting.web.confirming import Question
from openpias.server.reporting.web.house_navigation import PERIODS
from openpias.server.reporting.web.opening import actor_of, not_found, refused, text_of
from openpias.server.reporting.web.paging import addresses, number_of


@require_GET
@requires(Permission.READ_QUEUE, real=True)
def collection(request: HttpRequest) -> HttpResponse:
    """List periods of the house, or of every one, the latest first."""
    actor = actor_of(request)
    asked = asking.every(request, ("casa", "tip", "an"))
    year = int(asked["an"]) if asked["an"].isascii() and asked["an"].isdigit() else None
    found = queries.listed(
        actor,
        house=asked["casa"],
        kind=asked["tip"],
        year=year if year and date.min.year <= year <= date.max.year else None,
        number=number_of(request),
    )
    may_edit = actor.may(Permission.EDIT_PERIODS)
    kept = {name: value for name, value in asked.items() if value}
    context = {
        "tabs": house_navigation.tabs(request),
        "kinds": labels.kinds(),
        "houses": house_labels.houses(actor),
        "asked": asked,
        "may_edit": may_edit,
        "rows": [_row(each, may_edit=may_edit) for each in found.rows],
        "total": found.total,
        "hrefs": addresses(PERIODS, kept, pages=found.pages),
        "page_number": found.number,
    }
    return render(request, "reporting/house_periods.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PERIODS, resumes=True, real=True)
def open_month(request: HttpRequest) -> HttpResponse:
    """Open a month for the kinds of report that are ticked."""
    if request.method == "GET" or interrupted.is_back(request):
        return _form(request, {})
    actor = actor_of(request)
    offered = house_labels.months(labels.today_of(timezone.now()), ahead=1)
    chosen = text_of(request, "month", most=7)
    month = house_labels.month_of(chosen) if chosen in {each.value for each in offered} else None
    house = providers.house_of(actor) or text_of(request, "house", most=20)
    kinds = [each for each in ReportKind if each.value in request.POST.getlist("kinds")]
    errors = {}
    if house not in providers.house_codes():
        errors["house"] = _("Alegeți casa.")
    if month is None:
        errors["month"] = _("Alegeți luna.")
    if not kinds:
        errors["kinds"] = _("Bifați cel puțin un tip de raportare.")
    if errors or month is None:
        return _form(request, errors)
    try:
        answers = operations.open_month(
            month, house=house, kinds=kinds, actor=actor, at=timezone.now()
        )
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    unopened = _unopened(zip(kinds, answers, strict=True))
    if unopened:
        return _form(request, {"kinds": unopened})
    return HttpResponseRedirect(f"{PERIODS}?an={month.year}")


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PERIODS, grave=True, resumes=True, real=True)
def close(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Say what follows, then close a period; the certificate was shown again."""
    period = _found(request, public_id)
    if request.method == "GET" or interrupted.is_back(request):
        return confirming.ask(request, _closing(period), trail=_trail())
    try:
        operations.close(public_id, actor=actor_of(request), at=timezone.now())
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    return HttpResponseRedirect(_listed(period))


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PERIODS, grave=True, resumes=True, real=True)
def reopen(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Say what follows, then open a closed period again; the certificate was shown again."""
    period = _found(request, public_id)
    if request.method == "GET" or interrupted.is_back(request):
        return confirming.ask(request, _reopening(period), trail=_trail())
    typed = PeriodInput(
        house=period.house,
        kind=period.kind.value,
        starts_on=dates.typed(period.starts_on),
        ends_on=dates.typed(period.ends_on),
    )
    try:
        operations.open_period(typed, actor=actor_of(request), at=timezone.now())
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    return HttpResponseRedirect(_listed(period))


def _form(request: HttpRequest, errors: dict[str, str]) -> HttpResponse:
    actor, today = actor_of(request), labels.today_of(timezone.now())
    is_new = request.method == "GET"
    names = {"house": _("Casa"), "month": _("Luna"), "kinds": _("Tipuri de raportare")}
    context = {
        "houses": house_labels.houses(actor),
        "months": house_labels.months(today, ahead=1),
        "kinds": labels.kinds(),
        "typed": {
            "house": request.POST.get("house", ""),
            "month": f"{today:%Y-%m}" if is_new else request.POST.get("month", ""),
            "kinds": [each.value for each in ReportKind]
            if is_new
            else request.POST.getlist("kinds"),
        },
        "names": names,
        "errors": errors,
        "summary": [(name, f"{names[name]}: {text}") for name, text in errors.items()],
    }
    return render(
        request,
        "reporting/house_open_month.html",
        context,
        status=422 if errors else 200,
        breadcrumbs=_trail(),
    )


def _unopened(done: Iterable[tuple[ReportKind, Saved | NotSaved]]) -> str:
    """Return which kinds were not opened and why; the others are open."""
    lines = [
        f"{labels.kind(kind)} – {house_labels.described(answer.findings[0].code).practice}"
        for kind, answer in done
        if isinstance(answer, NotSaved)
    ]
    others = _("Celelalte tipuri bifate sunt deschise.")
    return f"{' '.join(lines)} {others}" if lines else ""


def _found(request: HttpRequest, public_id: uuid.UUID) -> PeriodView:
    period = queries.one(str(public_id), actor=actor_of(request))
    if period is None:
        raise not_found()
    return period


def _closing(period: PeriodView) -> Question:
    waiting = queries.unfinished(period)
    return Question(
        heading=_("Închiderea perioadei"),
        rows=[
            *_facts(period),
            {"key": _("Rapoarte neterminate ale perioadei"), "value": str(waiting)},
        ],
        warning=_(
            "Încă se prelucrează rapoarte ale perioadei. Așteptați să se termine: ce corectează "
            "ele după închidere se respinge."
        )
        if waiting
        else "",
        effects=[
            _(
                "Rapoartele, validările online și corecturile pentru aceste zile sunt refuzate de "
                "acum înainte; furnizorul citește că perioada este închisă."
            ),
            _("Ce a fost acceptat rămâne acceptat, iar termenele nu se mai mută."),
            _("Perioada se poate redeschide oricând; închiderea și redeschiderea se notează."),
        ],
        button=_("Închide perioada"),
        kind="remove",
        back=_listed(period),
    )


def _reopening(period: PeriodView) -> Question:
    return Question(
        heading=_("Redeschiderea perioadei"),
        rows=_facts(period),
        effects=[
            _(
                "Furnizorii pot trimite din nou rapoarte, validări și corecturi pentru aceste "
                "zile. Termenul de transmitere nu se schimbă: ce vine târziu se notează ca întârziat."
            )
        ],
        button=_("Redeschide perioada"),
        back=_listed(period),
    )


def _facts(period: PeriodView) -> list[dict[str, str]]:
    rows = (
        (_("Perioada"), labels.days(period.starts_on, period.ends_on)),
        (_("Tipul raportării"), labels.kind(period.kind)),
        (_("Casa"), period.house),
    )
    return [{"key": key, "value": value} for key, value in rows]


def _row(period: PeriodView, *, may_edit: bool) -> dict[str, object]:
    is_open = period.state is PeriodState.OPEN
    act = "inchidere" if is_open else "deschidere"
    return {
        "days": labels.days(period.starts_on, period.ends_on),
        "month": labels.month(period.starts_on),
        "kind": labels.kind(period.kind),
        "house": period.house,
        "tag": house_labels.period_tag(period.state),
        "opened": labels.moment(period.opened_at),
        "closed": labels.moment(period.closed_at),
        "href": f"{PERIODS}/{period.public_id}/{act}" if may_edit else "",
        "act": _("Închide") if is_open else _("Redeschide"),
    }


def _listed(period: PeriodView) -> str:
    return f"{PERIODS}?an={period.starts_on.year}"


def _trail() -> list[Link]:
    return house_navigation.trail(_("Perioade"), PERIODS)
