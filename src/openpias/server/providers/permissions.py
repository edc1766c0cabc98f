"""What may be done with houses and providers, and by whom?"""

from collections.abc import Mapping
from enum import StrEnum

from openpias.server.platform.accounts.enums import Role


class Permission(StrEnum):
    """One thing that somebody may do here."""

    READ_HOUSES = "providers.read-houses"
    EDIT_HOUSES = "providers.edit-houses"
    READ_PROVIDERS = "providers.read-providers"
    READ_OWN_PROVIDER = "providers.read-own-provider"
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

_READER = frozenset({Permission.READ_HOUSES})

GRANTS: Mapping[Role, frozenset[str]] = {
    Role.CLERK: _READER | {Permission.READ_OWN_PROVIDER},
    Role.PROVIDER_ADMINISTRATOR: _READER | {Permission.READ_OWN_PROVIDER},
    Role.CARD_SPECIALIST: _READER | {Permission.READ_PROVIDERS},
    Role.SETTLEMENT_OFFICER: _READER | {Permission.READ_PROVIDERS},
    Role.HELPDESK_OPERATOR: _READER,
    Role.HELPDESK_CONTRACTOR: _READER,
    Role.HELPDESK_LEAD: _READER,
    Role.AUDITOR: _READER | {Permission.READ_PROVIDERS, Permission.EVERY_HOUSE},
    Role.HOUSE_OPERATOR: _HOUSE,
    Role.ADMINISTRATOR: _HOUSE | {Permission.EDIT_HOUSES, Permission.EVERY_HOUSE},
    Role.DATA_PROTECTION: frozenset({Permission.READ_HOUSES}),
}
