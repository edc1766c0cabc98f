"""Who works at the desk?"""

from openpias.server.helpdesk.permissions import Permission
from openpias.server.platform.accounts import queries as accounts
from openpias.server.platform.accounts.actors import Actor


def names() -> dict[int, str]:
    """Return whoever may handle incidents, by account."""
    return accounts.holders(Permission.HANDLE)


def everybody(actor: Actor) -> tuple[tuple[int, str], ...]:
    """Return accounts and names to choose from, by name; nobody for whoever does not handle."""
    if not actor.may(Permission.HANDLE):
        return ()
    return tuple(sorted(names().items(), key=lambda each: each[1].casefold()))
