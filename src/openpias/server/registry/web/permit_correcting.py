"""How is what was typed from a permit put right?"""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import actor_of
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.registry.domain.changes import ChangeRefused
from openpias.server.registry.domain.inputs import PermitInput
from openpias.server.registry.enums import NomenclatureList
from openpias.server.registry.operations import permit_corrections
from openpias.server.registry.queries.persons import PersonView
from openpias.server.registry.web import forms, labels
from openpias.server.registry.web.history import trail
from openpias.server.registry.web.persons import corrected
from openpias.server.registry.web.registering import is_about_the_cnp


def is_meant(request: HttpRequest, person: PersonView) -> bool:
    """Tell whether the permit is corrected: asked for, or all that the person was registered with."""
    asked = "permis" in request.GET or request.POST.get("what") == "permit"
    return person.permit is not None and (asked or not person.category)


def correct(request: HttpRequest, person: PersonView) -> HttpResponse:
    """Show the permit the way it is typed, and take the corrected one."""
    kept = permit_corrections.typed_again(person)
    if request.method == "GET":
        return _form(request, person, kept)
    typed = replace(forms.permit(request.POST), cnp=kept.cnp, temporary_number="")
    if interrupted.is_back(request):
        return _form(request, person, typed)
    answer = permit_corrections.correct(
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


def _form(
    request: HttpRequest,
    person: PersonView,
    typed: PermitInput,
    *,
    refused: ChangeRefused | None = None,
) -> HttpResponse:
    findings = refused.findings if refused else ()
    errors = forms.errors_of(findings)
    if refused and not findings:
        errors["reason"] = describe(refused.reason).practice
    context = {
        "person": person,
        "typed": typed,
        "version": request.POST.get("version") or str(person.version),
        "reason": request.POST.get("reason", ""),
        "labels": labels.field_labels(),
        "sexes": labels.choices(NomenclatureList.SEXES, kept={person.sex}),
        "asks_reason": is_about_the_cnp(findings) or bool(typed.cnp_disagreement_reason),
        "errors": errors,
        "summary": forms.summary_of(errors, labels.field_labels()),
    }
    status = 422 if errors else 200
    page = "registry/correct_permit.html"
    return render(request, page, context, status=status, breadcrumbs=trail(person))
