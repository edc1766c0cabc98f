"""What became of a letter?"""

from enum import StrEnum


class LetterState(StrEnum):
    """Where a letter stands; only a waiting one is tried again."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    REFUSED = "refused"
    GIVEN_UP = "given-up"
