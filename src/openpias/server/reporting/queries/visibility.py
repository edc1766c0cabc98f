"""Which reports may somebody see?

A provider sees its own at the house of its account, a house those that were sent to it; CNAS and
the auditor see every house. What is not to be seen answers as what is unknown.
"""

import uuid

from django.db.models import QuerySet

from openpias.server.platform.accounts.actors import Actor
from openpias.server.providers import api as providers
from openpias.server.reporting.models import Report, ReportedRecord
from openpias.server.reporting.permissions import Permission


def own_reports(actor: Actor) -> QuerySet[Report]:
    """Return the reports of the actor's provider."""
    return Report.objects.filter(
        provider_code=actor.provider.code, house_code=actor.provider.house_code
    )


def reports(actor: Actor) -> QuerySet[Report]:
    """Return the reports that the actor may see."""
    if not actor.may(Permission.READ_QUEUE):
        return own_reports(actor)
    house = providers.house_of(actor)
    return Report.objects.all() if house is None else Report.objects.filter(house_code=house)


def records(actor: Actor) -> QuerySet[ReportedRecord]:
    """Return the records that the actor may see, superseded ones left out."""
    found = ReportedRecord.objects.filter(superseded_at=None)
    if not actor.may(Permission.READ_QUEUE):
        return found.filter(provider_code=actor.provider.code, house_code=actor.provider.house_code)
    house = providers.house_of(actor)
    return found if house is None else found.filter(house_code=house)


def one(public_id: str, *, actor: Actor) -> Report | None:
    """Return a report; None for one that the actor may not see."""
    try:
        reference = uuid.UUID(public_id)
    except ValueError:
        return None
    return reports(actor).filter(public_id=reference).first()
