"""What may each role do? Modules name their permissions; roles collect them at start."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from openpias.server.platform.accounts.enums import Role


class Permission(StrEnum):
    """What this app guards: one's own sign-out, language and practice mode; others' lock-out."""

    USE_OWN_ACCOUNT = "accounts.use-own-account"
    UNLOCK = "accounts.unlock"


_OWN = frozenset({Permission.USE_OWN_ACCOUNT})
GRANTS: Mapping[Role, frozenset[str]] = {
    **dict.fromkeys(Role, _OWN),
    Role.HOUSE_OPERATOR: _OWN | {Permission.UNLOCK},
    Role.ADMINISTRATOR: _OWN | {Permission.UNLOCK},
}

_granted: dict[Role, set[str]] = {role: set() for role in Role}


def grant(grants: Mapping[Role, frozenset[str]]) -> None:
    """Add the grants of one module. Repeating it is harmless."""
    for role, permissions in grants.items():
        _granted[role].update(permissions)


def granted(roles: Iterable[str]) -> frozenset[str]:
    """Return what somebody with these roles may do; an unknown role grants nothing."""
    known = {role.value: role for role in Role}
    return frozenset().union(*(_granted[known[role]] for role in roles if role in known))


def every_permission() -> frozenset[str]:
    """Return all permissions that any role holds."""
    return frozenset().union(*_granted.values())
