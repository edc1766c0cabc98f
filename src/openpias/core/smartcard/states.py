"""In which state is a card, its holder's authentication, its terminal, and the link to the unit?

Source: Annex 102, 2.9 to 2.14 and 4.9 to 4.13; the values are the official numbers.
"""

from enum import IntEnum, StrEnum


class CardState(IntEnum):
    """Where a card stands in its life, as the management unit keeps it (StareCard)."""

    PROPOSED = 1
    BEING_ENROLLED = 2
    IN_TRANSPORT = 3
    NONCONFORMING = 4
    INACTIVE = 5
    WRONG_DATA = 6
    ACTIVE = 7
    BEING_UPDATED = 8
    EXPIRED = 9
    BLOCKED = 10
    SUSPENDED = 11
    DECEASED = 12


class AuthenticationState(IntEnum):
    """How far the holder is known: to the card alone, or to the management unit too."""

    NOT_AUTHENTICATED = 0
    AUTHENTICATED_OFFLINE = 1
    AUTHENTICATED = 2
    FAILED = 3


class LinkState(IntEnum):
    """What the station knows of its link to the management unit."""

    OK = 0
    TIMEOUT = 1
    AUTHORITY_UNAVAILABLE = 2
    REGISTER_UNAVAILABLE = 3
    SERVICE_UNAVAILABLE = 4
    UNIT_UNAVAILABLE = 5


class Presence(IntEnum):
    """Whether a card is in the terminal."""

    REMOVED = 1
    INSERTED = 2


class TerminalEditing(IntEnum):
    """For which operation the terminal waits for keys (ModEditarePeTerminal)."""

    NONE = 0
    AUTHENTICATION = 1
    PIN_CHANGE = 2
    PIN_RESET = 3
    TRANSPORT_PIN_CHANGE = 4


class Profile(StrEnum):
    """As whom a provider uses cards; the rights hang on it (Annex 102, 2.2)."""

    FAMILY_PHYSICIAN = "family-physician"
    SPECIALIST = "specialist"
    PHARMACIST = "pharmacist"
    EMERGENCY = "emergency"
    CARD_ISSUER = "card-issuer"
    SUBSIDY_PROVIDER = "subsidy-provider"
    SUBSIDY_SERVICE_PROVIDER = "subsidy-service-provider"


class Operation(StrEnum):
    """What a provider may want to do with a card."""

    READ = "read"
    AUTHENTICATE = "authenticate"
    ACTIVATE = "activate"
    CHANGE_PIN = "change-pin"
    RESET_PIN = "reset-pin"
    SIGN = "sign"
