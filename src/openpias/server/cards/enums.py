"""Which closed lists do cards use? Each value is a term of docs/glossary.md."""

from enum import StrEnum


class CardHappening(StrEnum):
    """What the history of a card tells besides the acts of its life."""

    PROPOSED = "proposed"
    REPLACED = "replaced"
    PERSONALISED = "personalised"
    PIN_RESET = "pin-reset"
    PIN_CHANGED = "pin-changed"


class CaseChannel(StrEnum):
    """How a case reached the house."""

    STATION = "station"
    TELEPHONE = "telephone"


class Identity(StrEnum):
    """Whether the name and birth date that were said are those of the card's holder."""

    NOT_COMPARED = "not-compared"
    AGREES = "agrees"
    DIFFERS = "differs"


class AuthorisationEnd(StrEnum):
    """Why an authorisation to reset a PIN serves no longer."""

    USED = "used"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


class SessionEnd(StrEnum):
    """Why a card's session ended before its time."""

    CARD_PULLED = "card-pulled"
    OPENED_AGAIN = "opened-again"
