"""How is what was typed from a permit put right? The old state is kept with the reason.

The CNP itself is not corrected: it is whose permit this is. A wrong one is withdrawn.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from openpias.core.calendar import dates
from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.platform.clock import day_of
from openpias.server.registry.domain import permits
from openpias.server.registry.domain.changes import (
    ChangeAnswer,
    Changed,
    ChangeRefused,
    NotChanged,
    is_reason,
)
from openpias.server.registry.domain.inputs import PermitInput
from openpias.server.registry.domain.permits import CheckedPermit
from openpias.server.registry.models import Permit, Person
from openpias.server.registry.operations import corrections, locks, matching_keys, versions
from openpias.server.registry.operations.permits import match_facts, names_of
from openpias.server.registry.queries.nomenclatures import vocabulary
from openpias.server.registry.queries.persons import PersonView
from openpias.server.registry.queries.persons import person as person_behind

_ON_THE_PERMIT = ("permit_number", "issued_on", "valid_from", "expires_on")


def correct(
    public_id: str, typed: PermitInput, *, version: int, reason: str, actor: Actor, at: datetime
) -> ChangeAnswer:
    """Replace what was typed from a person's latest permit by what is typed now.

    Also keeps the old state, adds the new spelling to those that are found, supersedes the slip and
    issues the next one. Typing what is there already changes nothing, so repeating is harmless.
    `version` is the one that was shown; a newer one refuses. The CNP that was typed does not count.
    """
    known = person_behind(public_id, practice=actor.practice)
    if known is None or known.permit is None:
        return ChangeRefused(reason=NotChanged.UNKNOWN)
    typed = replace(typed, cnp=known.permit.cnp)
    checked = permits.check(typed, today=day_of(at), vocabulary=vocabulary())
    if isinstance(checked, list):
        return ChangeRefused(reason=NotChanged.UNKNOWN, findings=tuple(checked))
    if not is_reason(reason):
        return ChangeRefused(reason=NotChanged.REASON_REQUIRED)
    facts = match_facts(checked)
    with transaction.atomic():
        locks.hold(matching_keys.keys_of(facts, practice=actor.practice))
        person = corrections.locked(public_id, practice=actor.practice)
        refused = corrections.refusal(person, version=version, actor=actor)
        if person is None or refused is not None:
            return ChangeRefused(reason=refused or NotChanged.UNKNOWN)
        permit = Permit.objects.get(public_id=known.permit.public_id)
        taken = _taken(permit, checked)
        if taken:
            return ChangeRefused(reason=NotChanged.UNKNOWN, findings=taken)
        changed = _changed(person, permit, checked)
        if changed:
            versions.keep(person, reason=reason.strip(), fields=changed, actor=actor, at=at)
            _apply(person, permit, checked)
            versions.advance(person, at=at)
            corrections.add_spelling(person, facts, actor=actor, at=at)
            record(
                event="person-corrected",
                actor=actor,
                subject_kind="person",
                subject_ref=public_id,
                facts={"fields": list(changed), "version": person.version},
                at=at,
            )
    return Changed(person=public_id, version=person.version, fields=changed)


def typed_again(person: PersonView) -> PermitInput:
    """Return a person's latest permit the way it is typed; somebody without one gets an empty one."""
    permit = person.permit
    if permit is None:
        return PermitInput()
    return PermitInput(
        cnp=permit.cnp,
        surname=person.surname,
        given_name=person.given_name,
        given_name_missing=not person.given_name,
        birth_date=person.birth.typed(),
        sex=person.sex,
        permit_number=permit.permit_number,
        issued_on=dates.typed(permit.issued_on),
        valid_from=dates.typed(permit.valid_from),
        expires_on=dates.typed(permit.expires_on),
        cnp_disagreement_reason=permit.cnp_reason,
    )


def _taken(permit: Permit, checked: CheckedPermit) -> tuple[Finding, ...]:
    same = Permit.objects.filter(
        person=permit.person_id, cnp=permit.cnp, permit_number=checked.permit_number
    )
    if same.exclude(pk=permit.pk).exists():
        return (Finding(code="permit-recorded-before", path="/permit_number"),)
    return ()


def _changed(person: Person, permit: Permit, checked: CheckedPermit) -> tuple[str, ...]:
    columns = _columns(checked)
    of_person = [
        name
        for name, value in names_of(checked, holder=person).items()
        if name != "sort_key" and getattr(person, name) != value
    ]
    of_permit = [
        name for name in (*_ON_THE_PERMIT, "cnp_reason") if getattr(permit, name) != columns[name]
    ]
    return (*of_person, *of_permit)


def _columns(checked: CheckedPermit) -> Mapping[str, Any]:
    return {
        **{name: getattr(checked, name) for name in _ON_THE_PERMIT},
        "surname": checked.surname,
        "given_name": checked.given_name,
        "birth_date": checked.birth.value,
        "birth_precision": checked.birth.precision.value,
        "sex": checked.sex,
        "cnp_reason": checked.cnp_reason,
    }


def _apply(person: Person, permit: Permit, checked: CheckedPermit) -> None:
    for name, value in names_of(checked, holder=person).items():
        setattr(person, name, value)
    for name, value in _columns(checked).items():
        setattr(permit, name, value)
    permit.save()
