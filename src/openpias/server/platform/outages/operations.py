"""How is an outage announced, changed and withdrawn?"""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.platform.outages import kept
from openpias.server.platform.outages.inputs import CheckedOutage, OutageInput, check
from openpias.server.platform.outages.models import Outage
from openpias.server.platform.outages.permissions import Permission


class OutagesNotEditable(Exception):  # noqa: N818 - a refusal, not a fault
    """Somebody who announces no outages tried to; `code` names the texts that say why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class OutageUnknown(Exception):  # noqa: N818 - a refusal, not a fault
    """There is no such outage, or it was withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing was written; the findings say why."""

    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageSaved:
    """The outage stands as it was typed; `fields` are those that changed."""

    fields: tuple[str, ...]


def require_announcer(actor: Actor) -> None:
    """Raise OutagesNotEditable for whoever may not; practice announces nothing that is real."""
    if not actor.may(Permission.ANNOUNCE):
        raise OutagesNotEditable("not-allowed")
    if actor.practice:
        raise OutagesNotEditable("outages-not-in-practice")


def announce(
    typed: OutageInput, *, public_id: uuid.UUID, actor: Actor, at: datetime
) -> OutageSaved | Refused:
    """Announce an outage under an id that the caller drew; the same again writes nothing.

    Also writes an audit row in the same transaction. Raises OutagesNotEditable.
    """
    require_announcer(actor)
    checked = check(typed, now=at)
    if isinstance(checked, list):
        return Refused(findings=checked)
    fields = asdict(checked)
    with transaction.atomic():
        row, is_new = Outage.objects.get_or_create(
            public_id=public_id, defaults={**fields, "announced_at": at}
        )
        if is_new:
            _tell("outage-announced", row, actor=actor, at=at, fields=sorted(fields))
        elif row.withdrawn_at is not None or _changed(row, checked):
            return _meanwhile()
    kept.forget()
    return OutageSaved(fields=tuple(sorted(fields)) if is_new else ())


def change(
    typed: OutageInput, *, public_id: uuid.UUID, seen: int, actor: Actor, at: datetime
) -> OutageSaved | Refused:
    """Change an outage that was seen at this version; the same again writes nothing.

    Also writes an audit row in the same transaction. Raises OutagesNotEditable, OutageUnknown.
    """
    require_announcer(actor)
    checked = check(typed, now=at)
    if isinstance(checked, list):
        return Refused(findings=checked)
    with transaction.atomic():
        row = _held(public_id)
        if row.withdrawn_at is not None:
            raise OutageUnknown
        changed = _changed(row, checked)
        if changed and row.version != seen:
            return _meanwhile()
        if changed:
            for field in changed:
                setattr(row, field, getattr(checked, field))
            row.version += 1
            row.save()
            _tell("outage-changed", row, actor=actor, at=at, fields=changed)
    kept.forget()
    return OutageSaved(fields=tuple(changed))


def withdraw(*, public_id: uuid.UUID, actor: Actor, at: datetime) -> None:
    """Take an outage back that will not happen; repeating it writes nothing.

    Also writes an audit row in the same transaction. Raises OutagesNotEditable, OutageUnknown.
    """
    require_announcer(actor)
    with transaction.atomic():
        row = _held(public_id)
        if row.withdrawn_at is None:
            row.withdrawn_at = at
            row.version += 1
            row.save()
            _tell("outage-withdrawn", row, actor=actor, at=at, fields=["withdrawn_at"])
    kept.forget()


def _held(public_id: uuid.UUID) -> Outage:
    row = Outage.objects.select_for_update().filter(public_id=public_id).first()
    if row is None:
        raise OutageUnknown
    return row


def _changed(row: Outage, checked: CheckedOutage) -> list[str]:
    return [name for name, value in asdict(checked).items() if getattr(row, name) != value]


def _meanwhile() -> Refused:
    return Refused(findings=[Finding(code="outage-changed-meanwhile", path="/starts_on")])


def _tell(event: str, row: Outage, *, actor: Actor, at: datetime, fields: list[str]) -> None:
    record(
        event=event,
        actor=actor,
        subject_kind="outage",
        subject_ref=row.public_id,
        facts={"fields": fields},
        at=at,
    )
