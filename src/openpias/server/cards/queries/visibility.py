"""Which cards and cases may somebody see?

A house sees the cards that it issued and their cases, a provider the cases that it reported; CNAS and
the auditor see every house. What is not to be seen answers as what is unknown.
"""

import uuid
from typing import TypeVar

from django.db.models import QuerySet

from openpias.server.cards.models import Card, CardCase
from openpias.server.cards.permissions import Permission
from openpias.server.platform.accounts.actors import Actor
from openpias.server.providers import api as providers

_Row = TypeVar("_Row", Card, CardCase)


def cards(actor: Actor) -> QuerySet[Card]:
    """Return the cards that the actor may see."""
    return _of_house(Card.objects.all(), actor)


def cases(actor: Actor) -> QuerySet[CardCase]:
    """Return the cases that the actor may see: a house's, or else what the provider reported."""
    found = CardCase.objects.all()
    if actor.may(Permission.READ_CASES):
        return _of_house(found, actor)
    return found.filter(provider_code=actor.provider.code)


def reference(text: str) -> uuid.UUID | None:
    """Return an opaque id; None for a text that is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def asks_reason(actor: Actor) -> bool:
    """Tell whether this actor says why at each look and act: whoever sees houses not their own."""
    return providers.every_house(actor)


def _of_house(found: QuerySet[_Row], actor: Actor) -> QuerySet[_Row]:
    house = providers.house_of(actor)
    return found if house is None else found.filter(house_code=house)
