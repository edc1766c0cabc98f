"""How is what was typed about a person put right? The old state is kept with the reason."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from openpias.core.names.matching_keys import MatchFacts
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.platform.clock import day_of
from openpias.server.registry.domain import latin_forms, registrations
from openpias.server.registry.domain.changes import (
    ChangeAnswer,
    Changed,
    ChangeRefused,
    NotChanged,
    is_reason,
)
from openpias.server.registry.domain.codes import kept_open
from openpias.server.registry.domain.facts import facts_as_row
from openpias.server.registry.domain.inputs import DocumentInput, RegistrationInput
from openpias.server.registry.domain.new_persons import document_rows, match_facts, person_columns
from openpias.server.registry.domain.registrations import CheckedRegistration
from openpias.server.registry.enums import NomenclatureList, PersonStatus, RegistrationKind
from openpias.server.registry.models import Person, PersonDocument, Registration
from openpias.server.registry.operations import locks, lookups, matching_keys, versions
from openpias.server.registry.queries import policies
from openpias.server.registry.queries.nomenclatures import vocabulary
from openpias.server.registry.queries.persons import PersonView, person_by_id
from openpias.server.registry.queries.persons import person as person_behind

_NOBODY = uuid.UUID(int=0)
_NOT_COMPARED = frozenset({"public_id", "family", "practice", "taken_on", "sort_key"})


def correct(
    public_id: str,
    typed: RegistrationInput,
    *,
    version: int,
    reason: str,
    actor: Actor,
    at: datetime,
) -> ChangeAnswer:
    """Replace a person's data by what is typed now.

    Also keeps the old state, adds the new spelling to those that are found, supersedes the slip and
    issues the next one. Typing what is there already changes nothing, so repeating is harmless.
    `version` is the one that was shown; a newer one refuses.
    """
    today = day_of(at)
    known = person_behind(public_id, practice=actor.practice)
    checked = registrations.check(
        _with_new_proposals(typed, known) if known else typed,
        today=today,
        policy=policies.policy(today),
        vocabulary=kept_open(vocabulary(), codes_of(known)) if known else vocabulary(),
    )
    if isinstance(checked, list):
        return ChangeRefused(reason=NotChanged.UNKNOWN, findings=tuple(checked))
    if not is_reason(reason):
        return ChangeRefused(reason=NotChanged.REASON_REQUIRED)
    facts = match_facts(checked)
    with transaction.atomic():
        locks.hold(matching_keys.keys_of(facts, practice=actor.practice))
        person = locked(public_id, practice=actor.practice)
        refused = refusal(person, version=version, actor=actor)
        if person is None or refused is not None:
            return ChangeRefused(reason=refused or NotChanged.UNKNOWN)
        if not person.category:
            return ChangeRefused(reason=NotChanged.WITHOUT_FIRST_TAB)
        changed = _changed_fields(person, checked)
        if changed:
            versions.keep(person, reason=reason.strip(), fields=changed, actor=actor, at=at)
            _apply(person, checked)
            versions.advance(person, at=at)
            add_spelling(person, facts, actor=actor, at=at)
            _tell(person, changed, actor=actor, at=at)
    return Changed(person=public_id, version=person.version, fields=changed)


def _tell(person: Person, changed: Sequence[str], *, actor: Actor, at: datetime) -> None:
    record(
        event="person-corrected",
        actor=actor,
        subject_kind="person",
        subject_ref=str(person.public_id),
        facts={"fields": list(changed), "version": person.version},
        at=at,
    )


def add_spelling(person: Person, facts: MatchFacts, *, actor: Actor, at: datetime) -> None:
    """Keep the corrected facts as they were typed, and let the person be found under them."""
    Registration.objects.create(
        person=person,
        kind=RegistrationKind.CORRECTION,
        provider_code=actor.provider.code,
        account_id=actor.account_id,
        at=at,
        facts=facts_as_row(facts),
    )
    matching_keys.add(person.pk, facts, practice=person.practice)


def _with_new_proposals(typed: RegistrationInput, known: PersonView) -> RegistrationInput:
    """Leave out a proposed Latin form that stands as it was shown: a new name has another one."""
    return replace(
        typed,
        surname_latin=latin_forms.anew(
            typed.surname_latin, shown=known.surname_latin, name=known.surname
        ),
        given_name_latin=latin_forms.anew(
            typed.given_name_latin, shown=known.given_name_latin, name=known.given_name
        ),
    )


def codes_of(person: PersonView) -> dict[str, set[str]]:
    """Return the codes that a record uses, by the name of their list."""
    return {
        NomenclatureList.SEXES: {person.sex},
        NomenclatureList.CATEGORIES: {person.category},
        NomenclatureList.CITIZENSHIPS: {person.citizenship},
        NomenclatureList.VISA_TYPES: {person.visa_type},
        NomenclatureList.DOCUMENT_TYPES: {document.type for document in person.documents},
    }


def typed_again(person: PersonView) -> RegistrationInput:
    """Return a person's data the way they are typed, to fill the form of a correction."""
    return RegistrationInput(
        surname=person.surname,
        given_name=person.given_name,
        given_name_missing=not person.given_name,
        surname_latin=person.surname_latin,
        given_name_latin=person.given_name_latin,
        birth_date=person.birth.typed(),
        sex=person.sex,
        category=person.category,
        citizenship=person.citizenship,
        entry_point=person.entry_point,
        entry_date=_typed(person.entry_date),
        visa_type=person.visa_type,
        documents=tuple(
            DocumentInput(
                type=document.type,
                series=document.series,
                number=document.number,
                date=_typed(document.date),
                issuer=document.issuer,
            )
            for document in person.documents
        ),
        copies_kept=person.copies_kept,
        no_identity_reason=person.no_identity_reason,
        taken_on=_typed(person.taken_on),
    )


