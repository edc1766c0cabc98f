"""How does one see a person, one's own registrations, and print slips?"""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem
from openpias.pages import Link
from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.problems import Problem
from openpias.server.registry.domain.changes import Changed
from openpias.server.registry.domain.registrations import CheckedDocument
from openpias.server.registry.enums import IdentifierKind, NomenclatureList, Outcome, PersonStatus
from openpias.server.registry.operations import lookups, slips
from openpias.server.registry.operations.lookups import Proof
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries import own_registrations
from openpias.server.registry.queries.own_registrations import PersonRow
from openpias.server.registry.queries.persons import PersonView
from openpias.server.registry.web import labels
from openpias.server.registry.web.registering import WARNINGS_KEY

CORRECTED, UNCHANGED = "corrected", "unchanged"
OPENED_KEY = "opened"
FILTER_KEY = "own-registrations"
_LONGEST_FILTER = 100


@require_http_methods(["GET", "POST"])
@requires(Permission.READ_OWN)
def collection(request: HttpRequest) -> HttpResponse:
    """Show one's own registrations, newest first, filtered by name, number or day.

    The filter is kept in the session: a name never stands in an address.
    """
    if request.method == "POST":
        names = () if "clear" in request.POST else ("q", "zi")
        request.session[FILTER_KEY] = {
            # The database takes no NUL, and a kept filter is asked about again and again.
            name: request.POST.get(name, "").replace("\0", "").strip()[:_LONGEST_FILTER]
            for name in names
        }
        return HttpResponseRedirect("/persoane")
    kept: dict[str, str] = request.session.get(FILTER_KEY, {})
    text, day = kept.get("q", ""), kept.get("zi", "")
    parsed = dates.parse_full(day) if day else None
    errors = {"zi": describe(parsed).practice} if isinstance(parsed, DateProblem) else {}
    shown = own_registrations.page(
        provider=actor_of(request).provider.code,
        practice=actor_of(request).practice,
        text=text,
        day=parsed if isinstance(parsed, date) else None,
        number=page_number(request),
    )
    context = {
        "q": text,
        "day": day,
        "errors": errors,
        "summary": list(errors.items()),
        "columns": [
            {"text": _("Persoana")},
            {"text": _("Număr")},
            {"text": _("Data nașterii")},
            {"text": _("Înregistrată")},
            {"text": _("Starea")},
        ],
        "rows": [_row(each) for each in shown.rows],
        "page_number": shown.number,
        "hrefs": [f"/persoane?p={each}" for each in range(1, shown.pages + 1)],
        "filtered": bool(text or day),
        "may_register": actor_of(request).may(Permission.REGISTER),
    }
    return render(request, "registry/persons.html", context)


@require_GET
@requires(Permission.READ_OWN)
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one person: the number, all details and the 2D code."""
    person = opened(request, public_id)
    told = _told(request, person)
    permit = person.permit
    context = {
        "person": person,
        "told": told,
        "number_label": labels.kind_of_number(person.number_kind),
        "withdrawn": person.status is PersonStatus.WITHDRAWN,
        "rows": details(person),
        "documents": [_document(each) for each in person.documents],
        "document_columns": [
            {"text": _("Tip document")},
            {"text": _("Serie și număr")},
            {"text": _("Data documentului")},
            {"text": _("Emitent")},
        ],
        "permit": permit,
        "numbers": [_number(each) for each in person.identifiers]
        if len(person.identifiers) > 1
        else [],
        "number_columns": [
            {"text": _("Felul numărului")},
            {"text": _("Număr")},
            {"text": _("Starea")},
        ],
        "code": slips.code_picture(person),
        "may_correct": bool(person.category) and _may_correct(request, person),
        "may_correct_permit": bool(permit) and _may_correct(request, person),
        "may_withdraw": actor_of(request).may(Permission.WITHDRAW),
        "may_register": actor_of(request).may(Permission.REGISTER),
        "may_print_record": actor_of(request).may(Permission.PRINT_RECORD),
        "may_erase": actor_of(request).may(Permission.ERASE),
    }
    trail = [Link(text=_("Înregistrările mele"), href="/persoane")]
    return render(request, "registry/person.html", context, breadcrumbs=trail)


@require_GET
@requires(Permission.READ_OWN)
def slip(request: HttpRequest, public_id: str) -> HttpResponse:
    """Print a person's slip."""
    return _pdf(request, [opened(request, public_id)])


@require_GET
@requires(Permission.READ_OWN)
def family_slips(request: HttpRequest, family: str) -> HttpResponse:
    """Print the slips of a family that one registered oneself."""
    members = own_registrations.family(
        family, provider=actor_of(request).provider.code, practice=actor_of(request).practice
    )
    if not members:
        raise Problem(status=404, code="not-found")
    return _pdf(request, members)


