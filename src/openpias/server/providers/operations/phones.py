"""How does the number come in under which a provider is called back?

Whoever answers there is taken for the provider, so a house that contracts it says the number, and
nobody else.
"""

import re
from datetime import datetime

from django.db import transaction

from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.providers.domain.scope import house_of
from openpias.server.providers.models import Contract, Provider

_PHONE = re.compile(r"\+?[0-9][0-9 ./()-]{5,38}")


def save(provider_id: str, phone: str, *, actor: Actor, at: datetime) -> Finding | None:
    """Keep the number of a provider in contract with the actor's house; None when it is kept.

    The same again changes nothing. An empty one takes the number away.
    """
    phone = " ".join(phone.split())
    if phone and not _PHONE.fullmatch(phone):
        return Finding(code="phone-format", path="/phone")
    with transaction.atomic():
        row = Provider.objects.select_for_update().filter(public_id=provider_id).first()
        if row is None or not _is_theirs(row, actor):
            return Finding(code="not-your-house", path="/phone")
        if row.phone != phone:
            row.phone = phone
            row.version += 1
            row.save(update_fields=["phone", "version"])
            record(
                event="provider-phone-changed",
                actor=actor,
                subject_kind="provider",
                subject_ref=str(row.public_id),
                facts={"fields": ["phone"]},
                at=at,
            )
    return None


def _is_theirs(provider: Provider, actor: Actor) -> bool:
    house = house_of(actor)
    return house is None or Contract.objects.filter(provider=provider, house=house).exists()
