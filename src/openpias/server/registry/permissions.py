"""What may be done in the register, and by whom?"""

from collections.abc import Mapping
from enum import StrEnum

from openpias.server.platform.accounts.enums import Role


class Permission(StrEnum):
    """One thing that somebody may do here."""

    REGISTER = "registry.register"
    READ_OWN = "registry.read-own"
    LOOK_UP = "registry.look-up"
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


_EVERYBODY = frozenset({Permission.READ_NOMENCLATURES, Permission.READ_FIGURES})
_CLERK = _EVERYBODY | {
    Permission.REGISTER,
    Permission.READ_OWN,
    Permission.LOOK_UP,
    Permission.CORRECT,
}

GRANTS: Mapping[Role, frozenset[str]] = {
    Role.CLERK: _CLERK,
    # Since 17.03.2022 only providers in contract register (Orders CNAS 155/2022 and 159/2022).
    Role.HOUSE_OPERATOR: (_CLERK - {Permission.REGISTER})
    | {Permission.OPEN_ANY, Permission.WITHDRAW, Permission.MERGE, Permission.READ_ALL_FIGURES},
    Role.ADMINISTRATOR: _EVERYBODY | {Permission.EDIT_NOMENCLATURES, Permission.READ_ALL_FIGURES},
    Role.DATA_PROTECTION: _EVERYBODY
    | {
        Permission.READ_OWN,
        Permission.LOOK_UP,
        Permission.OPEN_ANY,
        Permission.CORRECT,
        Permission.PRINT_RECORD,
        Permission.ERASE,
    },
}
