"""What may be done with certificates, and by whom?"""

from collections.abc import Mapping
from enum import StrEnum

from openpias.server.platform.accounts.enums import Role


class Permission(StrEnum):
    """One thing that somebody may do here."""

    READ_OWN = "certificates.read-own"
    READ = "certificates.read"
    DECIDE = "certificates.decide"
    DECIDE_STAFF = "certificates.decide-staff"
    OPEN_API = "certificates.open-api"


_HOUSE = frozenset({Permission.READ, Permission.DECIDE})

GRANTS: Mapping[Role, frozenset[str]] = {
    Role.CLERK: frozenset({Permission.OPEN_API}),
    Role.PROVIDER_ADMINISTRATOR: frozenset({Permission.OPEN_API, Permission.READ_OWN}),
    Role.HOUSE_OPERATOR: _HOUSE,
    Role.ADMINISTRATOR: _HOUSE | {Permission.DECIDE_STAFF},
    Role.AUDITOR: frozenset({Permission.READ}),
}
