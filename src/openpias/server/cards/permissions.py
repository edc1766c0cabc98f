"""What may be done with cards, and by whom?"""

from collections.abc import Mapping
from enum import StrEnum

from openpias.server.platform.accounts.enums import Role


class Permission(StrEnum):
    """One thing that somebody may do here."""

    USE_UNIT = "cards.use-unit"
    REPORT_CASES = "cards.report-cases"
    READ_OWN_CASES = "cards.read-own-cases"
    HANDLE_CASES = "cards.handle-cases"
    READ_CASES = "cards.read-cases"
    READ_REGISTER = "cards.read-register"
    OPEN_CARDS = "cards.open-cards"
    CHANGE_CARDS = "cards.change-cards"
    EDIT_DESK = "cards.edit-desk"
    PRINT_NOTICE = "cards.print-notice"


_PROVIDER = frozenset({Permission.USE_UNIT, Permission.REPORT_CASES, Permission.READ_OWN_CASES})
_SPECIALIST = frozenset(
    {
        Permission.HANDLE_CASES,
        Permission.READ_CASES,
        Permission.READ_REGISTER,
        Permission.OPEN_CARDS,
        Permission.CHANGE_CARDS,
        Permission.EDIT_DESK,
        Permission.PRINT_NOTICE,
    }
)

GRANTS: Mapping[Role, frozenset[str]] = {
    Role.CLERK: _PROVIDER,
    Role.PROVIDER_ADMINISTRATOR: _PROVIDER,
    Role.CARD_SPECIALIST: _SPECIALIST,
    Role.HOUSE_OPERATOR: frozenset(
        {
            Permission.READ_REGISTER,
            Permission.OPEN_CARDS,
            Permission.EDIT_DESK,
            Permission.PRINT_NOTICE,
        }
    ),
    # Every house, each look and each act with a reason.
    Role.ADMINISTRATOR: _SPECIALIST,
    # An auditor sees what happened, and no holder.
    Role.AUDITOR: frozenset({Permission.READ_CASES, Permission.READ_REGISTER}),
}
