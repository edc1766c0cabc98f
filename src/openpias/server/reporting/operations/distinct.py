"""How is a service of a kind that is not taken here entered among the distinct records?"""

import uuid
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from openpias.core.findings import Finding
from openpias.core.rules.facts import RegisterState
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import Fact
from openpias.server.platform.clock import day_of
from openpias.server.registry import api as registry
from openpias.server.registry.api import Reported
from openpias.server.reporting.domain.distinct import CheckedEntry, EntryInput, check
from openpias.server.reporting.domain.outcomes import (
    NotSaved,
    ReportingProblem,
    ReportingRefused,
    Saved,
)
from openpias.server.reporting.enums import RemovalReason
from openpias.server.reporting.models import DistinctEntry
from openpias.server.reporting.operations import trail
from openpias.server.reporting.permissions import Permission

_UNKNOWN = frozenset({RegisterState.UNKNOWN, RegisterState.WITHDRAWN})


def enter(
    typed: EntryInput, *, public_id: uuid.UUID, actor: Actor, at: datetime, seen: int = 0
) -> Saved | NotSaved:
    """Enter a service under an id that the caller drew, or change it as it was seen at a version.

    The same again writes nothing. Also writes an audit row. Raises ReportingRefused.
    """
    _require_recorder(actor)
    checked = check(typed, today=day_of(at))
    if isinstance(checked, list):
        return NotSaved(findings=checked)
    person = _person(checked)
    if isinstance(person, Finding):
        return NotSaved(findings=[person])
    fields = {**asdict(checked), "person": person}
    with transaction.atomic():
        row, is_new = DistinctEntry.objects.select_for_update().get_or_create(
            public_id=public_id,
            defaults={
                **fields,
                "provider_code": actor.provider.code,
                "house_code": actor.provider.house_code,
                "entered_at": at,
                "entered_by": actor.account_id,
            },
        )
        _require_own(row, actor)
        changed = [] if is_new else [name for name in fields if getattr(row, name) != fields[name]]
        if changed and (row.version != seen or row.removed_at is not None):
            return NotSaved(findings=[Finding(code="record-changed-meanwhile", path="/what")])
        if changed:
            for name in changed:
                setattr(row, name, fields[name])
            row.version += 1
            row.save()
        if is_new or changed:
            facts: dict[str, Fact] = {"kind": checked.kind, "new": is_new, "fields": changed}
            trail.tell("distinct-entered", "distinct", public_id, facts=facts, actor=actor, at=at)
    return Saved(public_id=str(public_id), fields=tuple(fields) if is_new else tuple(changed))


def remove(public_id: uuid.UUID, *, reason: RemovalReason, actor: Actor, at: datetime) -> bool:
    """Take an entry back; tell whether it stood.

    Also writes an audit row, where the reason is kept. Raises ReportingRefused.
    """
    _require_recorder(actor)
    with transaction.atomic():
        row = DistinctEntry.objects.select_for_update().filter(public_id=public_id).first()
        if row is None:
            raise ReportingRefused(ReportingProblem.UNKNOWN)
        _require_own(row, actor)
        if row.removed_at is not None:
            return False
        row.removed_at = at
        row.version += 1
        row.save()
        facts: dict[str, Fact] = {"reason": reason.value}
        trail.tell("distinct-removed", "distinct", public_id, facts=facts, actor=actor, at=at)
    return True


def _require_recorder(actor: Actor) -> None:
    if not actor.may(Permission.RECORD):
        raise ReportingRefused(ReportingProblem.NOT_ALLOWED)
    if actor.practice:
        raise ReportingRefused(ReportingProblem.PRACTICE)


def _require_own(row: DistinctEntry, actor: Actor) -> None:
    if (row.provider_code, row.house_code) != (actor.provider.code, actor.provider.house_code):
        raise ReportingRefused(ReportingProblem.UNKNOWN)


def _person(checked: CheckedEntry) -> uuid.UUID | Finding:
    asked = Reported(identifier=checked.identifier)
    facts = registry.reported([asked])[asked].facts
    if facts.state in _UNKNOWN:
        return Finding(code="distinct-person-unknown", path="/identifier")
    return uuid.UUID(facts.person)
