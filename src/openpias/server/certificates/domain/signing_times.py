"""As of which moment is the certificate of a signature judged?

The signer claims when it signed (RFC 5652, 11.3), and nobody else attests it: the claim is taken up
to the moment of receipt and not from too long before it. Both bounds, and that the claim counts at
all, are policy of an installation, and ours.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class CheckedAt(StrEnum):
    """Whether the claimed moment of signing counts, or that of receipt alone."""

    SIGNING = "signing"
    RECEIPT = "receipt"


class SigningTimeProblem(StrEnum):
    """What is wrong with the claimed moment; the value is the code of its texts."""

    AHEAD = "signing-time-ahead"
    TOO_OLD = "signing-time-too-old"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningTimePolicy:
    """How far a claimed moment may lie before receipt, and how far a signer's clock ahead of ours."""

    checked_at: CheckedAt
    within: timedelta
    ahead: timedelta


def used_at(
    signed_at: datetime | None, *, received_at: datetime, policy: SigningTimePolicy
) -> datetime | SigningTimeProblem:
    """Return the moment as of which the certificate is judged, never after receipt."""
    if signed_at is None:
        return received_at
    if signed_at > received_at + policy.ahead:
        return SigningTimeProblem.AHEAD
    if policy.checked_at is CheckedAt.RECEIPT:
        return received_at
    if signed_at < received_at - policy.within:
        return SigningTimeProblem.TOO_OLD
    return min(signed_at, received_at)
