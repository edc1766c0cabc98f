"""What may be done with houses and providers, and by whom?"""

from collections.abc import Mapping
from enum import StrEnum

from openpias.server.platform.accounts.enums import Role


class Permission(StrEnum):
    """One thing that somebody may do here."""

    READ_HOUSES = "providers.read-houses"
    EDIT_HOUSES = "providers.edit-houses"
    READ_PROVIDERS = "providers.read-providers"
    EDIT_PROVIDERS = "providers.edit-providers"
    ISSUE_LICENCES = "providers.issue-licences"
    EVERY_HOUSE = "providers.every-house"


_HOUSE = frozenset(
    {
        Permission.READ_HOUSES,
        Permission.READ_PROVIDERS,
        Permission.EDIT_PROVIDERS,
        Permission.ISSUE_LICENCES,
    }
)

GRANTS: Mapping[Role, frozenset[str]] = {
    Role.CLERK: frozenset({Permission.READ_HOUSES}),
    Role.HOUSE_OPERATOR: _HOUSE,
    Role.ADMINISTRATOR: _HOUSE | {Permission.EDIT_HOUSES, Permission.EVERY_HOUSE},
    Role.DATA_PROTECTION: frozenset({Permission.READ_HOUSES}),
}
