"""What may be done in the register, and by whom?"""

from collections.abc import Mapping
from enum import StrEnum

from openpias.server.platform.accounts.enums import Role


class Permission(StrEnum):
    """One thing that somebody may do here."""

    REGISTER = "registry.register"
    READ_OWN = "registry.read-own"
    LOOK_UP = "registry.look-up"
    READ_LOOK_UPS = "registry.read-look-ups"
    OPEN_HOUSE = "registry.open-house"
    OPEN_ANY = "registry.open-any"
    CORRECT = "registry.correct"
    WITHDRAW = "registry.withdraw"
    MERGE = "registry.merge"
    READ_NOMENCLATURES = "registry.read-nomenclatures"
    EDIT_NOMENCLATURES = "registry.edit-nomenclatures"
    READ_FIGURES = "registry.read-figures"
    READ_ALL_FIGURES = "registry.read-all-figures"
    PRINT_RECORD = "registry.print-record"
    ERASE = "registry.erase"
    READ_INSURED = "registry.read-insured"
    EDIT_INSURED = "registry.edit-insured"
    EVERY_INSURED = "registry.every-insured"
    CHECK_INSURED = "registry.check-insured"


_EVERYBODY = frozenset({Permission.READ_NOMENCLATURES, Permission.READ_FIGURES})
_CLERK = _EVERYBODY | {
    Permission.REGISTER,
    Permission.READ_OWN,
    Permission.LOOK_UP,
    Permission.CORRECT,
    Permission.CHECK_INSURED,
}

# A house neither registers (the policy of the day says who does) nor corrects: the provider that
# issued a number does. Withdrawing and merging need the house or CNAS.
_OFFICE = _EVERYBODY | {
    Permission.READ_OWN,
    Permission.LOOK_UP,
    Permission.WITHDRAW,
    Permission.MERGE,
    Permission.READ_ALL_FIGURES,
}

GRANTS: Mapping[Role, frozenset[str]] = {
    Role.CLERK: _CLERK,
    Role.PROVIDER_ADMINISTRATOR: _CLERK | {Permission.READ_LOOK_UPS},
    Role.HOUSE_OPERATOR: _OFFICE
    | {
        Permission.OPEN_HOUSE,
        Permission.READ_LOOK_UPS,
        Permission.READ_INSURED,
        Permission.EDIT_INSURED,
    },
    Role.CARD_SPECIALIST: _EVERYBODY | {Permission.READ_INSURED},
    Role.SETTLEMENT_OFFICER: _EVERYBODY | {Permission.READ_ALL_FIGURES, Permission.READ_INSURED},
    Role.HELPDESK_OPERATOR: _EVERYBODY,
    Role.HELPDESK_CONTRACTOR: _EVERYBODY,
    Role.HELPDESK_LEAD: _EVERYBODY,
    Role.AUDITOR: _EVERYBODY
    | {
        Permission.READ_ALL_FIGURES,
        Permission.READ_LOOK_UPS,
        Permission.READ_INSURED,
        Permission.EVERY_INSURED,
    },
    Role.ADMINISTRATOR: _OFFICE
    | {
        Permission.OPEN_ANY,
        Permission.EDIT_NOMENCLATURES,
        Permission.READ_LOOK_UPS,
        Permission.READ_INSURED,
        Permission.EDIT_INSURED,
        Permission.EVERY_INSURED,
    },
    Role.DATA_PROTECTION: _EVERYBODY
    | {
        Permission.READ_OWN,
        Permission.LOOK_UP,
        Permission.OPEN_ANY,
        Permission.CORRECT,
        Permission.PRINT_RECORD,
        Permission.ERASE,
        Permission.READ_INSURED,
        Permission.EVERY_INSURED,
    },
}
