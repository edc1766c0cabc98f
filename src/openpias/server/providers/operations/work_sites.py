"""How is a work site opened, corrected and closed? It is closed by a date, never deleted."""

import uuid
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.providers.domain.outcomes import NotSaved, RecordUnknown, Saved
from openpias.server.providers.domain.work_site_inputs import (
    WorkSiteInput,
    check,
)
from openpias.server.providers.models import WorkSite
from openpias.server.providers.operations import rows
from openpias.server.providers.operations.held import held, refusal


def open_site(
    typed: WorkSiteInput, *, provider: uuid.UUID, site: uuid.UUID, actor: Actor, at: datetime
) -> Saved | NotSaved:
    """Open a work site under an id that the caller drew; the same again writes nothing.

    Also writes an audit row in the same transaction. Raises RecordUnknown.
    """
    checked = check(typed)
    with transaction.atomic():
        owner = held(provider, actor=actor)
        refused = refusal(owner, actor=actor, today=day_of(at))
        if refused or isinstance(checked, list):
            return rows.not_saved(refused, checked)
        fields = asdict(checked)
        row, is_new = WorkSite.objects.get_or_create(
            public_id=site, defaults={**fields, "provider": owner}
        )
        if row.provider_id != owner.pk:
            raise RecordUnknown
        if is_new:
            rows.tell("work-site-opened", row, owner, fields=sorted(fields), actor=actor, at=at)
        elif rows.differing(row, checked):
            return rows.meanwhile("/name")
    return Saved(public_id=str(site), fields=tuple(sorted(fields)) if is_new else ())


def correct(
    typed: WorkSiteInput,
    *,
    provider: uuid.UUID,
    site: uuid.UUID,
    seen: int,
    actor: Actor,
    at: datetime,
) -> Saved | NotSaved:
    """Correct a work site that was seen at this version, or close it with a last day.

    The same again writes nothing; otherwise an audit row in the same transaction.
    Raises RecordUnknown.
    """
    checked = check(typed)
    with transaction.atomic():
        owner = held(provider, actor=actor)
        row = WorkSite.objects.filter(provider=owner, public_id=site).first()
        if row is None:
            raise RecordUnknown
        refused = refusal(owner, actor=actor, today=day_of(at))
        if refused or isinstance(checked, list):
            return rows.not_saved(refused, checked)
        changed = rows.differing(row, checked)
        if changed and row.version != seen:
            return rows.meanwhile("/name")
        if changed:
            ends = rows.change(row, checked, fields=changed)
            event = "work-site-closed" if ends else "work-site-corrected"
            rows.tell(event, row, owner, fields=changed, actor=actor, at=at)
    return Saved(public_id=str(site), fields=tuple(changed))
