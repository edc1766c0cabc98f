"""Why was a card or a case not changed? Each value is the code of its texts."""

from enum import StrEnum


class CardProblem(StrEnum):
    """Why a card was not proposed, changed or replaced."""

    UNKNOWN = "not-found"
    UNKNOWN_HOLDER = "card-holder-unknown"
    REASON_REQUIRED = "reason-required"
    HAS_A_CARD = "card-there-already"
    ACT_FORBIDDEN = "card-act-forbidden"
    NOT_REPLACEABLE = "card-not-replaceable"
    REPLACED = "card-replaced-already"
    KEY_REUSED = "key-reused"


class CaseProblem(StrEnum):
    """Why a case was not opened, or not brought further."""

    UNKNOWN = "not-found"
    REASON_REQUIRED = "reason-required"
    CID_REQUIRED = "case-needs-cid"
    CARD_NUMBER_REQUIRED = "case-needs-card-number"
    CARD_UNKNOWN = "case-card-unknown"
    CARD_MISMATCH = "case-card-mismatch"
    TERMINAL_UNKNOWN = "terminal-not-enrolled"
    OTHER_HOUSE = "case-other-house"
    PROVIDER_UNKNOWN = "case-provider-unknown"
    NO_PHONE = "case-provider-without-phone"
    FINISHED = "case-finished"
    NOT_CALLED_BACK = "case-not-called-back"
    NOT_COMPARED = "case-identity-not-compared"
    IDENTITY_DIFFERS = "case-identity-differs"
    TOO_MANY_COMPARISONS = "case-too-many-comparisons"
    WRONG_ACT = "case-act-forbidden"


class UnitRefusal(StrEnum):
    """Why the management unit did not speak to a station about a card."""

    TERMINAL_NOT_ENROLLED = "terminal-not-enrolled"
    CARD_NOT_REGISTERED = "card-not-registered"
    CARD_INVALID = "card-not-of-holder"
    SESSION_UNKNOWN = "card-session-unknown"
    SESSION_ENDED = "card-session-ended"
    NOT_YOUR_CONTRACT = "terminal-contract"
