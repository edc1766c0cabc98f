"""How does a residence permit with a CNP enter the register?

A person who has a temporary number keeps the record: the CNP is linked to it and the temporary
number is superseded. A renewed permit is one more row of the same person.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from openpias.core.findings import Finding
from openpias.core.names.matching_keys import MatchFacts
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.registry.domain import latin_forms, permits
from openpias.server.registry.domain.facts import CNP_PREFIX
from openpias.server.registry.domain.inputs import PermitInput
from openpias.server.registry.domain.outcomes import Answer, Refused, Registered
from openpias.server.registry.domain.permits import CheckedPermit
from openpias.server.registry.domain.sameness import Ask, Join, Known, New
from openpias.server.registry.enums import (
    IdentifierKind,
    IdentifierState,
    Outcome,
    RegistrationKind,
)
from openpias.server.registry.models import Identifier, Permit, Person
from openpias.server.registry.operations import candidates, registrars, versions
from openpias.server.registry.operations.decisions import DecisionInput, read_decision
from openpias.server.registry.operations.idempotency import idempotency_key
from openpias.server.registry.operations.registering import (
    Entry,
    Refine,
    Status,
    Step,
    Written,
    register,
)
from openpias.server.registry.queries import policies
from openpias.server.registry.queries.nomenclatures import vocabulary
from openpias.server.registry.queries.persons import PersonView, person_by_id, person_by_number

OPERATION = "permit"


def record(
    typed: PermitInput,
    *,
    actor: Actor,
    at: datetime,
    key: str = "",
    decision: DecisionInput | None = None,
) -> Answer:
    """Record a permit, link it to the person who has it, or ask, or refuse.

    Also writes the registration as typed, the person's new version and slip, audit rows and events.
    Repeating it with the same idempotency key, or with the same permit, writes no second permit.
    Raises CredentialRevoked, KeyReused and RegisterBusyError.
    Source: manual of e-PIAS, second tab.
    """
    not_yours = registrars.finding(policies.policy(day_of(at)), actor=actor)
    if not_yours is not None:
        return Refused(findings=(not_yours,))
    checked = permits.check(typed, today=day_of(at), vocabulary=vocabulary())
    decided = read_decision(decision, actor=actor)
    if isinstance(checked, list) or isinstance(decided, list):
        lists: list[list[Finding]] = [each for each in (checked, decided) if isinstance(each, list)]
        return Refused(findings=tuple(finding for found in lists for finding in found))
    entry = Entry(
        actor=actor,
        at=at,
        kind=RegistrationKind.PERMIT,
        facts=match_facts(checked),
        person=_person_columns(checked, practice=actor.practice),
        identifiers=[{"kind": IdentifierKind.PERMIT_CNP, "value": checked.cnp, "given_by": "IGI"}],
        number=False,
        key=idempotency_key(
            provider=actor.provider.code,
            key=key,
            operation=OPERATION,
            body={"typed": typed, "decision": decision},
        ),
        decision=decided,
    )
    holder = _holder(typed.temporary_number, practice=actor.practice)
    with transaction.atomic():
        result = register(entry, refine=_refine(checked, holder))
        if isinstance(result, Written):
            return _written(result, checked, actor=actor, at=at)
    if isinstance(result, Ask):
        return candidates.question(result.assessment, actor=actor, at=at)
    return result


def examine(typed: PermitInput, *, at: datetime) -> list[Finding]:
    """Return what is wrong with what was typed, and write nothing."""
    checked = permits.check(typed, today=day_of(at), vocabulary=vocabulary())
    return checked if isinstance(checked, list) else []


def _holder(number: str, *, practice: bool) -> int | None:
    tidy = "".join(number.split())
    person = person_by_number(tidy, practice=practice) if tidy else None
    return person.id if person else None


def _refine(checked: CheckedPermit, holder: int | None) -> Refine:
    cnp = CNP_PREFIX + checked.cnp

    def refine(known: Sequence[Known], step: Join | Ask | New) -> Step:
        """One CNP is one person; a temporary number shown along says who is meant."""
        owners = {each.person: each.ref for each in known if cnp in each.facts.document_numbers}
        if isinstance(step, Ask):
            possible = {person for person, _ in step.assessment.possible}
            sure = possible & ({holder} if holder else set()) or possible & owners.keys()
            if len(sure) == 1:
                person = next(iter(sure))
                ref = next(each.ref for each in known if each.person == person)
                return Join(person=person, ref=ref, by_decision=False)
            return step
        if owners and not (isinstance(step, Join) and step.person in owners):
            return Refused(findings=(Finding(code="cnp-of-another", path="/cnp"),))
        return step

    return refine


def _written(written: Written, checked: CheckedPermit, *, actor: Actor, at: datetime) -> Registered:
    person = Person.objects.select_for_update().get(pk=written.person)
    if person.canonical_id is not None:
        person = Person.objects.select_for_update().get(pk=person.canonical_id)
    if written.status is not Status.REPEATED:
        _link(person, checked, actor=actor, at=at, is_new=written.status is Status.ISSUED)
    view = person_by_id(person.pk)
    outcome = {Status.ISSUED: Outcome.ISSUED, Status.REPEATED: Outcome.REPEATED}
    return Registered(
        outcome=outcome.get(written.status, Outcome.EXISTING),
        person=view.public_id,
        number=checked.cnp,
        number_kind=IdentifierKind.PERMIT_CNP,
        version=view.version,
        permit=_permit_id(view, checked),
        warnings=checked.warnings,
    )


def _link(
    person: Person, checked: CheckedPermit, *, actor: Actor, at: datetime, is_new: bool
) -> None:
    same = Permit.objects.filter(
        person=person, cnp=checked.cnp, permit_number=checked.permit_number
    )
    if same.exists():
        return
    if not is_new:
        versions.keep(person, reason="permit", fields=("permit",), actor=actor, at=at)
    permit = Permit.objects.create(
        person=person,
        cnp=checked.cnp,
        permit_number=checked.permit_number,
        **_permit_columns(checked, actor=actor, at=at),
    )
    if is_new:
        return
    today = day_of(at)
    numbers = Identifier.objects.filter(person=person, state=IdentifierState.VALID)
    numbers.filter(kind=IdentifierKind.TEMPORARY).update(
        state=IdentifierState.SUPERSEDED, valid_to=today
    )
    Identifier.objects.get_or_create(
        person=person,
        kind=IdentifierKind.PERMIT_CNP,
        value=checked.cnp,
        defaults={"valid_from": permit.valid_from, "given_by": "IGI", "practice": person.practice},
    )
    for field, value in names_of(checked, holder=person).items():
        setattr(person, field, value)
    versions.advance(person, at=at)


def names_of(checked: CheckedPermit, *, holder: Person | None = None) -> Mapping[str, Any]:
    """Return what a permit says of its holder, as columns of the person.

    A name that the holder has already keeps its Latin form, which may be read from a passport.
    """
    known = versions.latin_forms(holder) if holder else None
    return {
        "surname": checked.surname,
        "given_name": checked.given_name,
        "given_name_missing": not checked.given_name,
        **latin_forms.columns(checked.surname, checked.given_name, known=known),
        "birth_date": checked.birth.value,
        "birth_precision": checked.birth.precision.value,
        "sex": checked.sex,
    }


def _permit_columns(checked: CheckedPermit, *, actor: Actor, at: datetime) -> Mapping[str, Any]:
    return {
        "surname": checked.surname,
        "given_name": checked.given_name,
        "birth_date": checked.birth.value,
        "birth_precision": checked.birth.precision.value,
        "sex": checked.sex,
        "issued_on": checked.issued_on,
        "valid_from": checked.valid_from,
        "expires_on": checked.expires_on,
        "cnp_reason": checked.cnp_reason,
        "provider_code": actor.provider.code,
        "account_id": actor.account_id,
        "registered_at": at,
    }


def _permit_id(view: PersonView, checked: CheckedPermit) -> str | None:
    same = (
        permit.public_id
        for permit in view.permits
        if permit.cnp == checked.cnp and permit.permit_number == checked.permit_number
    )
    return next(same, None)


def match_facts(checked: CheckedPermit) -> MatchFacts:
    """Return what a permit is compared by; the CNP counts like the number of a document."""
    return MatchFacts(
        surname=checked.surname,
        given_name=checked.given_name,
        birth_date=checked.birth.value,
        birth_precision=checked.birth.precision,
        sex=checked.sex,
        citizenship="",
        document_numbers=(CNP_PREFIX + checked.cnp, checked.permit_number),
    )


def _person_columns(checked: CheckedPermit, *, practice: bool) -> Mapping[str, Any]:
    unknown = ("category", "citizenship", "entry_point", "visa_type", "no_identity_reason")
    return {
        **names_of(checked),
        **dict.fromkeys(unknown, ""),
        "public_id": str(uuid.uuid4()),
        "birth_date": checked.birth.value.isoformat(),
        "entry_date": None,
        "copies_kept": False,
        "taken_on": None,
        "family": None,
        "practice": practice,
    }
