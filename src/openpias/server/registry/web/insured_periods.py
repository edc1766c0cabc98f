"""How does a house add, end and take away periods of insurance and family doctors?"""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openpias.pages import Choice
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.problems import Problem
from openpias.server.registry.domain.changes import ChangeAnswer, Changed
from openpias.server.registry.domain.insured_inputs import (
    DOCTOR_TEXTS,
    INSURANCE_TEXTS,
    FamilyDoctorInput,
    InsuranceInput,
)
from openpias.server.registry.enums import NomenclatureList
from openpias.server.registry.operations import insured_periods
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries.insured_persons import InsuredView
from openpias.server.registry.web import forms, insured_labels, labels
from openpias.server.registry.web.insured_persons import (
    back,
    opened,
    refusal_errors,
    trail,
    version_of,
)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_INSURED, resumes=True)
def insure(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add a period of insurance."""
    insured = opened(request, public_id)
    sent = request.POST
    typed = InsuranceInput(
        **{name: sent.get(name, "") for name in INSURANCE_TEXTS},
        ends_previous=sent.get("ends_previous") == "1",
    )
    errors: dict[str, str] = {}
    if _is_sent(request):
        answer = insured_periods.insure(
            public_id,
            typed,
            version=version_of(request),
            actor=actor_of(request),
            at=timezone.now(),
        )
        if isinstance(answer, Changed):
            return back(request, answer, _("Perioada de asigurare a fost adăugată."))
        errors = refusal_errors(answer, field="category")
    is_open = any(each.valid_to is None for each in insured.insurances)
    context = {
        "typed": typed,
        "categories": _choices(NomenclatureList.INSURANCE_CATEGORIES),
        "states": _choices(NomenclatureList.INSURANCE_STATES),
        "is_open": is_open,
    }
    return _form(request, insured, "registry/insurance_form.html", context, errors)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_INSURED, resumes=True)
def insurance(request: HttpRequest, public_id: str, period: str) -> HttpResponse:
    """Give a period its last day, or take it away because it never was."""
    insured = opened(request, public_id)
    found = next((each for each in insured.insurances if each.public_id == period), None)
    if found is None:
        raise Problem(status=404, code="not-found")
    last, errors = request.POST.get("valid_to", insured_labels.day(found.valid_to)), {}
    if _is_sent(request):
        removes = "remove" in request.POST
        answer = (
            _remove(request, public_id, period) if removes else _end(request, public_id, period)
        )
        if isinstance(answer, Changed):
            text = _("Perioada a fost scoasă.") if removes else _("Ultima zi a fost salvată.")
            return back(request, answer, text)
        errors = refusal_errors(answer, field="reason" if removes else "valid_to")
    context = {
        "rows": [
            {"key": column, "value": cell}
            for column, cell in zip(
                insured_labels.insurance_columns(),
                insured_labels.insurance_row(insured, found, may_edit=False),
                strict=True,
            )
        ],
        "last": last,
        "reason": request.POST.get("reason", ""),
        "period": found,
    }
    return _form(request, insured, "registry/insurance_end.html", context, errors)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_INSURED, resumes=True)
def choose_doctor(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write which family doctor somebody chose."""
    insured = opened(request, public_id)
    typed = FamilyDoctorInput(**{name: request.POST.get(name, "") for name in DOCTOR_TEXTS})
    errors: dict[str, str] = {}
    if _is_sent(request):
        answer = insured_periods.choose_family_doctor(
            public_id,
            typed,
            version=version_of(request),
            actor=actor_of(request),
            at=timezone.now(),
        )
        if isinstance(answer, Changed):
            return back(request, answer, _("Medicul de familie a fost salvat."))
        errors = refusal_errors(answer, field="stamp_code")
    current = insured.family_doctor_on(timezone.localdate())
    context = {"typed": typed, "current": current}
    return _form(request, insured, "registry/family_doctor_form.html", context, errors)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_INSURED, resumes=True)
def doctor(request: HttpRequest, public_id: str, chosen: str) -> HttpResponse:
    """Write the last day on a family doctor's list."""
    insured = opened(request, public_id)
    found = next((each for each in insured.family_doctors if each.public_id == chosen), None)
    if found is None:
        raise Problem(status=404, code="not-found")
    last, errors = request.POST.get("valid_to", insured_labels.day(found.valid_to)), {}
    if _is_sent(request):
        answer = insured_periods.end_family_doctor(
            public_id,
            chosen,
            last=last,
            version=version_of(request),
            actor=actor_of(request),
            at=timezone.now(),
        )
        if isinstance(answer, Changed):
            return back(request, answer, _("Ultima zi a fost salvată."))
        errors = refusal_errors(answer, field="valid_to")
    context = {
        "rows": [
            {"key": column, "value": cell}
            for column, cell in zip(
                insured_labels.doctor_columns(),
                insured_labels.doctor_row(insured, found, may_edit=False),
                strict=True,
            )
        ],
        "last": last,
        "doctor": found,
    }
    return _form(request, insured, "registry/family_doctor_end.html", context, errors)


def _end(request: HttpRequest, public_id: str, period: str) -> ChangeAnswer:
    return insured_periods.end_insurance(
        public_id,
        period,
        last=request.POST.get("valid_to", ""),
        version=version_of(request),
        actor=actor_of(request),
        at=timezone.now(),
    )


def _remove(request: HttpRequest, public_id: str, period: str) -> ChangeAnswer:
    return insured_periods.remove_insurance(
        public_id,
        period,
        reason=request.POST.get("reason", ""),
        version=version_of(request),
        actor=actor_of(request),
        at=timezone.now(),
    )


def _is_sent(request: HttpRequest) -> bool:
    return request.method == "POST" and not interrupted.is_back(request)


def _choices(name: NomenclatureList) -> list[Choice]:
    return labels.choices(name)


def _form(
    request: HttpRequest,
    insured: InsuredView,
    template: str,
    context: Mapping[str, object],
    errors: dict[str, str],
) -> HttpResponse:
    names = insured_labels.field_labels()
    filled = {
        "insured": insured,
        "labels": names,
        "version": request.POST.get("version") or insured.version,
        "errors": errors,
        "summary": forms.summary_of(errors, names),
        **context,
    }
    status = 422 if errors else 200
    return render(request, template, filled, status=status, breadcrumbs=trail(insured))
