"""How is a number taken back that should not have been given?

The number stays in the register, is found, says that it is withdrawn, and is never given again.
"""

from datetime import datetime

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
from openpias.server.registry.enums import IdentifierState, PersonStatus, SlipStatus
from openpias.server.registry.models import Identifier
from openpias.server.registry.operations import versions
from openpias.server.registry.operations.corrections import locked, may_change


def withdraw(public_id: str, *, reason: str, actor: Actor, at: datetime) -> ChangeAnswer:
    """Withdraw a person's numbers and slips; a person withdrawn already stays so."""
    if not is_reason(reason):
        return ChangeRefused(reason=NotChanged.REASON_REQUIRED)
    with transaction.atomic():
        person = locked(public_id, practice=actor.practice)
        if person is None:
            return ChangeRefused(reason=NotChanged.UNKNOWN)
        if not may_change(person, actor=actor):
            return ChangeRefused(reason=NotChanged.NOT_YOURS)
        if person.status == PersonStatus.WITHDRAWN:
            return Changed(person=public_id, version=person.version, fields=())
        if person.status != PersonStatus.ACTIVE:
            return ChangeRefused(reason=NotChanged.NOT_ACTIVE)
        versions.keep(person, reason=reason.strip(), fields=("status",), actor=actor, at=at)
        Identifier.objects.filter(person=person, state=IdentifierState.VALID).update(
            state=IdentifierState.WITHDRAWN, valid_to=day_of(at)
        )
        person.status = PersonStatus.WITHDRAWN
        person.version += 1
        person.save(update_fields=["status", "version"])
        versions.retire(person, status=SlipStatus.WITHDRAWN, at=at)
        record(
            event="number-withdrawn",
            actor=actor,
            subject_kind="person",
            subject_ref=public_id,
            facts={"version": person.version},
            at=at,
        )
    return Changed(person=public_id, version=person.version, fields=("status",))