def _typed(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""


def locked(public_id: str, *, practice: bool) -> Person | None:
    """Return a person's row, held until the transaction ends."""
    try:
        reference = uuid.UUID(public_id)
    except ValueError:
        return None
    rows = Person.objects.select_for_update(no_key=True)
    return rows.filter(public_id=reference, practice=practice).first()


def refusal(person: Person | None, *, version: int, actor: Actor) -> NotChanged | None:
    """Return why this actor may not correct the person as shown, or nothing."""
    if person is None:
        return NotChanged.UNKNOWN
    if not may_change(person, actor=actor):
        return NotChanged.NOT_YOURS
    if person.status != PersonStatus.ACTIVE:
        return NotChanged.NOT_ACTIVE
    if person.version != version:
        return NotChanged.CHANGED_MEANWHILE
    return None


def may_change(person: Person, *, actor: Actor) -> bool:
    """Tell whether the actor's provider or house registered this person, or they may open any."""
    return lookups.may_change(person_by_id(person.pk), actor=actor)


def _changed_fields(person: Person, checked: CheckedRegistration) -> tuple[str, ...]:
    new = _columns(checked)
    changed = [name for name, value in new.items() if getattr(person, name) != value]
    if _documents(person) != [replace(document) for document in checked.documents]:
        changed.append("documents")
    return tuple(changed)


def _documents(person: Person) -> list[registrations.CheckedDocument]:
    return [
        registrations.CheckedDocument(
            type=row.type, series=row.series, number=row.number, date=row.date, issuer=row.issuer
        )
        for row in PersonDocument.objects.filter(person=person).order_by("position")
    ]


def _columns(checked: CheckedRegistration) -> Mapping[str, Any]:
    columns = person_columns(checked, public_id=_NOBODY, practice=False)
    dates = {"birth_date": checked.birth.value, "entry_date": checked.entry_date}
    return {
        name: value for name, value in {**columns, **dates}.items() if name not in _NOT_COMPARED
    }


def _apply(person: Person, checked: CheckedRegistration) -> None:
    for name, value in _columns(checked).items():
        setattr(person, name, value)
    person.sort_key = person_columns(checked, public_id=_NOBODY, practice=False)["sort_key"]
    PersonDocument.objects.filter(person=person).delete()
    PersonDocument.objects.bulk_create(
        PersonDocument(person=person, **row) for row in document_rows(checked)
    )
