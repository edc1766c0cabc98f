"""Who announces planned outages?"""

from collections.abc import Mapping
from enum import StrEnum

from openpias.server.platform.accounts.enums import Role


class Permission(StrEnum):
    """One thing that somebody may do here; reading is everybody's."""

    ANNOUNCE = "outages.announce"


GRANTS: Mapping[Role, frozenset[str]] = {Role.ADMINISTRATOR: frozenset({Permission.ANNOUNCE})}
