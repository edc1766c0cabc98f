"""Who declares days free or worked?"""

from collections.abc import Mapping
from enum import StrEnum

from openpias.server.platform.accounts.enums import Role


class Permission(StrEnum):
    """One thing that somebody may do here; where days are shown, the page says who reads them."""

    DECLARE = "working-days.declare"


GRANTS: Mapping[Role, frozenset[str]] = {Role.ADMINISTRATOR: frozenset({Permission.DECLARE})}
