"""How does CNAS declare that the reporting clock stood still?

A planned outage on the pages is a notice to people and moves no deadline; a pause is an act of CNAS
about the term, and may name the notice that it goes back to.
Deadlines follow with the event: `deadlines.move` computes them again.
"""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import Fact
from openpias.server.platform.outbox.operations import announce
from openpias.server.reporting.domain.outcomes import (
    NotSaved,
    ReportingProblem,
    ReportingRefused,
    Saved,
)
from openpias.server.reporting.domain.pauses import CheckedPause, PauseInput, check
from openpias.server.reporting.events import PausesChanged
from openpias.server.reporting.models import DeclaredPause
from openpias.server.reporting.operations import trail
from openpias.server.reporting.permissions import Permission


def declare(
    typed: PauseInput, *, public_id: uuid.UUID, actor: Actor, at: datetime
) -> Saved | NotSaved:
    """Declare a pause under an id that the caller drew; the same again writes nothing.

    Also writes an audit row and an event in the same transaction. Raises ReportingRefused.
    """
    _require_declarer(actor)
    checked = check(typed)
    if isinstance(checked, list):
        return NotSaved(findings=checked)
    fields = asdict(checked)
    with transaction.atomic():
        row, is_new = DeclaredPause.objects.get_or_create(
            public_id=public_id,
            defaults={**fields, "declared_at": at, "declared_by": actor.account_id},
        )
        if is_new:
            _tell("pause-declared", row, fields=sorted(fields), actor=actor, at=at)
        elif row.withdrawn_at is not None or _differing(row, checked):
            return _meanwhile()
    return Saved(public_id=str(public_id), fields=tuple(sorted(fields)) if is_new else ())


def change(
    typed: PauseInput, *, public_id: uuid.UUID, seen: int, actor: Actor, at: datetime
) -> Saved | NotSaved:
    """Change a pause that was seen at this version, as when its end is known; the same writes nothing.

    Also writes an audit row and an event in the same transaction. Raises ReportingRefused.
    """
    _require_declarer(actor)
    checked = check(typed)
    if isinstance(checked, list):
        return NotSaved(findings=checked)
    with transaction.atomic():
        row = _held(public_id)
        if row.withdrawn_at is not None:
            raise ReportingRefused(ReportingProblem.UNKNOWN)
        changed = _differing(row, checked)
        if changed and row.version != seen:
            return _meanwhile()
        if changed:
            for name in changed:
                setattr(row, name, getattr(checked, name))
            row.version += 1
            row.save()
            _tell("pause-changed", row, fields=changed, actor=actor, at=at)
    return Saved(public_id=str(public_id), fields=tuple(changed))


def withdraw(*, public_id: uuid.UUID, actor: Actor, at: datetime) -> Saved:
    """Take a pause back that should not have been declared; repeating it writes nothing.

    Also writes an audit row and an event in the same transaction. Raises ReportingRefused.
    """
    _require_declarer(actor)
    with transaction.atomic():
        row = _held(public_id)
        is_new = row.withdrawn_at is None
        if is_new:
            row.withdrawn_at = at
            row.version += 1
            row.save()
            _tell("pause-withdrawn", row, fields=["withdrawn_at"], actor=actor, at=at)
    return Saved(public_id=str(public_id), fields=("withdrawn_at",) if is_new else ())


def _require_declarer(actor: Actor) -> None:
    if not actor.may(Permission.DECLARE_PAUSES):
        raise ReportingRefused(ReportingProblem.NOT_ALLOWED)
    if actor.practice:
        raise ReportingRefused(ReportingProblem.PRACTICE)


def _held(public_id: uuid.UUID) -> DeclaredPause:
    row = DeclaredPause.objects.select_for_update().filter(public_id=public_id).first()
    if row is None:
        raise ReportingRefused(ReportingProblem.UNKNOWN)
    return row


def _differing(row: DeclaredPause, checked: CheckedPause) -> list[str]:
    return [name for name, value in asdict(checked).items() if getattr(row, name) != value]


def _meanwhile() -> NotSaved:
    return NotSaved(findings=[Finding(code="record-changed-meanwhile", path="/begins_on")])


def _tell(
    event: str, row: DeclaredPause, *, fields: Sequence[str], actor: Actor, at: datetime
) -> None:
    facts: dict[str, Fact] = {"fields": list(fields), "kind": str(row.kind)}
    trail.tell(event, "pause", row.public_id, facts=facts, actor=actor, at=at)
    announce(PausesChanged(pause=str(row.public_id)), at=at)
