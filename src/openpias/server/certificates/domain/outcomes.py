"""Why was a request not taken, decided or ended? Each value is the code of its texts."""

from enum import StrEnum


class DecisionProblem(StrEnum):
    """Why a decision was not carried out."""

    UNKNOWN = "not-found"
    REASON_REQUIRED = "end-reason-required"
    DECIDED_ALREADY = "request-decided-already"
    OWN_REQUEST = "request-own"
    ENROLLED_ALREADY = "certificate-enrolled-already"
    NO_CONTRACT = "no-contract"
    USER_NAME_REQUIRED = "user-name-required"
    USER_NAME_TAKEN = "user-name-taken"
