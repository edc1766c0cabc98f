"""How does a slip enter the register again, whose row a restore lost?

What we signed is proof enough: the number goes back to the person that the slip names, and is
reserved from then on, so that nobody else ever gets it.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from openpias.core.slips import signing
from openpias.core.slips.payload import SlipPayload
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.platform.clock import day_of
from openpias.server.platform.outbox.operations import announce
from openpias.server.registry.domain import slip_contents
from openpias.server.registry.domain.facts import facts_as_row
from openpias.server.registry.domain.sameness import Ask, Join, Known, New
from openpias.server.registry.enums import (
    IdentifierKind,
    IdentifierState,
    PersonStatus,
    Readmission,
    RegistrationKind,
    SlipStatus,
)
from openpias.server.registry.events import SlipsChanged
from openpias.server.registry.models import Identifier, Person, Registration, Slip
from openpias.server.registry.operations import locks, matching_keys, scanned, versions
from openpias.server.registry.operations.registering import Entry, Status, Step, Written, register

_UNSAID: dict[str, Any] = {
    "entry_point": "",
    "visa_type": "",
    "copies_kept": False,
    "no_identity_reason": "",
    "taken_on": None,
    "family": None,
    "practice": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Readmitted:
    """What became of a slip, of whom it tells, and whether others in the register may be them too."""

    outcome: Readmission
    person: str
    has_lookalikes: bool = False


class OfPractice(Exception):  # noqa: N818 - a refusal, not a fault
    """The slip was made in practice mode and never counts, nor does practice take slips in."""


def readmit(code: str, *, actor: Actor, at: datetime) -> Readmitted | signing.Refusal:
    """Take a slip in from its signed code, or say why the code is none of ours.

    Writes the person, the number and the slip where they are lost; brings a record forward that is
    older than the slip; keeps an older slip as superseded. Who was registered again meanwhile keeps
    the newer number, and the slip's own leads to them. Each change is audited; a slip that the
    register has is left alone, so repeating it is harmless.
    What a slip does not say stays lost: entry point, visa type, further documents, a permit's days.
    Raises OfPractice, CredentialRevoked and RegisterBusyError.
    """
    checked = scanned.verify(code)
    if isinstance(checked, signing.Refusal):
        return checked
    slip = checked.payload
    if slip.practice or actor.practice:
        raise OfPractice
    facts = slip_contents.match_facts(slip)
    with transaction.atomic():
        locks.hold(matching_keys.keys_of(facts, practice=False))
        known = Slip.objects.filter(slip_id=slip.slip_id).select_related("person").first()
        if known is not None:
            return Readmitted(outcome=Readmission.KNOWN, person=str(known.person.public_id))
        done = _take_in(slip, actor=actor, at=at)
        record(
            event="slip-readmitted",
            actor=actor,
            subject_kind="person",
            subject_ref=done.person,
            facts={"outcome": done.outcome.value, "version": slip.version},
            at=at,
        )
    return done


def _take_in(slip: SlipPayload, *, actor: Actor, at: datetime) -> Readmitted:
    numbers = Identifier.objects.filter(value=slip.number, kind=slip.number_kind, practice=False)
    holder = numbers.values_list("person_id", flat=True).first()
    if holder is not None:
        return _of_holder(holder, slip, actor=actor, at=at)
    result, is_doubtful = _register(slip, actor=actor, at=at)
    if result.status is Status.JOINED:
        return _of_joined(result.person, slip, actor=actor, at=at)
    return _of_new(result.person, slip, has_lookalikes=is_doubtful)


def _register(slip: SlipPayload, *, actor: Actor, at: datetime) -> tuple[Written, bool]:
    """Write the person, or join the slip to who is certainly the same; tell whether it is in doubt.

    In doubt a person of their own is written, since the number must come to stand: merging is
    undone more easily than a wrong join.
    """
    doubts: list[Ask] = []

    def refine(known: Sequence[Known], step: Join | Ask | New) -> Step:  # noqa: ARG001 - the shape of Refine
        if isinstance(step, Ask):
            doubts.append(step)
            return New(by_decision=False)
        return step

    entry = Entry(
        actor=actor,
        at=at,
        kind=RegistrationKind.READMISSION,
        facts=slip_contents.match_facts(slip),
        person={
            **_UNSAID,
            **{name: _as_json(value) for name, value in slip_contents.person_columns(slip).items()},
            "public_id": str(uuid.uuid4()),
        },
        documents=slip_contents.document_rows(slip),
        identifiers=[{"kind": slip.number_kind, "value": slip.number, "given_by": ""}],
        number=False,
    )
    result = register(entry, refine=refine)
    if not isinstance(result, Written):
        raise TypeError(f"A readmission was not written: {type(result).__name__}")
    return result, bool(doubts)


def _as_json(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _of_new(person_id: int, slip: SlipPayload, *, has_lookalikes: bool) -> Readmitted:
    """Give the new person the slip that is in their hands, instead of the one just drawn."""
    Slip.objects.filter(person=person_id).update(slip_id=slip.slip_id, version=slip.version)
    Person.objects.filter(pk=person_id).update(version=slip.version)
    person = Person.objects.get(pk=person_id)
    return Readmitted(
        outcome=Readmission.WRITTEN, person=str(person.public_id), has_lookalikes=has_lookalikes
    )


def _of_joined(person_id: int, slip: SlipPayload, *, actor: Actor, at: datetime) -> Readmitted:
    """Reserve the number for a person who is known under another one since."""
    person = Person.objects.select_for_update().get(pk=person_id)
    is_behind = slip.number_kind != IdentifierKind.TEMPORARY and slip.version > person.version
    if is_behind:
        # The record is from before the number that was given elsewhere was typed.
        versions.keep(person, reason="readmission", fields=("number",), actor=actor, at=at)
    Identifier.objects.create(
        person=person,
        kind=slip.number_kind,
        value=slip.number,
        state=IdentifierState.VALID if is_behind else IdentifierState.SUPERSEDED,
        valid_from=day_of(at),
        valid_to=None if is_behind else day_of(at),
    )
    if is_behind:
        return _bring_forward(person, slip, at=at)
    _keep_old(person, slip, status=SlipStatus.SUPERSEDED, at=at)
    return Readmitted(outcome=Readmission.JOINED, person=str(person.public_id))


def _of_holder(person_id: int, slip: SlipPayload, *, actor: Actor, at: datetime) -> Readmitted:
    """Take in a slip of a number that the register has: a later version, or one from in between."""
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.status == PersonStatus.ACTIVE and slip.version > person.version:
        columns = slip_contents.person_columns(slip, known=versions.latin_forms(person))
        changed = [name for name, value in columns.items() if getattr(person, name) != value]
        versions.keep(person, reason="readmission", fields=changed, actor=actor, at=at)
        _add_spelling(person, slip, actor=actor, at=at)
        return _bring_forward(person, slip, at=at)
    gone = person.status in {PersonStatus.WITHDRAWN, PersonStatus.ERASED}
    status = SlipStatus.WITHDRAWN if gone else SlipStatus.SUPERSEDED
    _keep_old(person, slip, status=status, at=at)
    return Readmitted(outcome=Readmission.OUTDATED, person=str(person.public_id))


def _bring_forward(person: Person, slip: SlipPayload, *, at: datetime) -> Readmitted:
    columns = slip_contents.person_columns(slip, known=versions.latin_forms(person))
    for name, value in columns.items():
        setattr(person, name, value)
    person.version = slip.version
    person.save()
    versions.retire(person, status=SlipStatus.SUPERSEDED, at=at)
    Slip.objects.create(slip_id=slip.slip_id, person=person, version=slip.version, issued_at=at)
    return Readmitted(outcome=Readmission.BROUGHT_FORWARD, person=str(person.public_id))


def _keep_old(person: Person, slip: SlipPayload, *, status: SlipStatus, at: datetime) -> None:
    Slip.objects.create(
        slip_id=slip.slip_id,
        person=person,
        version=slip.version,
        status=status,
        issued_at=at,
        changed_at=at,
    )
    announce(SlipsChanged(person=str(person.public_id)), at=at)


def _add_spelling(person: Person, slip: SlipPayload, *, actor: Actor, at: datetime) -> None:
    facts = slip_contents.match_facts(slip)
    Registration.objects.create(
        person=person,
        kind=RegistrationKind.READMISSION,
        provider_code=actor.provider.code,
        account_id=actor.account_id,
        at=at,
        facts=facts_as_row(facts),
    )
    matching_keys.add(person.pk, facts, practice=False)
