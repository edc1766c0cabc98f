"""How do the register's answers look as JSON?"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from openpias.core.findings import Finding
from openpias.server.platform.accounts import credentials
from openpias.server.platform.accounts.entering import not_authenticated
from openpias.server.platform.http.bodies import json_answer
from openpias.server.platform.http.problems import Problem, finding_body, language_of
from openpias.server.registry.domain.outcomes import (
    Answer,
    Candidate,
    HasPermit,
    Question,
    Refused,
    Registered,
)
from openpias.server.registry.enums import Outcome
from openpias.server.registry.operations.registering import (
    CredentialRevoked,
    KeyReused,
    RegisterBusyError,
)
from openpias.server.registry.queries.persons import PermitView, PersonView


def refused(findings: tuple[Finding, ...] | list[Finding]) -> Problem:
    """Return the problem that lists every wrong field."""
    return Problem(status=422, code="invalid-registration", findings=findings)


def registering(
    request: HttpRequest, write: Callable[[], Answer], *, slip: Callable[[Registered], str]
) -> HttpResponse:
    """Run a registration and turn whatever it leads to into an answer or a problem."""
    try:
        answer = write()
    except CredentialRevoked:
        credentials.forget(request.actor)  # type: ignore[attr-defined]
        raise not_authenticated() from None
    except KeyReused:
        raise Problem(status=409, code="key-reused") from None
    except RegisterBusyError:
        headers = {"Retry-After": "1"}
        raise Problem(status=503, code="register-busy", headers=headers) from None
    if isinstance(answer, Registered):
        return _registered(request, answer, slip=slip(answer))
    raise _problem(answer)


def _problem(answer: Question | Refused | HasPermit) -> Problem:
    if isinstance(answer, Refused):
        return refused(answer.findings)
    if isinstance(answer, HasPermit):
        return Problem(status=409, code="has-permit")
    candidates = [_candidate(candidate) for candidate in answer.candidates]
    return Problem(status=409, code="same-person-question", extra={"candidates": candidates})


def _candidate(candidate: Candidate) -> dict[str, Any]:
    body: dict[str, Any] = {
        "ref": candidate.ref,
        "own": candidate.own,
        "initials": candidate.initials,
        "registered_on": candidate.registered_on,
        "agreements": candidate.agreements,
    }
    if candidate.own:
        body |= {
            "number": candidate.number,
            "name": candidate.name,
            "birth_year": candidate.birth_year,
        }
    return body


def _registered(request: HttpRequest, answer: Registered, *, slip: str) -> HttpResponse:
    body: dict[str, Any] = {
        "number": answer.number,
        "number_kind": answer.number_kind,
        "outcome": answer.outcome,
        "id": answer.permit or answer.person,
        "person": answer.person,
        "version": answer.version,
        "slip": slip,
    }
    if answer.warnings:
        with translation.override(language_of(request)):
            body["warnings"] = [finding_body(finding) for finding in answer.warnings]
    return json_answer(body, status=201 if answer.outcome is Outcome.ISSUED else 200)


def _permit_body(permit: PermitView) -> dict[str, Any]:
    return {
        "id": permit.public_id,
        "cnp": permit.cnp,
        "permit_number": permit.permit_number,
        "issued_on": permit.issued_on,
        "valid_from": permit.valid_from,
        "expires_on": permit.expires_on,
    }


def person_body(person: PersonView) -> dict[str, Any]:
    """Return a person's details for somebody who may see them."""
    return {
        "number": person.number,
        "number_kind": person.number_kind,
        "id": person.public_id,
        "status": person.status,
        "version": person.version,
        "identifiers": [
            {
                "kind": each.kind,
                "value": each.value,
                "state": each.state,
                "valid_from": each.valid_from,
                "valid_to": each.valid_to,
            }
            for each in person.identifiers
        ],
        "surname": person.surname,
        "given_name": person.given_name,
        "surname_latin": person.surname_latin,
        "given_name_latin": person.given_name_latin,
        "birth_date": person.birth.iso(),
        "sex": person.sex,
        "category": person.category,
        "citizenship": person.citizenship,
        "entry_point": person.entry_point,
        "entry_date": person.entry_date,
        "visa_type": person.visa_type,
        "documents": [
            {
                "type": document.type,
                "series": document.series,
                "number": document.number,
                "date": document.date,
                "issuer": document.issuer,
            }
            for document in person.documents
        ],
        "permit": _permit_body(person.permit) if person.permit else None,
        "provider": {"code": person.provider_code, "name": person.provider_name},
        "registered_at": person.registered_at,
    }
