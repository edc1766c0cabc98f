"""How is a person's data erased, on their request and where the law allows it?

What identifies is removed everywhere in the register; the number stays taken, so that nobody else
ever gets it, and the audit trail stays, because it holds no personal data.
"""

from datetime import date, datetime

from django.db import transaction

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.platform.clock import day_of
from openpias.server.registry.domain.changes import (
    ChangeAnswer,
    Changed,
    ChangeRefused,
    NotChanged,
    is_reason,
)
from openpias.server.registry.domain.facts import facts_from_row
from openpias.server.registry.enums import (
    IdentifierKind,
    IdentifierState,
    PersonStatus,
    SlipStatus,
)
from openpias.server.registry.models import (
    Identifier,
    InsuredPerson,
    Permit,
    Person,
    PersonDocument,
    PersonVersion,
    Registration,
)
from openpias.server.registry.operations import matching_keys, versions
from openpias.server.registry.operations.corrections import locked
from openpias.server.registry.permissions import Permission

_NOBODY = date(1900, 1, 1)
_EMPTY = {
    "surname": "",
    "given_name": "",
    "given_name_missing": False,
    "surname_latin": "",
    "given_name_latin": "",
    "sort_key": "",
    "birth_date": _NOBODY,
    "birth_precision": "year",
    "sex": "",
    "citizenship": "",
    "entry_date": None,
    "no_identity_reason": "",
    "family": None,
}


def erase(public_id: str, *, reason: str, actor: Actor, at: datetime) -> ChangeAnswer:
    """Erase a person; refused while others are merged into the record. Harmless to repeat."""
    if not actor.may(Permission.ERASE):
        return ChangeRefused(reason=NotChanged.NOT_YOURS)
    if not is_reason(reason):
        return ChangeRefused(reason=NotChanged.REASON_REQUIRED)
    with transaction.atomic():
        person = locked(public_id, practice=actor.practice)
        if person is None:
            return ChangeRefused(reason=NotChanged.UNKNOWN)
        if person.status == PersonStatus.ERASED:
            return Changed(person=public_id, version=person.version, fields=())
        merged = Person.objects.filter(canonical=person).exists()
        if merged or person.status == PersonStatus.MERGED:
            return ChangeRefused(reason=NotChanged.NOT_ACTIVE)
        versions.retire(person, status=SlipStatus.WITHDRAWN, at=at)
        _remove_details(person, at=at)
        record(
            event="person-erased",
            actor=actor,
            subject_kind="person",
            subject_ref=public_id,
            facts={"reason": True},
            at=at,
        )
    return Changed(person=public_id, version=person.version, fields=("status",))


def _remove_details(person: Person, *, at: datetime) -> None:
    for row in Registration.objects.filter(person=person):
        matching_keys.remove(person.pk, facts_from_row(row.facts), practice=person.practice)
    Registration.objects.filter(person=person).update(facts={}, decision_reason="", seen=[])
    PersonDocument.objects.filter(person=person).delete()
    PersonVersion.objects.filter(person=person).delete()
    Permit.objects.filter(person=person).delete()
    InsuredPerson.objects.filter(person=person).update(person=None)
    numbers = Identifier.objects.filter(person=person)
    numbers.exclude(kind=IdentifierKind.TEMPORARY).delete()
    numbers.update(state=IdentifierState.WITHDRAWN, valid_to=day_of(at))
    for field, value in _EMPTY.items():
        setattr(person, field, value)
    person.status = PersonStatus.ERASED
    person.version += 1
    person.save()
