"""What became of a letter, and who wrote it?"""

from enum import StrEnum


class Manner(StrEnum):
    """Who wrote a letter: the platform by itself, as an answer to a letter, or a human."""

    GENERATED = "generated"
    REPLIED = "replied"
    HUMAN = "human"


class LetterState(StrEnum):
    """Where a letter stands; only a waiting one is tried again."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    REFUSED = "refused"
    GIVEN_UP = "given-up"
