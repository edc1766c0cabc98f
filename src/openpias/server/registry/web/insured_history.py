"""What was changed about an insured person, when, why, and how are the data printed or erased?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.registry.domain.changes import ChangeRefused, NotChanged, is_reason
from openpias.server.registry.enums import NomenclatureList
from openpias.server.registry.operations import insured_erasure
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries import insured_histories
from openpias.server.registry.queries.insured_histories import InsuredChange
from openpias.server.registry.queries.insured_persons import InsuredView
from openpias.server.registry.web import insured_labels, labels
from openpias.server.registry.web.insured_persons import (
    ADDRESS,
    TOLD_KEY,
    opened,
    trail,
)

_TEXTS = ("cnp", "cnp_reason", "surname", "given_name", "house_code")
_IMPORTED = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuredTold:
    """One change as people read it: rows of a field and what became of it."""

    change: InsuredChange
    rows: Sequence[tuple[str, str]]
    reason: str


@require_GET
@requires(Permission.READ_INSURED)
def history(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show an insured person's changes, the latest first."""
    insured = opened(request, public_id)
    context = {
        "insured": insured,
        "changes": [
            _section(each) for each in told(insured, insured_histories.changes(insured.id))
        ],
    }
    return render(request, "registry/insured_history.html", context, breadcrumbs=trail(insured))


@require_http_methods(["GET", "POST"])
@requires(Permission.ERASE, grave=True, resumes=True)
def erase(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what is erased and what stays; erase after a reason and a tick."""
    insured = opened(request, public_id)
    reason, confirmed = request.POST.get("reason", ""), request.POST.get("confirmed") == "1"
    errors: dict[str, str] = {}
    is_sent = request.method == "POST" and not interrupted.is_back(request)
    if is_sent:
        if not is_reason(reason):
            errors["reason"] = describe(NotChanged.REASON_REQUIRED).practice
        if not confirmed:
            errors["confirmed"] = _(
                "Bifați că ați citit ce se șterge: datele nu se pot aduce înapoi."
            )
    if is_sent and not errors:
        answer = insured_erasure.erase(
            public_id, reason=reason, actor=actor_of(request), at=timezone.now()
        )
        if not isinstance(answer, ChangeRefused):
            request.session[TOLD_KEY] = {"text": _("Datele asiguratului au fost șterse.")}
            return HttpResponseRedirect(ADDRESS)
        errors["reason"] = describe(answer.reason).practice
    context = {
        "insured": insured,
        "rows": insured_labels.details(insured),
        "reason": reason,
        "confirmed": confirmed,
        "errors": errors,
        "summary": list(errors.items()),
    }
    status = 422 if errors else 200
    template = "registry/insured_erase.html"
    return render(request, template, context, status=status, breadcrumbs=trail(insured))


def told(insured: InsuredView, changes: Sequence[InsuredChange]) -> list[InsuredTold]:
    """Return the changes, the latest first as they came, each with what differs before and after."""
    after = _state(_as_kept(insured))
    found = []
    for change in changes:
        before = _state(change.before)
        rows = [
            (label, f"{before[label] or '–'} → {after[label] or '–'}")
            for label in before
            if before[label] != after[label]
        ]
        reason = _("import dintr-un fișier") if change.reason == _IMPORTED else change.reason
        found.append(InsuredTold(change=change, rows=rows, reason=reason))
        after = before
    return found


def _section(each: InsuredTold) -> Mapping[str, Any]:
    rows = [*each.rows, (_("De ce"), each.reason), (_("Cine"), each.change.house_code)]
    return {
        "version": each.change.version + 1,
        "moment": f"{timezone.localtime(each.change.changed_at):%d-%m-%Y %H:%M}",
        "rows": [{"key": key, "value": value} for key, value in rows if value],
    }


def _as_kept(insured: InsuredView) -> Mapping[str, Any]:
    """Return an insured person as versions are kept."""
    return {
        **{name: getattr(insured, name) for name in (*_TEXTS, "sex")},
        "birth_date": _iso(insured.birth_date),
        "died_on": _iso(insured.died_on),
        "insurances": [
            {
                "category": each.category,
                "state": each.state,
                "valid_from": _iso(each.valid_from),
                "valid_to": _iso(each.valid_to),
            }
            for each in reversed(insured.insurances)
        ],
        "family_doctors": [
            {
                "stamp_code": each.stamp_code,
                "surname": each.surname,
                "given_name": each.given_name,
                "valid_from": _iso(each.valid_from),
                "valid_to": _iso(each.valid_to),
            }
            for each in reversed(insured.family_doctors)
        ],
    }


def _state(kept: Mapping[str, Any]) -> dict[str, str]:
    names = insured_labels.field_labels()
    texts = {names[name]: kept[name] or "" for name in _TEXTS}
    return {
        **texts,
        names["birth_date"]: _day(kept["birth_date"]),
        names["sex"]: labels.name_of(NomenclatureList.SEXES, kept["sex"]),
        names["died_on"]: _day(kept["died_on"]),
        names["insurances"]: "; ".join(_insurance(each) for each in kept["insurances"]),
        names["family_doctors"]: "; ".join(_doctor(each) for each in kept["family_doctors"]),
    }


def _insurance(kept: Mapping[str, Any]) -> str:
    name = labels.name_of(NomenclatureList.INSURANCE_CATEGORIES, kept["category"])
    return f"{name}, {_span(kept)}"


def _doctor(kept: Mapping[str, Any]) -> str:
    name = f"{kept['surname']} {kept['given_name']}".strip()
    return f"{name} ({kept['stamp_code']}), {_span(kept)}"


def _span(kept: Mapping[str, Any]) -> str:
    last = date.fromisoformat(kept["valid_to"]) if kept["valid_to"] else None
    return insured_labels.span(date.fromisoformat(kept["valid_from"]), last)


def _day(text: str | None) -> str:
    return insured_labels.day(date.fromisoformat(text)) if text else ""


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
