"""How is a day declared free or worked, and taken back?

Clocks follow with the event: who keeps one registers a task for `DaysChanged`.
"""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import Fact
from openpias.server.platform.audit.operations import record
from openpias.server.platform.outbox.operations import announce
from openpias.server.platform.working_days.events import DaysChanged
from openpias.server.platform.working_days.inputs import CheckedDay, DayInput, check
from openpias.server.platform.working_days.models import DeclaredDay
from openpias.server.platform.working_days.permissions import Permission


class DaysNotEditable(Exception):  # noqa: N818 - a refusal, not a fault
    """Somebody who declares no days tried to; `code` names the texts that say why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class DayUnknown(Exception):  # noqa: N818 - a refusal, not a fault
    """There is no such declared day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing was written; the findings say why."""

    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySaved:
    """The day stands as it was asked for; `is_new` where this call wrote it."""

    is_new: bool


def declare(
    typed: DayInput, *, public_id: uuid.UUID, actor: Actor, at: datetime
) -> DaySaved | Refused:
    """Declare a day under an id that the caller drew; the same again writes nothing.

    Also writes an audit row and an event in the same transaction. Raises DaysNotEditable.
    """
    _require_declarer(actor)
    checked = check(typed)
    if isinstance(checked, list):
        return Refused(findings=checked)
    try:
        with transaction.atomic():
            return _written(checked, public_id=public_id, actor=actor, at=at)
    except IntegrityError:
        # Somebody declared the day for one of these clocks before, or in this moment.
        return _refused("working-day-declared")


def withdraw(*, public_id: uuid.UUID, actor: Actor, at: datetime) -> DaySaved:
    """Take a day back that should not have been declared; repeating it writes nothing.

    Also writes an audit row and an event in the same transaction. Raises DaysNotEditable, DayUnknown.
    """
    _require_declarer(actor)
    with transaction.atomic():
        row = DeclaredDay.objects.select_for_update().filter(public_id=public_id).first()
        if row is None:
            raise DayUnknown
        is_new = row.withdrawn_at is None
        if is_new:
            row.withdrawn_at = at
            row.save()
            _tell("day-withdrawn", row, actor=actor, at=at)
    return DaySaved(is_new=is_new)


def _written(
    checked: CheckedDay, *, public_id: uuid.UUID, actor: Actor, at: datetime
) -> DaySaved | Refused:
    row, is_new = DeclaredDay.objects.get_or_create(
        public_id=public_id,
        defaults={**asdict(checked), "declared_at": at, "declared_by": actor.account_id},
    )
    if is_new:
        _tell("day-declared", row, actor=actor, at=at)
    elif row.withdrawn_at is not None or _differs(row, checked):
        return _refused("working-day-changed-meanwhile")
    return DaySaved(is_new=is_new)


def _require_declarer(actor: Actor) -> None:
    if not actor.may(Permission.DECLARE):
        raise DaysNotEditable("not-allowed")
    if actor.practice:
        raise DaysNotEditable("working-days-not-in-practice")


def _differs(row: DeclaredDay, checked: CheckedDay) -> bool:
    return any(getattr(row, name) != value for name, value in asdict(checked).items())


def _refused(code: str) -> Refused:
    return Refused(findings=[Finding(code=code, path="/day")])


def _tell(event: str, row: DeclaredDay, *, actor: Actor, at: datetime) -> None:
    facts: dict[str, Fact] = {
        "day": row.day.isoformat(),
        "kind": str(row.kind),
        "for_reporting": row.for_reporting,
        "for_helpdesk": row.for_helpdesk,
    }
    record(
        event=event,
        actor=actor,
        subject_kind="declared-day",
        subject_ref=row.public_id,
        facts=facts,
        at=at,
    )
    announce(DaysChanged(declared=str(row.public_id)), at=at)
