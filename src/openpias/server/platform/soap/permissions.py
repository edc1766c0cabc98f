"""Who may call the official interface at all?"""

from collections.abc import Mapping
from enum import StrEnum

from openpias.server.platform.accounts.enums import Role


class Permission(StrEnum):
    """What this app guards: a call of any operation; each operation has a right of its own besides."""

    CALL = "soap.call"


_PROVIDER = frozenset[str]({Permission.CALL})
GRANTS: Mapping[Role, frozenset[str]] = {
    Role.CLERK: _PROVIDER,
    Role.PROVIDER_ADMINISTRATOR: _PROVIDER,
}
