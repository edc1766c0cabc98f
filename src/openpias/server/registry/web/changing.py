"""How are a record's mistakes put right by people: correct and withdraw?"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openpias.core.findings import Finding
from openpias.pages import Choice
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.registry.domain import latin_forms
from openpias.server.registry.domain.changes import ChangeRefused
from openpias.server.registry.domain.inputs import DocumentInput, RegistrationInput
from openpias.server.registry.enums import NomenclatureList
from openpias.server.registry.operations import corrections, withdrawals
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries.persons import PersonView
from openpias.server.registry.web import forms, labels, permit_correcting
from openpias.server.registry.web.history import trail
from openpias.server.registry.web.persons import corrected, details, opened


@require_http_methods(["GET", "POST"])
@requires(Permission.CORRECT, resumes=True)
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a person's data the way they are typed, and take the corrected ones."""
    person = opened(request, public_id)
    if permit_correcting.is_meant(request, person):
        return permit_correcting.correct(request, person)
    if request.method == "GET":
        return _form(request, person, corrections.typed_again(person))
    typed = forms.registration(request.POST)
    rows = forms.rows_asked_for(request.POST, typed.documents)
    if interrupted.is_back(request):
        return _form(request, person, typed)
    if rows is not None:
        return _form(request, person, replace(typed, documents=rows or (DocumentInput(),)))
    answer = corrections.correct(
        person.public_id,
        typed,
        version=forms.version(request.POST),
        reason=request.POST.get("reason", ""),
        actor=actor_of(request),
        at=timezone.now(),
    )
    if isinstance(answer, ChangeRefused):
        return _form(request, person, typed, refused=answer)
    return corrected(request, answer)


@require_http_methods(["GET", "POST"])
@requires(Permission.WITHDRAW, resumes=True)
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask for the reason and withdraw a person's number."""
    person = opened(request, public_id)
    errors: dict[str, str] = {}
    reason = request.POST.get("reason", "")
    if request.method == "POST" and not interrupted.is_back(request):
        answer = withdrawals.withdraw(
            person.public_id, reason=reason, actor=actor_of(request), at=timezone.now()
        )
        if not isinstance(answer, ChangeRefused):
            return HttpResponseRedirect(f"/persoane/{person.public_id}")
        errors = {"reason": describe(answer.reason).practice}
    context = {
        "person": person,
        "rows": details(person),
        "reason": reason,
        "errors": errors,
        "summary": list(errors.items()),
    }
    status = 422 if errors else 200
    return render(
        request, "registry/withdraw.html", context, status=status, breadcrumbs=trail(person)
    )


def _latin_hints(person: PersonView) -> dict[str, str]:
    """Return by field whose the Latin form of the record is."""
    own = _(
        "Acum: scris de un operator, ca în pașaport; câmpul gol înseamnă propunerea aplicației."
    )
    ours = _("Acum: propunerea aplicației; dacă schimbați numele, se face alta.")
    return {
        f"{name}_latin": own if latin_forms.is_typed(latin, name=called) else ours
        for name, called, latin in _latin_names(person)
    }


def _is_latin_typed(person: PersonView, typed: RegistrationInput) -> bool:
    """Tell whether somebody wrote a Latin form of their own, earlier or just now."""
    shown = (typed.surname_latin, typed.given_name_latin)
    kept = (person.surname_latin, person.given_name_latin)
    names = _latin_names(person)
    return shown != kept or any(
        latin_forms.is_typed(latin, name=called) for _name, called, latin in names
    )


def _latin_names(person: PersonView) -> list[tuple[str, str, str]]:
    return [
        ("surname", person.surname, person.surname_latin),
        ("given_name", person.given_name, person.given_name_latin),
    ]


def _form(
    request: HttpRequest,
    person: PersonView,
    typed: RegistrationInput,
    *,
    refused: ChangeRefused | None = None,
) -> HttpResponse:
    findings: Sequence[Finding] = refused.findings if refused else ()
    errors = forms.errors_of(findings)
    if refused and not findings:
        errors["reason"] = describe(refused.reason).practice
    used = corrections.codes_of(person)

    def choices(name: NomenclatureList) -> list[Choice]:
        return labels.choices(name, kept=used.get(name, ()))

    context: dict[str, Any] = {
        "person": person,
        "typed": typed,
        "version": request.POST.get("version") or str(person.version),
        "reason": request.POST.get("reason", ""),
        "labels": labels.field_labels(),
        "latin_hints": _latin_hints(person),
        "latin_open": _is_latin_typed(person, typed),
        "categories": choices(NomenclatureList.CATEGORIES),
        "citizenships": choices(NomenclatureList.CITIZENSHIPS),
        "entry_points": choices(NomenclatureList.ENTRY_POINTS),
        "visa_types": choices(NomenclatureList.VISA_TYPES),
        "document_types": choices(NomenclatureList.DOCUMENT_TYPES),
        "sexes": choices(NomenclatureList.SEXES),
        "errors": errors,
        "summary": forms.summary_of(errors, labels.field_labels()),
    }
    status = 422 if errors else 200
    return render(
        request, "registry/correct.html", context, status=status, breadcrumbs=trail(person)
    )
