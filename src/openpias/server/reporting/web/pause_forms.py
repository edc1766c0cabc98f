"""How is a pause typed, and what is shown of its effect before it is declared?"""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from openpias.core.calendar import dates
from openpias.core.calendar.reporting_clock import PauseKind
from openpias.core.findings import Finding
from openpias.pages import Choice
from openpias.server.platform.http.pages import render
from openpias.server.platform.outages import queries as outages
from openpias.server.reporting.domain.pauses import PauseInput
from openpias.server.reporting.queries.deadline_effects import DeadlineEffect
from openpias.server.reporting.queries.pauses import PauseView
from openpias.server.reporting.web import house_labels, house_navigation, labels
from openpias.server.reporting.web.house_navigation import PAUSES
from openpias.server.reporting.web.opening import text_of

_FIELDS = ("kind", "begins_on", "begins_hour", "ends_on", "ends_hour", "act", "outage")
_NOTICES_OF = timedelta(days=60)


def typed_of(request: HttpRequest) -> PauseInput:
    """Return a pause as it was typed."""
    return PauseInput(**{name: text_of(request, name, most=400) for name in _FIELDS})


def seen_of(request: HttpRequest) -> int:
    """Return the version that the form showed; 0 for none."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def ask(
    request: HttpRequest,
    typed: PauseInput,
    *,
    record: str = "",
    pause: PauseView | None = None,
    seen: int = 0,
    findings: Iterable[Finding] = (),
) -> HttpResponse:
    """Show the form, with what was typed and what was wrong with it."""
    names = _names()
    errors: dict[str, str] = {}
    for each in findings:
        text = house_labels.described(each.code, each.facts).practice
        errors.setdefault(each.path.strip("/"), text)
    context = {
        "typed": typed,
        "record": record,
        "seen": seen,
        "pause": pause,
        "names": names,
        "kinds": house_labels.pause_kinds(),
        "outages": _outages(),
        "action": request.path,
        "errors": errors,
        "summary": [
            (name, f"{label}: {errors[name]}") for name, label in names.items() if name in errors
        ],
    }
    status = 422 if errors else 200
    crumbs = house_navigation.trail(_("Pauze"), PAUSES)
    return render(request, "reporting/house_pause.html", context, status=status, breadcrumbs=crumbs)


def confirm(
    request: HttpRequest,
    typed: PauseInput,
    effect: DeadlineEffect,
    *,
    record: str = "",
    pause: PauseView | None = None,
    seen: int = 0,
) -> HttpResponse:
    """Show what a pause would move, before it is declared or changed."""
    rows = (
        (_("Felul"), house_labels.pause_kind(PauseKind(typed.kind))),
        (_("De la"), f"{typed.begins_on}, {typed.begins_hour}"),
        (_("Până la"), f"{typed.ends_on}, {typed.ends_hour}"),
        (_("Actul"), typed.act),
    )
    context = {
        "rows": [{"key": key, "value": value} for key, value in rows],
        "effect": effect_rows(effect),
        "hidden": {**asdict(typed), "record": record, "seen": str(seen)},
        "is_change": pause is not None,
        "action": request.path,
    }
    crumbs = house_navigation.trail(_("Pauze"), PAUSES)
    return render(request, "reporting/house_pause_effect.html", context, breadcrumbs=crumbs)


def effect_rows(effect: DeadlineEffect) -> list[dict[str, str]]:
    """Return how many open records get another deadline, and until when."""
    rows = [(_("Servicii al căror termen se mută"), str(effect.records))]
    if effect.last_day is not None:
        rows += [
            (_("din care acum întârziate"), str(effect.late)),
            (_("din care întârziate după mutare"), str(effect.late_then)),
            (_("Ultima zi de serviciu care se mută"), dates.typed(effect.last_day)),
            (
                _("Termenul ei nou"),
                labels.moment(effect.until) or _("fără termen cunoscut"),
            ),
        ]
    return [{"key": key, "value": value} for key, value in rows]


def _names() -> dict[str, str]:
    return {
        "kind": _("Felul pauzei"),
        "begins_on": _("Ziua în care începe"),
        "begins_hour": _("Ora la care începe"),
        "ends_on": _("Ziua în care se încheie"),
        "ends_hour": _("Ora la care se încheie"),
        "act": _("Actul CNAS"),
        "outage": _("Anunțul întreruperii"),
    }


def _outages() -> list[Choice]:
    return [
        Choice(
            value=str(each.id),
            text=f"{labels.moment(each.starts_at)} – {labels.moment(each.ends_at)}",
        )
        for each in outages.planned(now=timezone.now() - _NOTICES_OF)
    ]
