"""Which roles are there?"""

from enum import StrEnum


class Role(StrEnum):
    """What someone is in the system; each module says what a role may do there."""

    CLERK = "clerk"
    HOUSE_OPERATOR = "house-operator"
    ADMINISTRATOR = "administrator"
    DATA_PROTECTION = "data-protection"
