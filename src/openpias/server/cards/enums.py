"""Which closed lists do cards use? Each value is a term of docs/glossary.md."""

from enum import StrEnum


class CardHappening(StrEnum):
    """What the history of a card tells besides the acts of its life."""

    PROPOSED = "proposed"
    REPLACED = "replaced"
    PERSONALISED = "personalised"
    PIN_RESET = "pin-reset"
    PIN_CHANGED = "pin-changed"


class CaseKind(StrEnum):
    """What a provider met: a blocked card (-15), or an invalid one (-5, -17)."""

    BLOCKED = "blocked"
    INVALID = "invalid"


class CaseChannel(StrEnum):
    """How a case reached the house."""

    STATION = "station"
    TELEPHONE = "telephone"


class CaseStatus(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    TAKEN = "taken"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    DONE = "done"
    EXPIRED = "expired"


class StepKind(StrEnum):
    """What happened in a case, with its moment; both sides see it."""

    OPENED = "opened"
    TAKEN = "taken"
    CALLED_BACK = "called-back"
    IDENTITY_COMPARED = "identity-compared"
    UNBLOCKED = "unblocked"
    REINSTATED = "reinstated"
    REFUSED = "refused"
    RESET_USED = "reset-used"
    CHANGE_USED = "change-used"
    DONE = "done"
    EXPIRED = "expired"
    REOPENED = "reopened"


class AuthorisationEnd(StrEnum):
    """Why an authorisation to reset a PIN serves no longer."""

    USED = "used"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


class SessionEnd(StrEnum):
    """Why a card's session ended before its time."""

    CARD_PULLED = "card-pulled"
    OPENED_AGAIN = "opened-again"
