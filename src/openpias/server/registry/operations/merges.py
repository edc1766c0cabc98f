"""How do two records of one person become one, and how is that undone exactly?

Nothing is moved: the merged record points to the one that is kept, its temporary number and its
slips are superseded, and what was changed is written down, so that undoing restores just that.
Upper modules keep the identifier as it was reported and ask `registry.api.canonical`.
"""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.platform.clock import day_of
from openpias.server.platform.outbox.operations import announce
from openpias.server.registry.domain.changes import (
    ChangeAnswer,
    Changed,
    ChangeRefused,
    NotChanged,
    is_reason,
)
from openpias.server.registry.enums import (
    IdentifierKind,
    IdentifierState,
    PersonStatus,
    SlipStatus,
)
from openpias.server.registry.events import PersonsMerged, SlipsChanged
from openpias.server.registry.models import Identifier, Merge, Person, Slip
from openpias.server.registry.operations.corrections import may_change
from openpias.server.registry.permissions import Permission


def merge(kept_id: str, merged_id: str, *, reason: str, actor: Actor, at: datetime) -> ChangeAnswer:
    """Let one record stand for both; the answer names the merge. Merging twice is refused."""
    if not is_reason(reason):
        return ChangeRefused(reason=NotChanged.REASON_REQUIRED)
    with transaction.atomic():
        rows = _locked_pair(kept_id, merged_id)
        kept, merged = rows.get(kept_id), rows.get(merged_id)
        refusal = _refusal(kept, merged, actor=actor)
        if kept is None or merged is None or refusal is not None:
            return ChangeRefused(reason=refusal or NotChanged.UNKNOWN)
        step = Merge.objects.create(
            kept=kept,
            merged=merged,
            reason=reason.strip(),
            before=_supersede(merged, at=at),
            at=at,
            account_id=actor.account_id,
            provider_code=actor.provider.code,
        )
        merged.status = PersonStatus.MERGED
        merged.merged_into = kept
        merged.save(update_fields=["status", "merged_into"])
        _point(merged, kept.pk)
        _tell(step, kept, merged, undone=False, actor=actor, at=at)
    return Changed(person=str(step.public_id), version=kept.version, fields=("status",))


def undo(merge_id: str, *, reason: str, actor: Actor, at: datetime) -> ChangeAnswer:
    """Restore both records to what they were; a merge undone already is refused."""
    if not is_reason(reason):
        return ChangeRefused(reason=NotChanged.REASON_REQUIRED)
    with transaction.atomic():
        step = (
            Merge.objects.select_for_update()
            .filter(public_id=_uuid(merge_id) or uuid.UUID(int=0), undone_at__isnull=True)
            .filter(kept__practice=actor.practice, **_mine(actor))
            .first()
        )
        if step is None:
            return ChangeRefused(reason=NotChanged.NOT_IN_FORCE)
        rows = Person.objects.select_for_update(no_key=True).in_bulk([step.kept_id, step.merged_id])
        kept, merged = rows[step.kept_id], rows[step.merged_id]
        _restore(step.before)
        merged.status = PersonStatus.ACTIVE
        merged.merged_into = None
        merged.save(update_fields=["status", "merged_into"])
        _point(merged, None)
        step.undone_at, step.undone_by, step.undone_reason = at, actor.account_id, reason.strip()
        step.save(update_fields=["undone_at", "undone_by", "undone_reason"])
        _tell(step, kept, merged, undone=True, actor=actor, at=at)
    return Changed(person=str(merged.public_id), version=merged.version, fields=("status",))


def _mine(actor: Actor) -> dict[str, str]:
    """Return which merges the actor undoes: those of the own house, or for CNAS all."""
    return {} if actor.may(Permission.OPEN_ANY) else {"provider_code": actor.provider.code}


def _locked_pair(one: str, other: str) -> dict[str, Person]:
    references = [each for each in (_uuid(one), _uuid(other)) if each]
    rows = Person.objects.select_for_update(no_key=True).filter(public_id__in=references)
    return {str(row.public_id): row for row in rows.order_by("id")}


def _refusal(kept: Person | None, merged: Person | None, *, actor: Actor) -> NotChanged | None:
    if kept is None or merged is None:
        return NotChanged.UNKNOWN
    if kept.pk == merged.pk:
        return NotChanged.SAME_PERSON
    if kept.practice != merged.practice or kept.practice != actor.practice:
        return NotChanged.PRACTICE_MIXED
    if not all(may_change(each, actor=actor) for each in (kept, merged)):
        return NotChanged.NOT_YOURS
    both_active = {kept.status, merged.status} == {PersonStatus.ACTIVE.value}
    return None if both_active else NotChanged.NOT_ACTIVE


def _supersede(merged: Person, *, at: datetime) -> dict[str, Any]:
    """Supersede numbers and slips of the record that gives way; return which ones."""
    numbers = Identifier.objects.filter(
        person=merged, kind=IdentifierKind.TEMPORARY, state=IdentifierState.VALID
    )
    slips = Slip.objects.filter(person=merged, status=SlipStatus.CURRENT)
    before = {
        "identifiers": list(numbers.values_list("pk", flat=True)),
        "slips": list(slips.values_list("pk", flat=True)),
    }
    numbers.update(state=IdentifierState.SUPERSEDED, valid_to=day_of(at))
    slips.update(status=SlipStatus.SUPERSEDED, changed_at=at)
    return before


def _restore(before: dict[str, Any]) -> None:
    Identifier.objects.filter(pk__in=before["identifiers"]).update(
        state=IdentifierState.VALID, valid_to=None
    )
    Slip.objects.filter(pk__in=before["slips"]).update(status=SlipStatus.CURRENT, changed_at=None)


def _point(top: Person, root: int | None) -> None:
    """Let a record, and all that were merged into it, point to the record that stands for them."""
    if root is not None:
        standing = Person.objects.values_list("canonical_id", flat=True).get(pk=root)
        root = standing or root
    Person.objects.filter(pk=top.pk).update(canonical=root)
    below = list(Person.objects.filter(merged_into=top).values_list("pk", flat=True))
    while below:
        Person.objects.filter(pk__in=below).update(canonical=root or top.pk)
        below = list(Person.objects.filter(merged_into__in=below).values_list("pk", flat=True))


def _tell(
    step: Merge, kept: Person, merged: Person, *, undone: bool, actor: Actor, at: datetime
) -> None:
    for person, other in ((kept, merged), (merged, kept)):
        record(
            event="merge-undone" if undone else "persons-merged",
            actor=actor,
            subject_kind="person",
            subject_ref=str(person.public_id),
            facts={"merge": str(step.public_id), "other": str(other.public_id)},
            at=at,
        )
    if not kept.practice:
        announce(SlipsChanged(person=str(merged.public_id)), at=at)
        event = PersonsMerged(kept=str(kept.public_id), merged=str(merged.public_id), undone=undone)
        announce(event, at=at)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
