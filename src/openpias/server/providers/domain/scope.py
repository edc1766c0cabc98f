"""For which houses may somebody act?"""

from openpias.server.platform.accounts.actors import Actor
from openpias.server.providers.permissions import Permission


def acts_for(house: str, *, actor: Actor) -> bool:
    """Tell whether the actor may see and change what is this house's: their own, or every one."""
    return actor.may(Permission.EVERY_HOUSE) or actor.provider.house_code == house


def house_of(actor: Actor) -> str | None:
    """Return the only house that the actor sees; None for somebody who sees every one."""
    return None if actor.may(Permission.EVERY_HOUSE) else actor.provider.house_code
