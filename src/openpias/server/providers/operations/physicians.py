"""How does a physician with a stamp code come to a provider, and leave it?

A physician may work for several providers; at one provider the periods of a stamp code stand apart.
"""

import uuid
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.providers.domain import physician_inputs
from openpias.server.providers.domain.outcomes import NotSaved, RecordUnknown, Saved
from openpias.server.providers.domain.periods import Period
from openpias.server.providers.domain.physician_inputs import CheckedPhysician, PhysicianInput
from openpias.server.providers.models import Physician, Provider
from openpias.server.providers.operations import rows
from openpias.server.providers.operations.held import held, refusal


def enter(
    typed: PhysicianInput,
    *,
    provider: uuid.UUID,
    physician: uuid.UUID,
    actor: Actor,
    at: datetime,
) -> Saved | NotSaved:
    """Enter a physician under an id that the caller drew; the same again writes nothing.

    Also writes an audit row in the same transaction. Raises RecordUnknown.
    """
    with transaction.atomic():
        owner = held(provider, actor=actor)
        checked = _checked(typed, owner, physician)
        refused = refusal(owner, actor=actor, today=day_of(at))
        if refused or isinstance(checked, list):
            return rows.not_saved(refused, checked)
        fields = asdict(checked)
        row, is_new = Physician.objects.get_or_create(
            public_id=physician, defaults={**fields, "provider": owner}
        )
        if row.provider_id != owner.pk:
            raise RecordUnknown
        if is_new:
            rows.tell("physician-entered", row, owner, fields=sorted(fields), actor=actor, at=at)
        elif rows.differing(row, checked):
            return rows.meanwhile("/stamp_code")
    return Saved(public_id=str(physician), fields=tuple(sorted(fields)) if is_new else ())


def correct(
    typed: PhysicianInput,
    *,
    provider: uuid.UUID,
    physician: uuid.UUID,
    seen: int,
    actor: Actor,
    at: datetime,
) -> Saved | NotSaved:
    """Correct what was seen at this version, or let the physician leave with a last day.

    The same again writes nothing; otherwise an audit row in the same transaction.
    Raises RecordUnknown.
    """
    with transaction.atomic():
        owner = held(provider, actor=actor)
        row = Physician.objects.filter(provider=owner, public_id=physician).first()
        if row is None:
            raise RecordUnknown
        checked = _checked(typed, owner, physician)
        refused = refusal(owner, actor=actor, today=day_of(at))
        if refused or isinstance(checked, list):
            return rows.not_saved(refused, checked)
        changed = rows.differing(row, checked)
        if changed and row.version != seen:
            return rows.meanwhile("/stamp_code")
        if changed:
            ends = rows.change(row, checked, fields=changed)
            event = "physician-left" if ends else "physician-corrected"
            rows.tell(event, row, owner, fields=changed, actor=actor, at=at)
    return Saved(public_id=str(physician), fields=tuple(changed))


def _checked(
    typed: PhysicianInput, owner: Provider, physician: uuid.UUID
) -> CheckedPhysician | list[Finding]:
    """Check against the other periods at this provider, which is locked."""
    rows = Physician.objects.filter(provider=owner).exclude(public_id=physician)
    others = [(each.stamp_code, Period(first=each.valid_from, last=each.valid_to)) for each in rows]
    return physician_inputs.check(typed, others=others)
