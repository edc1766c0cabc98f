"""How long is what of the helpdesk kept? Dated rows; no act that we read says it, so each is ours."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class KeptHelpdesk(StrEnum):
    """Kinds of data that are kept for a time of their own."""

    HELD_ORIGINAL = "held-original"
    UNREADABLE_ORIGINAL = "unreadable-original"
    ORIGINAL = "original"
    RECORDING = "recording"
    CLOSED_INCIDENT = "closed-incident"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What is kept for so many days; both days of the validity belong to it."""

    kept: KeptHelpdesk
    days: int
    source: str
    valid_from: date = date(2022, 3, 17)
    valid_to: date | None = None
    act: str = "OpenPIAS"


TERMS = (
    Term(
        kept=KeptHelpdesk.HELD_ORIGINAL,
        days=7,
        source="Personal data that nobody asked for: long enough for a mistaken find to be released.",
    ),
    Term(
        kept=KeptHelpdesk.UNREADABLE_ORIGINAL,
        days=30,
        source="Long enough to be looked at and read again after a correction of the reader.",
    ),
    Term(
        kept=KeptHelpdesk.ORIGINAL,
        days=30,
        source="Everything needed is in the incident; the original settles doubts about its reading.",
    ),
    Term(
        kept=KeptHelpdesk.RECORDING,
        days=90,
        source="A voice cannot be freed of personal data, so it stays no longer than it serves.",
    ),
    Term(
        kept=KeptHelpdesk.CLOSED_INCIDENT,
        days=3 * 366,
        source="The general term of prescription, Codul civil art. 2517; then texts and sender go.",
    ),
)


def term_on(kept: KeptHelpdesk, day: date) -> timedelta | None:
    """Return how long something is kept under the rows of a day; None keeps it for good."""
    for term in TERMS:
        begun = term.valid_from <= day and (term.valid_to is None or day <= term.valid_to)
        if term.kept is kept and begun:
            return timedelta(days=term.days)
    return None