def opened(request: HttpRequest, public_id: str) -> PersonView:
    """Return a person that is one's own, or was opened in this session with a proof.

    Raises Problem 404 for everybody else; each look writes an audit row.
    """
    grants: dict[str, str] = request.session.get(OPENED_KEY, {})
    granted = public_id in grants
    try:
        person = lookups.open_person(
            Proof(public_id=public_id, granted=granted),
            reason=grants.get(public_id, ""),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except lookups.ReasonRequired:
        person = None
    except lookups.TooManyLookups as refusal:
        headers = {"Retry-After": str(refusal.seconds)}
        raise Problem(status=429, code="too-many-lookups", headers=headers) from None
    if person is None:
        raise Problem(status=404, code="not-found")
    return person


def corrected(request: HttpRequest, answer: Changed) -> HttpResponse:
    """Lead to the person's page, which says what became of a correction."""
    request.session[WARNINGS_KEY] = {
        "person": answer.person,
        "outcome": CORRECTED if answer.fields else UNCHANGED,
        "warnings": [],
    }
    return HttpResponseRedirect(f"/persoane/{answer.person}")


def details(person: PersonView) -> list[dict[str, str]]:
    """Return what is known of a person as rows of a list, in the reader's language."""
    names = labels.field_labels()
    rows = [
        (names["surname"], with_latin(person.surname, person.surname_latin)),
        (
            names["given_name"],
            with_latin(person.given_name, person.given_name_latin)
            or _("(fără prenume în document)"),
        ),
        (names["birth_date"], person.birth.typed()),
        (names["sex"], labels.name_of(NomenclatureList.SEXES, person.sex)),
        (names["category"], labels.name_of(NomenclatureList.CATEGORIES, person.category)),
        (names["citizenship"], labels.name_of(NomenclatureList.CITIZENSHIPS, person.citizenship)),
        (names["entry_point"], labels.name_of(NomenclatureList.ENTRY_POINTS, person.entry_point)),
        (names["entry_date"], dates.typed(person.entry_date) if person.entry_date else ""),
        (names["visa_type"], labels.name_of(NomenclatureList.VISA_TYPES, person.visa_type)),
        (_("Înregistrată de"), person.provider_name),
        (_("Înregistrată la"), f"{timezone.localtime(person.registered_at):%d-%m-%Y %H:%M}"),
        (names["taken_on"], dates.typed(person.taken_on) if person.taken_on else ""),
        (_("Fișa, versiunea"), str(person.version)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def with_latin(name: str, latin: str) -> str:
    """Return a name, and beside it how it is written in Latin letters where that differs."""
    return f"{name} ({latin})" if latin and latin != name else name


def document_text(document: CheckedDocument) -> str:
    """Return a document in one line."""
    kind = labels.name_of(NomenclatureList.DOCUMENT_TYPES, document.type)
    day = dates.typed(document.date) if document.date else ""
    return ", ".join(part for part in (kind, document.full_number, day, document.issuer) if part)


def _document(document: Any) -> list[str]:
    return [
        labels.name_of(NomenclatureList.DOCUMENT_TYPES, document.type),
        document.full_number or "–",
        dates.typed(document.date) if document.date else "–",
        document.issuer or "–",
    ]


def _number(identifier: Any) -> list[str]:
    return [
        labels.kind_of_number(identifier.kind),
        identifier.value,
        labels.state_of_number(identifier.state),
    ]


def _row(person: PersonRow) -> list[Any]:
    return [
        {"text": person.name, "href": f"/persoane/{person.public_id}"},
        person.number,
        person.birth.typed(),
        f"{timezone.localtime(person.registered_at):%d-%m-%Y}",
        labels.status_of_person(person.status),
    ]


def _told(request: HttpRequest, person: PersonView) -> dict[str, Any] | None:
    """Return, once, what the registration just now led to."""
    told = request.session.get(WARNINGS_KEY)
    if not told or told["person"] != person.public_id:
        return None
    del request.session[WARNINGS_KEY]
    given_elsewhere = person.number_kind in {IdentifierKind.OFFICIAL, IdentifierKind.HOUSE}
    issued = (
        _("Persoana a fost înregistrată cu numărul pe care îl avea. Nu s-a dat altul.")
        if given_elsewhere
        else _("Persoana a fost înregistrată.")
    )
    texts = {
        Outcome.ISSUED: issued,
        Outcome.EXISTING: _(
            "Persoana era deja înregistrată: folosiți același număr. Nu s-a dat altul."
        ),
        Outcome.REPEATED: _("Formularul era deja trimis: acesta este răspunsul lui."),
        CORRECTED: _(
            "Corectura a fost salvată. Fișa veche nu mai este valabilă: tipăriți-o pe cea nouă."
        ),
        UNCHANGED: _("Nu s-a schimbat nimic: datele erau deja așa."),
    }
    return {
        "text": texts[told["outcome"]],
        "warnings": [describe(code).practice for code in told["warnings"]],
    }


def _may_correct(request: HttpRequest, person: PersonView) -> bool:
    actor = actor_of(request)
    return (
        actor.may(Permission.CORRECT)
        and person.status is PersonStatus.ACTIVE
        and lookups.may_change(person, actor=actor)
    )


def _pdf(request: HttpRequest, members: list[PersonView]) -> HttpResponse:
    pdf = slips.print_slips(members, actor=actor_of(request), at=timezone.now())
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="fisa.pdf"'
    return response


def page_number(request: HttpRequest) -> int:
    """Return the page asked for; 1 for whatever is no number."""
    text = request.GET.get("p", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
