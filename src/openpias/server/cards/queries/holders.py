"""Whose card is this?"""

from openpias.server.cards.models import Card
from openpias.server.registry import api as registry
from openpias.server.registry.api import InsuredView


def holder_of(card: Card) -> InsuredView:
    """Return the holder of a card; every card has one."""
    found = registry.insured(str(card.insured.public_id))
    if found is None:
        raise AssertionError("a card is held by an insured person")
    return found
