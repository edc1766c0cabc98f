"""What may a planned outage touch?"""

from enum import StrEnum


class Affected(StrEnum):
    """What people cannot use while an outage lasts."""

    EVERYTHING = "everything"
    SIGN_IN = "sign-in"
    REGISTRATION = "registration"
    SEARCHING = "searching"
    VERIFICATION = "verification"
    JSON_INTERFACE = "json-interface"
    LETTERS = "letters"
