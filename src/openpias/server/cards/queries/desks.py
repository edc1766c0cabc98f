"""Whom does one call about a card of a house?"""

from dataclasses import dataclass

from openpias.server.cards.models import CardDesk
from openpias.server.providers import api as providers


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseDesk:
    """A house with its card telephones; the general number where it named none."""

    code: str
    name: str
    phones: tuple[str, ...]
    extensions: str
    hours: str


def desk(house_code: str) -> HouseDesk:
    """Return how the card specialists of a house are reached; a code that is no house is its own name."""
    house = providers.house(house_code)
    row = CardDesk.objects.filter(pk=house_code).first()
    general = (house.phone,) if house and house.phone else ()
    return HouseDesk(
        code=house_code,
        name=house.name if house else house_code,
        phones=tuple(row.phones) if row else general,
        extensions=row.extensions if row else "",
        hours=row.hours if row else "",
    )
