"""How do the two tabs work in a browser: the form, the question, the result?"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openpias.core.findings import Finding
from openpias.pages import Link
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.problems import Problem
from openpias.server.registry.domain.inputs import DocumentInput, PermitInput, RegistrationInput
from openpias.server.registry.domain.outcomes import (
    Answer,
    Candidate,
    HasPermit,
    Question,
    Refused,
    Registered,
)
from openpias.server.registry.enums import NomenclatureList
from openpias.server.registry.operations import permits, temporary_numbers
from openpias.server.registry.operations.corrections import typed_again
from openpias.server.registry.operations.decisions import PATH as DECISION_PATH
from openpias.server.registry.operations.decisions import DecisionInput
from openpias.server.registry.operations.lookups import is_own
from openpias.server.registry.operations.registering import (
    CredentialRevoked,
    KeyReused,
    RegisterBusyError,
)
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries import persons
from openpias.server.registry.web import forms, labels

FIRST_TAB = "/numar-unic-temporar"
SECOND_TAB = "/permis"
WARNINGS_KEY = "warnings"


@require_http_methods(["GET", "POST"])
@requires(Permission.REGISTER, resumes=True)
def temporary_number(request: HttpRequest) -> HttpResponse:
    """Show and take the first tab."""
    if request.method == "GET":
        typed, family = _start(request)
        return _first_tab(request, typed, key=_new_key(), family=family)
    return _take_first_tab(request)


def _take_first_tab(request: HttpRequest) -> HttpResponse:
    typed = forms.registration(request.POST)
    key, family = _key(request), request.POST.get("family", "")
    rows = forms.rows_asked_for(request.POST, typed.documents)
    if rows is not None:
        shown = replace(typed, documents=rows or (DocumentInput(),))
        return _first_tab(request, shown, key=key, family=family)
    if "change" in request.POST or interrupted.is_back(request):
        return _first_tab(request, typed, key=key, family=family)

    def issue(decision: DecisionInput | None) -> Answer:
        return temporary_numbers.issue(
            typed,
            actor=request.actor,  # type: ignore[attr-defined]
            at=timezone.now(),
            key=key,
            decision=decision,
            family=_uuid(family),
        )

    answer = decided(issue, forms.decision(request.POST))
    if isinstance(answer, Registered):
        return _to_result(request, answer)
    if isinstance(answer, HasPermit):
        return _second_tab_for(request, typed)
    if isinstance(answer, Question):
        return ask(
            request,
            answer,
            action=FIRST_TAB,
            typed={**_fields(typed), "key": key, "family": family},
        )
    return _first_tab(request, typed, key=key, family=family, findings=answer.findings)


@require_http_methods(["GET", "POST"])
@requires(Permission.REGISTER, resumes=True)
def permit(request: HttpRequest) -> HttpResponse:
    """Show and take the second tab."""
    if request.method == "GET":
        return _second_tab(request, PermitInput(), key=_new_key())
    typed, key = forms.permit(request.POST), _key(request)
    if "change" in request.POST or interrupted.is_back(request):
        return _second_tab(request, typed, key=key)

    def write(decision: DecisionInput | None) -> Answer:
        return permits.record(
            typed,
            actor=request.actor,  # type: ignore[attr-defined]
            at=timezone.now(),
            key=key,
            decision=decision,
        )

    answer = decided(write, forms.decision(request.POST))
    if isinstance(answer, Registered):
        return _to_result(request, answer)
    if isinstance(answer, Question):
        return ask(request, answer, action=SECOND_TAB, typed={**_fields(typed), "key": key})
    findings = answer.findings if isinstance(answer, Refused) else ()
    return _second_tab(request, typed, key=key, findings=findings)


Write = Callable[[DecisionInput | None], Answer]


def decided(write: Write, decision: DecisionInput | None) -> Answer:
    """Write with the decision; when only the decision is wrong, ask the question again."""
    answer = _answer(write, decision)
    if decision is not None and isinstance(answer, Refused):
        about_it = all(finding.path.startswith(DECISION_PATH) for finding in answer.findings)
        return _answer(write, None) if about_it else answer
    return answer


def _answer(write: Write, decision: DecisionInput | None) -> Answer:
    try:
        return write(decision)
    except CredentialRevoked:
        raise Problem(status=403, code="not-authenticated") from None
    except KeyReused:
        raise Problem(status=409, code="key-reused") from None
    except RegisterBusyError:
        raise Problem(status=503, code="register-busy", headers={"Retry-After": "1"}) from None


def _start(request: HttpRequest) -> tuple[RegistrationInput, str]:
    """Return an empty form, or for the next member of a family one that keeps what they share."""
    blank = RegistrationInput(documents=(DocumentInput(),))
    first = persons.person(request.GET.get("familie", ""), practice=request.actor.practice)  # type: ignore[attr-defined]
    if first is None or not is_own(first, actor=request.actor):  # type: ignore[attr-defined]
        return blank, ""
    shared = typed_again(first)
    kept = replace(
        blank,
        category=shared.category,
        citizenship=shared.citizenship,
        entry_point=shared.entry_point,
        entry_date=shared.entry_date,
        visa_type=shared.visa_type,
        documents=shared.documents,
        copies_kept=shared.copies_kept,
        no_identity_reason=shared.no_identity_reason,
    )
    return kept, first.family or ""


def _first_tab(
    request: HttpRequest,
    typed: RegistrationInput,
    *,
    key: str,
    family: str,
    findings: tuple[Finding, ...] = (),
) -> HttpResponse:
    errors = forms.errors_of(findings)
    context = {
        "tabs": _tabs(FIRST_TAB),
        "typed": typed,
        "key": key,
        "family": family or str(uuid.uuid4()),
        "is_empty": request.method == "GET",
        "latin_hints": {},
        "latin_open": bool(typed.surname_latin or typed.given_name_latin),
        "is_next_member": request.method == "GET" and bool(family),
        "labels": labels.field_labels(),
        "categories": labels.choices(NomenclatureList.CATEGORIES),
        "citizenships": labels.choices(NomenclatureList.CITIZENSHIPS),
        "entry_points": labels.choices(NomenclatureList.ENTRY_POINTS),
        "visa_types": labels.choices(NomenclatureList.VISA_TYPES),
        "document_types": labels.choices(NomenclatureList.DOCUMENT_TYPES),
        "sexes": labels.choices(NomenclatureList.SEXES),
        "other_kinds": labels.other_kinds(),
        "errors": errors,
        "summary": forms.summary_of(errors, labels.field_labels()),
    }
    return render(request, "registry/first_tab.html", context, status=422 if errors else 200)


def _second_tab(
    request: HttpRequest,
    typed: PermitInput,
    *,
    key: str,
    findings: tuple[Finding, ...] = (),
    notice: str = "",
) -> HttpResponse:
    errors = forms.errors_of(findings)
    context = {
        "tabs": _tabs(SECOND_TAB),
        "typed": typed,
        "key": key,
        "is_empty": request.method == "GET",
        "notice": notice,
        "labels": labels.field_labels(),
        "sexes": labels.choices(NomenclatureList.SEXES),
        "asks_reason": is_about_the_cnp(findings) or bool(typed.cnp_disagreement_reason),
        "errors": errors,
        "summary": forms.summary_of(errors, labels.field_labels()),
    }
    return render(request, "registry/second_tab.html", context, status=422 if errors else 200)


def is_about_the_cnp(findings: Sequence[Finding]) -> bool:
    """Tell whether a CNP disagrees with what stands beside it, which a reason may explain."""
    return bool({"cnp-birth-date", "cnp-sex"} & {each.code for each in findings})


def _second_tab_for(request: HttpRequest, typed: RegistrationInput) -> HttpResponse:
    """Show the second tab with what was typed in the first one."""
    known = PermitInput(
        surname=typed.surname,
        given_name=typed.given_name,
        given_name_missing=typed.given_name_missing,
        birth_date=typed.birth_date,
        sex=typed.sex,
    )
    notice = describe("has-permit").practice
    return _second_tab(request, known, key=_new_key(), notice=notice)


def ask(
    request: HttpRequest,
    question: Question,
    *,
    action: str,
    typed: Mapping[str, str],
    back: str = "",
) -> HttpResponse:
    """Ask whether this is somebody whom the register knows; `typed` comes back with the answer."""
    answered = "reason" in request.POST
    reason = request.POST.get("reason", "")
    errors = {}
    if answered and not reason.strip():
        errors["reason"] = describe("decision-reason-required").practice
    elif answered:
        errors["reason"] = _(
            "Lista persoanelor s-a schimbat între timp. Comparați din nou și alegeți."
        )
    context = {
        "action": action,
        "typed": typed,
        "back": back or _("Înapoi la formular"),
        "candidates": [card(candidate) for candidate in question.candidates],
        "refs": [candidate.ref for candidate in question.candidates],
        "reason": reason,
        "errors": errors,
        "summary": list(errors.items()),
    }
    return render(request, "registry/question.html", context, status=409)


def card(candidate: Candidate) -> dict[str, Any]:
    """Return what a page shows of a candidate, as much as may be shown."""
    facts = [
        {"key": _("Nume"), "value": candidate.name or candidate.initials},
        {"key": _("Înregistrată la"), "value": f"{candidate.registered_on:%d-%m-%Y}"},
        {
            "key": _("Unde"),
            "value": _("la dumneavoastră") if candidate.own else _("la alt furnizor"),
        },
    ]
    if candidate.number:
        facts.insert(1, {"key": _("Număr"), "value": candidate.number})
    agreements = ", ".join(labels.agreement(each) for each in candidate.agreements)
    facts.append({"key": _("Se potrivesc"), "value": agreements})
    return {"title": candidate.name or candidate.initials, "facts": facts, "ref": candidate.ref}


def _to_result(request: HttpRequest, answer: Registered) -> HttpResponse:
    request.session[WARNINGS_KEY] = {
        "person": answer.person,
        "outcome": answer.outcome.value,
        "warnings": [finding.code for finding in answer.warnings],
    }
    return HttpResponseRedirect(f"/persoane/{answer.person}")


def _tabs(current: str) -> list[Link]:
    return [
        Link(text=_("Număr unic temporar"), href=FIRST_TAB, current=current == FIRST_TAB),
        Link(text=_("CNP permis de ședere"), href=SECOND_TAB, current=current == SECOND_TAB),
    ]


def _fields(typed: RegistrationInput | PermitInput) -> dict[str, str]:
    """Return everything that was typed as names and values of hidden fields."""
    fields = {}
    for name, value in asdict(typed).items():
        if name == "documents":
            for place, row in enumerate(value):
                fields.update({f"documents-{place}-{part}": text for part, text in row.items()})
        elif isinstance(value, bool):
            fields[name] = "1" if value else ""
        else:
            fields[name] = value
    return fields


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "")[:100] or _new_key()


def _new_key() -> str:
    return uuid.uuid4().hex


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
