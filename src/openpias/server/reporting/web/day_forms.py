"""How is a day declared on screen, and in which words is it shown?"""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from openpias.core.calendar import dates
from openpias.core.findings import Finding
from openpias.pages import Choice
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.platform.working_days.enums import DayKind, DayScope
from openpias.server.platform.working_days.inputs import CheckedDay, DayInput
from openpias.server.reporting.queries.deadline_effects import DeadlineEffect
from openpias.server.reporting.web import house_navigation, labels
from openpias.server.reporting.web.house_navigation import DAYS
from openpias.server.reporting.web.opening import text_of
from openpias.server.reporting.web.pause_forms import effect_rows


def typed_of(request: HttpRequest) -> DayInput:
    """Return a day as it was typed."""
    return DayInput(
        day=text_of(request, "day"),
        kind=text_of(request, "kind"),
        scopes=tuple(each[:20] for each in request.POST.getlist("scopes")[:5]),
        act=text_of(request, "act", most=400),
    )


def ask(
    request: HttpRequest, typed: DayInput, *, record: str, findings: Iterable[Finding] = ()
) -> HttpResponse:
    """Show the form, with what was typed and what was wrong with it."""
    names = _names()
    errors: dict[str, str] = {}
    for each in findings:
        errors.setdefault(each.path.strip("/"), describe(each.code, each.facts).practice)
    context = {
        "typed": typed,
        "record": record,
        "names": names,
        "kinds": _kinds(),
        "scopes": [Choice(value=each.value, text=_scope(each)) for each in DayScope],
        "action": request.path,
        "errors": errors,
        "summary": [
            (name, f"{label}: {errors[name]}") for name, label in names.items() if name in errors
        ],
    }
    status = 422 if errors else 200
    crumbs = house_navigation.trail(_("Zile declarate"), DAYS)
    return render(request, "reporting/house_day.html", context, status=status, breadcrumbs=crumbs)


def confirm(
    request: HttpRequest,
    typed: DayInput,
    checked: CheckedDay,
    effect: DeadlineEffect,
    *,
    record: str,
) -> HttpResponse:
    """Show what a day would move, before it is declared."""
    meant = [DayScope(each) for each in DayScope if each in typed.scopes]
    context = {
        "rows": facts(checked.day, DayKind(checked.kind), meant, checked.act),
        "effect": effect_rows(effect) if checked.for_reporting else [],
        "for_helpdesk": checked.for_helpdesk,
        "hidden": [
            *(("record", record), ("day", typed.day), ("kind", typed.kind), ("act", typed.act)),
            *(("scopes", each.value) for each in meant),
        ],
        "action": request.path,
    }
    crumbs = house_navigation.trail(_("Zile declarate"), DAYS)
    return render(request, "reporting/house_day_effect.html", context, breadcrumbs=crumbs)


def facts(day: date, kind: DayKind, meant: Iterable[DayScope], act: str) -> list[dict[str, str]]:
    """Return what a declared day says, line by line."""
    rows = (
        (_("Ziua"), written(day)),
        (_("Ce este"), kind_tag(kind)["text"]),
        (_("Pentru"), scopes(meant)),
        (_("Actul"), act),
    )
    return [{"key": key, "value": value} for key, value in rows]


def written(day: date) -> str:
    """Return a day with its name, so that a mistyped one is seen: joi, 31-12-2026."""
    return f"{labels.weekday(day)}, {dates.typed(day)}"


def kind_tag(kind: DayKind) -> dict[str, str]:
    """Return the coloured word for what a day is."""
    if kind is DayKind.FREE:
        return {"text": _("liberă"), "classes": "govuk-tag--blue"}
    return {"text": _("lucrătoare"), "classes": "govuk-tag--orange"}


def scopes(meant: Iterable[DayScope]) -> str:
    """Return in words what a day is declared for."""
    return ", ".join(_scope(each) for each in meant)


def scopes_in_short(meant: Iterable[DayScope]) -> str:
    """Return the same for a narrow column."""
    names = {DayScope.REPORTING: _("raportare"), DayScope.HELPDESK: _("asistență")}
    return ", ".join(names[each] for each in meant)


def _scope(scope: DayScope) -> str:
    return {
        DayScope.REPORTING: _("termenul de transmitere a serviciilor"),
        DayScope.HELPDESK: _("programul și termenele asistenței"),
    }[scope]


def _kinds() -> list[Choice]:
    return [
        Choice(
            value=DayKind.FREE.value,
            text=_("Liberă"),
            hint=_("o zi lucrătoare pe care o hotărâre a Guvernului o face liberă"),
        ),
        Choice(
            value=DayKind.WORKED.value,
            text=_("Lucrătoare"),
            hint=_("o sâmbătă în care se recuperează, sau altă zi liberă în care se lucrează"),
        ),
    ]


def _names() -> dict[str, str]:
    return {
        "day": _("Ziua"),
        "kind": _("Ce este ziua"),
        "scopes": _("Pentru ce se declară"),
        "act": _("Actul"),
    }
