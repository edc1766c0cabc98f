"""Why did a provider not get what was asked for? Each value is the code of its texts."""

from enum import StrEnum


class LicenceProblem(StrEnum):
    """Why a series was not given or not cancelled."""

    UNKNOWN = "not-found"
    NOT_YOUR_HOUSE = "not-your-house"
    NO_CONTRACT = "no-contract"
    GIVEN_ALREADY = "licence-given-already"
    REASON_REQUIRED = "reason-required"
