"""How does a house find, see, take in, put right and move an insured person?

There is no list of everybody: one finds somebody first. Nothing personal stands in an address.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpias.core.calendar import dates
from openpias.core.findings import Finding
from openpias.pages import Choice, Link
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.problems import Problem
from openpias.server.registry import houses
from openpias.server.registry.domain.changes import Changed, ChangeRefused
from openpias.server.registry.domain.insured_inputs import (
    INSURED_TEXTS,
    InsuredInput,
    InsuredQuery,
)
from openpias.server.registry.domain.insured_scope import house_of
from openpias.server.registry.enums import InsuredStatus, NomenclatureList
from openpias.server.registry.operations import insured_look_ups, insured_persons
from openpias.server.registry.operations.insured_look_ups import MOST_FOUND
from openpias.server.registry.operations.insured_persons import NotEnrolled
from openpias.server.registry.operations.lookups import ReasonRequired, TooManyLookups
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries.insured_persons import InsuredView
from openpias.server.registry.web import forms, insured_labels, labels
from openpias.server.registry.web.insured_labels import field_labels

ADDRESS = "/asigurati"
OPENED_KEY = "insured-opened"
TOLD_KEY = "insured-told"
_DISAGREEMENTS = frozenset({"insured-cnp-birth-date", "insured-cnp-sex"})
_QUERY = ("cnp", "cid", "surname", "given_name", "birth_date")


@require_http_methods(["GET", "POST"])
@requires(Permission.READ_INSURED)
def search(request: HttpRequest) -> HttpResponse:
    """Ask for a number, or a name with the birth date, and lead to the person or show who it may be."""
    not_in_practice(request)
    typed = {name: request.POST.get(name, "").strip()[:100] for name in (*_QUERY, "reason")}
    if request.method == "GET":
        return _search_page(request, typed, {})
    query = InsuredQuery(**{name: typed[name] for name in _QUERY})
    try:
        found = insured_look_ups.find(
            query, reason=typed["reason"], actor=actor_of(request), at=timezone.now()
        )
    except ReasonRequired:
        return _search_page(request, typed, {"reason": describe("reason-required").practice})
    except TooManyLookups as refusal:
        raise too_many(refusal) from None
    if any(isinstance(each, Finding) for each in found):
        findings = [each for each in found if isinstance(each, Finding)]
        return _search_page(request, typed, forms.errors_of(findings))
    people = [each for each in found if isinstance(each, InsuredView)]
    if not people:
        return _search_page(request, typed, {_field(typed): _not_found()})
    for each in people:
        _remember(request, each.public_id, typed["reason"])
    if len(people) == 1:
        return HttpResponseRedirect(f"{ADDRESS}/{people[0].public_id}")
    return _search_page(request, typed, {}, found=people)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_INSURED, resumes=True)
def enrol(request: HttpRequest) -> HttpResponse:
    """Take somebody in; a person of the house who is known already is shown instead."""
    not_in_practice(request)
    own = house_of(actor_of(request)) or ""
    house = own or request.POST.get("house", "")
    typed = _typed(request)
    if request.method == "GET" or interrupted.is_back(request):
        return _form(request, typed, (), house=house)
    try:
        answer = insured_persons.enrol(
            typed, house=house, actor=actor_of(request), at=timezone.now()
        )
    except TooManyLookups as refusal:
        raise too_many(refusal) from None
    if isinstance(answer, NotEnrolled):
        return _form(request, typed, answer.findings, house=house, known=answer.known)
    _remember(request, answer.insured, "correction")
    texts = {
        True: _("Persoana a fost luată în evidență și a primit un CID. Adăugați acum asigurarea."),
        False: _("Persoana era deja în evidență, cu aceste date. Nu s-a schimbat nimic."),
    }
    tell(request, answer.insured, texts[answer.is_new], answer.warnings)
    return HttpResponseRedirect(f"{ADDRESS}/{answer.insured}")


@require_GET
@requires(Permission.READ_INSURED)
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one insured person: today's answer, data, periods, family doctors and what may be done."""
    insured = opened(request, public_id)
    actor = actor_of(request)
    today = timezone.localdate()
    may_edit = actor.may(Permission.EDIT_INSURED) and insured.status is InsuredStatus.ACTIVE
    context = {
        "insured": insured,
        "told": _told(request, insured),
        "state": insured.state_on(today).value,
        "state_text": insured_labels.state_today(insured, today),
        "erased": insured.status is InsuredStatus.ERASED,
        "rows": insured_labels.details(insured),
        "insurance_columns": [{"text": each} for each in insured_labels.insurance_columns()],
        "insurances": [
            insured_labels.insurance_row(insured, each, may_edit=may_edit)
            for each in insured.insurances
        ],
        "doctor_columns": [{"text": each} for each in insured_labels.doctor_columns()],
        "doctors": [
            insured_labels.doctor_row(insured, each, may_edit=may_edit)
            for each in insured.family_doctors
        ],
        "may_edit": may_edit,
        "may_print_record": actor.may(Permission.PRINT_RECORD),
        "may_erase": actor.may(Permission.ERASE) and insured.status is InsuredStatus.ACTIVE,
    }
    return render(request, "registry/insured_person.html", context, breadcrumbs=trail())


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_INSURED, resumes=True)
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show somebody's data the way they are typed, and take the corrected ones, death included."""
    insured = opened(request, public_id)
    if request.method == "GET":
        return _form(request, _typed_again(insured), (), insured=insured)
    typed = _typed(request)
    if interrupted.is_back(request):
        return _form(request, typed, (), insured=insured)
    answer = insured_persons.correct(
        public_id,
        typed,
        version=version_of(request),
        reason=request.POST.get("reason", ""),
        actor=actor_of(request),
        at=timezone.now(),
    )
    if isinstance(answer, ChangeRefused):
        return _form(request, typed, answer.findings, insured=insured, refused=answer)
    return back(request, answer, _("Corectura a fost salvată; datele vechi sunt în istoric."))


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_INSURED, resumes=True)
def move(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask for the other house and the reason, and give the person to it."""
    insured = opened(request, public_id)
    house, errors = request.POST.get("house", ""), {}
    if request.method == "POST" and not interrupted.is_back(request):
        answer = insured_persons.move(
            public_id,
            house=house,
            version=version_of(request),
            reason=request.POST.get("reason", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )
        if isinstance(answer, Changed):
            request.session[TOLD_KEY] = {
                "text": _("Persoana a fost mutată la %(house)s.") % {"house": house}
            }
            return HttpResponseRedirect(ADDRESS)
        errors = refusal_errors(answer)
    context = {
        "insured": insured,
        "rows": insured_labels.details(insured),
        "houses": [
            Choice(value=code, text=name)
            for code, name in houses.houses()
            if code != insured.house_code
        ],
        "house": house,
        "reason": request.POST.get("reason", ""),
        "version": request.POST.get("version") or insured.version,
        "errors": errors,
        "summary": forms.summary_of(errors, field_labels()),
    }
    return page(request, "registry/insured_move.html", context, insured=insured, errors=errors)


def opened(request: HttpRequest, public_id: str) -> InsuredView:
    """Return an insured person whom the actor may see; each look writes an audit row.

    Raises Problem 404 for everybody else, unknown and not allowed alike.
    """
    not_in_practice(request)
    grants: dict[str, str] = request.session.get(OPENED_KEY, {})
    try:
        insured = insured_look_ups.open_insured(
            public_id,
            reason=grants.get(public_id, ""),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except ReasonRequired:
        insured = None
    except TooManyLookups as refusal:
        raise too_many(refusal) from None
    if insured is None:
        raise Problem(status=404, code="not-found")
    return insured


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    insured: InsuredView,
    errors: Mapping[str, str],
) -> HttpResponse:
    """Return a page about one insured person; 422 where something was wrong."""
    status = 422 if errors else 200
    return render(request, template, context, status=status, breadcrumbs=trail(insured))


def back(request: HttpRequest, answer: Changed, text: str) -> HttpResponse:
    """Lead back to the person and say there what happened."""
    unchanged = _("Nu s-a schimbat nimic: datele erau deja așa.")
    tell(request, answer.person, text if answer.fields else unchanged)
    return HttpResponseRedirect(f"{ADDRESS}/{answer.person}")


def tell(request: HttpRequest, public_id: str, text: str, warnings: Sequence[Finding] = ()) -> None:
    """Keep a message for the next look at the person."""
    request.session[TOLD_KEY] = {
        "insured": public_id,
        "text": text,
        "warnings": [each.code for each in warnings],
    }


def refusal_errors(answer: ChangeRefused, *, field: str = "reason") -> dict[str, str]:
    """Return what was refused by field; a refusal of the whole act stands at `field`."""
    if answer.findings:
        return forms.errors_of(answer.findings)
    return {field: describe(answer.reason).practice}


def version_of(request: HttpRequest) -> int:
    """Return the version that the form was drawn from; 0 for whatever is no number."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def not_in_practice(request: HttpRequest) -> None:
    """Refuse practice mode: there are no insured persons to practise with."""
    if actor_of(request).practice:
        raise Problem(status=403, code="insured-not-in-practice")


def too_many(refusal: TooManyLookups) -> Problem:
    """Return the refusal of somebody who looked too often."""
    headers = {"Retry-After": str(refusal.seconds)}
    return Problem(status=429, code="too-many-lookups", headers=headers)


def trail(insured: InsuredView | None = None) -> list[Link]:
    """Return the way to a page about insured persons, or about one of them."""
    links = [Link(text=_("Asigurați"), href=ADDRESS)]
    if insured is not None:
        name = insured.name or _("Persoană ștearsă")
        links.append(Link(text=name, href=f"{ADDRESS}/{insured.public_id}"))
    return links


def _typed(request: HttpRequest) -> InsuredInput:
    return InsuredInput(**{name: request.POST.get(name, "") for name in INSURED_TEXTS})


def _typed_again(insured: InsuredView) -> InsuredInput:
    return InsuredInput(
        cnp=insured.cnp,
        surname=insured.surname,
        given_name=insured.given_name,
        birth_date=dates.typed(insured.birth_date) if insured.birth_date else "",
        sex=insured.sex,
        died_on=dates.typed(insured.died_on) if insured.died_on else "",
        cnp_disagreement_reason=insured.cnp_reason,
    )


def _form(
    request: HttpRequest,
    typed: InsuredInput,
    findings: Sequence[Finding],
    *,
    insured: InsuredView | None = None,
    refused: ChangeRefused | None = None,
    house: str = "",
    known: str = "",
) -> HttpResponse:
    errors = forms.errors_of(findings)
    if refused and not findings:
        errors = refusal_errors(refused)
    every_house = house_of(actor_of(request)) is None
    disagrees = any(each.code in _DISAGREEMENTS for each in findings)
    context = {
        "typed": typed,
        "insured": insured,
        "known": known,
        "labels": field_labels(),
        # A CNP always says one of these two.
        "sexes": [
            each for each in labels.choices(NomenclatureList.SEXES) if each.value in {"M", "F"}
        ],
        "houses": [Choice(value=code, text=name) for code, name in houses.houses()]
        if every_house
        else [],
        "house": house,
        "asks_why": disagrees or bool(typed.cnp_disagreement_reason),
        "reason": request.POST.get("reason", ""),
        "version": request.POST.get("version") or (insured.version if insured else ""),
        "errors": errors,
        "summary": forms.summary_of(errors, field_labels()),
    }
    template = "registry/insured_form.html"
    status = 422 if errors else 200
    return render(request, template, context, status=status, breadcrumbs=trail(insured))


def _search_page(
    request: HttpRequest,
    typed: dict[str, str],
    errors: dict[str, str],
    *,
    found: Sequence[InsuredView] = (),
) -> HttpResponse:
    actor = actor_of(request)
    told = request.session.get(TOLD_KEY)
    if told and "insured" not in told:
        del request.session[TOLD_KEY]
    else:
        told = None
    context = {
        "typed": typed,
        "told": told,
        "labels": field_labels(),
        "reasons": labels.reasons() if house_of(actor) is None else [],
        "may_edit": actor.may(Permission.EDIT_INSURED),
        "columns": [{"text": each} for each in insured_labels.found_columns()],
        "rows": [insured_labels.found_row(each) for each in found],
        "at_most": MOST_FOUND if len(found) == MOST_FOUND else 0,
        "errors": errors,
        "summary": forms.summary_of(errors, field_labels()),
    }
    status = 422 if errors else 200
    return render(request, "registry/insured_search.html", context, status=status)


def _field(typed: Mapping[str, str]) -> str:
    return next(name for name in ("cnp", "cid", "surname") if typed[name])


def _not_found() -> str:
    return _(
        "Nu am găsit pe nimeni cu aceste date la casa dumneavoastră. Comparați-le cu actul de identitate; asigurații altei case nu se văd aici."
    )


def _remember(request: HttpRequest, public_id: str, reason: str) -> None:
    opened_before: dict[str, str] = request.session.get(OPENED_KEY, {})
    request.session[OPENED_KEY] = {**opened_before, public_id: reason}


def _told(request: HttpRequest, insured: InsuredView) -> dict[str, Any] | None:
    """Return, once, what the act just now led to."""
    told = request.session.get(TOLD_KEY)
    if not told or told.get("insured") != insured.public_id:
        return None
    del request.session[TOLD_KEY]
    warnings = [describe(code).practice for code in told.get("warnings", ())]
    return {"text": told["text"], "warnings": warnings}
