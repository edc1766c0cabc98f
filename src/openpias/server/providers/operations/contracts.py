"""How does a known provider get another contract, and how does one end early?

Accounts follow in the same transaction, so that the door shuts with the next call.
"""

import uuid
from datetime import datetime

from django.db import transaction

from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.providers.domain import contract_inputs
from openpias.server.providers.domain.contract_inputs import (
    CheckedContract,
    ContractInput,
    EarlyEndInput,
)
from openpias.server.providers.domain.outcomes import NotSaved, RecordUnknown, Saved
from openpias.server.providers.domain.periods import Run
from openpias.server.providers.domain.scope import acts_for, house_of
from openpias.server.providers.models import Contract, InsuranceHouse, Provider
from openpias.server.providers.operations import licences
from openpias.server.providers.operations.held import held

_PRACTICE = Finding(code="providers-not-in-practice", path="")


def add(
    typed: ContractInput, *, provider: uuid.UUID, actor: Actor, at: datetime
) -> Saved | NotSaved:
    """Write a new contract of a known provider, as a renewal; the same again writes nothing.

    It may share days with contracts under other numbers. A number that stands there with other
    days is refused. Also writes an audit row in the same transaction. Raises RecordUnknown.
    """
    checked = contract_inputs.check(typed)
    with transaction.atomic():
        owner = held(provider, actor=actor)
        findings = [
            *([_PRACTICE] if actor.practice else []),
            *(checked if isinstance(checked, list) else []),
            *_house_findings(typed, actor=actor),
        ]
        if findings or isinstance(checked, list):
            return NotSaved(findings=tuple(findings))
        days = {"valid_from": checked.valid_from, "valid_to": checked.valid_to}
        row, is_new = Contract.objects.get_or_create(
            provider=owner,
            house_id=checked.house,
            number=checked.contract_number,
            defaults=days,
        )
        if is_new:
            _tell("contract-added", row, owner, actor=actor, at=at)
            licences.follow_contract(owner, house=checked.house, actor=actor, at=at)
        elif not _stands(row, checked):
            taken = Finding(code="contract-number-taken", path="/contract_number")
            return NotSaved(findings=(taken,))
    return Saved(public_id=str(row.public_id), fields=tuple(days) if is_new else ())


def end_early(
    typed: EarlyEndInput,
    *,
    provider: uuid.UUID,
    contract: uuid.UUID,
    seen: int,
    actor: Actor,
    at: datetime,
) -> Saved | NotSaved:
    """End a contract that was seen at this version before its day; the last day belongs to it.

    Open sessions and remembered passwords end at once; until the last day one can sign in again.
    The same again writes nothing; otherwise an audit row in the same transaction.
    Raises RecordUnknown.
    """
    with transaction.atomic():
        owner = held(provider, actor=actor)
        row = _held_contract(owner, contract, actor=actor)
        reason = row.end_reason
        if contract_inputs.is_repeated(typed, valid_to=row.valid_to, reason=reason):
            return Saved(public_id=str(contract))
        days = Run(first=row.valid_from, last=row.valid_to)
        checked = contract_inputs.check_early_end(typed, contract=days)
        if actor.practice or isinstance(checked, list):
            found = checked if isinstance(checked, list) else []
            return NotSaved(findings=(*([_PRACTICE] if actor.practice else []), *found))
        if row.version != seen:
            meanwhile = Finding(code="record-changed-meanwhile", path="/valid_to")
            return NotSaved(findings=(meanwhile,))
        row.valid_to, row.end_reason = checked.valid_to, checked.reason
        row.version += 1
        row.save(update_fields=["valid_to", "end_reason", "version"])
        _tell("contract-ended-early", row, owner, actor=actor, at=at)
        licences.follow_contract(owner, house=row.house_id, actor=actor, at=at)
    return Saved(public_id=str(contract), fields=("valid_to", "end_reason"))


def _held_contract(owner: Provider, contract: uuid.UUID, *, actor: Actor) -> Contract:
    found = Contract.objects.select_for_update().filter(provider=owner, public_id=contract)
    house = house_of(actor)
    row = (found if house is None else found.filter(house=house)).first()
    if row is None:
        raise RecordUnknown
    return row


def _house_findings(typed: ContractInput, *, actor: Actor) -> list[Finding]:
    known = InsuranceHouse.objects.filter(pk=typed.house, valid_to=None).exists()
    if not typed.house or (known and acts_for(typed.house, actor=actor)):
        return []
    return [Finding(code="not-your-house", path="/house")]


def _stands(row: Contract, checked: CheckedContract) -> bool:
    return (row.valid_from, row.valid_to) == (checked.valid_from, checked.valid_to)


def _tell(event: str, row: Contract, owner: Provider, *, actor: Actor, at: datetime) -> None:
    record(
        event=event,
        actor=actor,
        subject_kind="provider",
        subject_ref=owner.public_id,
        facts={"house": row.house_id, "contract": str(row.public_id)},
        at=at,
    )
