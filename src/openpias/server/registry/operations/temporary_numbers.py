"""How does a displaced person get a temporary number?"""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.registry.domain import registrations
from openpias.server.registry.domain.facts import CNP_PREFIX
from openpias.server.registry.domain.inputs import RegistrationInput, body_of
from openpias.server.registry.domain.new_persons import document_rows, match_facts, person_columns
from openpias.server.registry.domain.outcomes import Answer, HasPermit, Refused, Registered
from openpias.server.registry.domain.policy import Policy
from openpias.server.registry.domain.registrations import CheckedRegistration
from openpias.server.registry.domain.rules import Tab
from openpias.server.registry.domain.sameness import Ask, Join, Known, New
from openpias.server.registry.enums import IdentifierKind, Outcome, RegistrationKind
from openpias.server.registry.operations import candidates, other_numbers, registrars
from openpias.server.registry.operations.decisions import DecisionInput, read_decision
from openpias.server.registry.operations.idempotency import idempotency_key
from openpias.server.registry.operations.registering import (
    Entry,
    Refine,
    Status,
    Step,
    Stop,
    Written,
    register,
)
from openpias.server.registry.queries import policies
from openpias.server.registry.queries.nomenclatures import vocabulary
from openpias.server.registry.queries.persons import person_by_id

OPERATION = "temporary-number"


def issue(
    typed: RegistrationInput,
    *,
    actor: Actor,
    at: datetime,
    key: str = "",
    decision: DecisionInput | None = None,
    family: uuid.UUID | None = None,
) -> Answer:
    """Register a person and give a number, or return the one that they have, or ask, or refuse.

    A number that was given elsewhere is recorded instead, and no other one is given.
    Also writes the registration as typed, a slip, an audit row and an outbox event, all in one
    transaction. With an idempotency key repeating it is harmless, also after a crash.
    Raises CredentialRevoked, KeyReused and RegisterBusyError.
    Source: manual of e-PIAS, first tab.
    """
    today = day_of(at)
    policy = policies.policy(today)
    checked = registrations.check(typed, today=today, policy=policy, vocabulary=vocabulary())
    decided = read_decision(decision, actor=actor)
    not_yours = registrars.finding(policy, actor=actor)
    if not_yours is not None:
        return Refused(findings=(not_yours,))
    findings = _findings(checked, decided)
    if findings or isinstance(checked, list) or isinstance(decided, list):
        return Refused(findings=tuple(findings))
    bound = idempotency_key(
        provider=actor.provider.code,
        key=key,
        operation=OPERATION,
        body={"typed": body_of(typed), "decision": decision},
    )
    entry = replace(_entry(checked, actor=actor, at=at, family=family), key=bound, decision=decided)
    result = _write(entry, checked, refine=partial(_refuse_permit_holders, policy))
    if isinstance(result, Ask):
        return candidates.question(result.assessment, actor=actor, at=at)
    if not isinstance(result, Written):
        return result
    return _registered(result, checked)


def _entry(
    checked: CheckedRegistration, *, actor: Actor, at: datetime, family: uuid.UUID | None
) -> Entry:
    return Entry(
        actor=actor,
        at=at,
        kind=RegistrationKind.TEMPORARY,
        facts=match_facts(checked),
        person=person_columns(
            checked, public_id=uuid.uuid4(), practice=actor.practice, family=family
        ),
        documents=document_rows(checked),
        identifiers=other_numbers.rows(checked),
        number=not checked.other_number,
    )


def _write(entry: Entry, checked: CheckedRegistration, *, refine: Refine) -> Written | Ask | Stop:
    if checked.other_number:
        return other_numbers.register_with(entry, checked, refine=refine)
    return register(entry, refine=refine)


def _refuse_permit_holders(policy: Policy, known: Sequence[Known], step: Join | Ask | New) -> Step:
    """Send whoever has a permit in the register to the second tab, where a rule asks for that."""
    if isinstance(step, Join):
        holds = has_permit(known, person=step.person)
        if not policy.may_use(Tab.TEMPORARY_NUMBER, has_permit=holds):
            return HasPermit()
    return step


def has_permit(known: Sequence[Known], *, person: int) -> bool:
    """Tell whether a permit with a CNP was ever registered for this candidate."""
    return any(
        number.startswith(CNP_PREFIX)
        for candidate in known
        if candidate.person == person
        for number in candidate.facts.document_numbers
    )


def examine(typed: RegistrationInput, *, at: datetime) -> list[Finding]:
    """Return what is wrong with what was typed, and write nothing."""
    today = day_of(at)
    checked = registrations.check(
        typed, today=today, policy=policies.policy(today), vocabulary=vocabulary()
    )
    return checked if isinstance(checked, list) else []


def _findings(checked: object, decided: object) -> list[Finding]:
    lists = [found for found in (checked, decided) if isinstance(found, list)]
    return [finding for found in lists for finding in found]


def _registered(written: Written, checked: CheckedRegistration) -> Registered:
    if written.status is Status.ISSUED and written.number and written.ref:
        return Registered(
            outcome=Outcome.ISSUED,
            person=written.ref,
            number=written.number,
            number_kind=IdentifierKind.TEMPORARY,
            version=1,
            warnings=checked.warnings,
        )
    person = person_by_id(written.person)
    outcomes = {Status.REPEATED: Outcome.REPEATED, Status.ISSUED: Outcome.ISSUED}
    return Registered(
        outcome=outcomes.get(written.status, Outcome.EXISTING),
        person=person.public_id,
        number=person.number,
        number_kind=person.number_kind,
        version=person.version,
        warnings=checked.warnings,
    )
