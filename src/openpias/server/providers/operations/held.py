"""Which provider may this operator change, held until the transaction ends?"""

import uuid
from datetime import date

from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.providers.domain.outcomes import RecordUnknown
from openpias.server.providers.domain.scope import house_of
from openpias.server.providers.models import Contract, Provider
from openpias.server.providers.queries.providers import seen_by


def held(provider_id: uuid.UUID, *, actor: Actor) -> Provider:
    """Return the provider and lock it, so that one change of it follows the other.

    Raises RecordUnknown for one that is not there, and alike for one of other houses only.
    """
    found = seen_by(house_of(actor)).filter(public_id=provider_id)
    provider = found.select_for_update(of=("self",)).first()
    if provider is None:
        raise RecordUnknown
    return provider


def refusal(provider: Provider, *, actor: Actor, today: date) -> Finding | None:
    """Return why the actor may not change what belongs to the whole provider, or nothing.

    Sites and physicians are the provider's and not a house's: each house whose contract has not
    ended may change them, and CNAS always.
    """
    if actor.practice:
        return Finding(code="providers-not-in-practice", path="")
    house = house_of(actor)
    if house is None:
        return None
    running = Contract.objects.filter(provider=provider, house=house, valid_to__gte=today)
    return None if running.exists() else Finding(code="no-contract-any-more", path="")
