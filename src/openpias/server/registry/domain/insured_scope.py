"""Whose insured persons may somebody see?"""

from openpias.server.platform.accounts.actors import Actor
from openpias.server.registry.permissions import Permission


def house_of(actor: Actor) -> str | None:
    """Return the only house whose insured persons the actor sees; None for every house."""
    return None if actor.may(Permission.EVERY_INSURED) else actor.provider.house_code


def is_own_house(house: str, *, actor: Actor) -> bool:
    """Tell whether these are persons of the actor's own house, who open without a reason."""
    return house == actor.provider.house_code
