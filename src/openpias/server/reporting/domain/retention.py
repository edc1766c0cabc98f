"""How long is what kept? Dated rows; no act that we read says it, so each is ours.

The file as received is the provider's signed statement behind a settlement; accounting papers are
kept five years from the end of the year (OMFP 2634/2015), so that term was taken, from the day on
which the file came. What names a patient in a record serves corrections, and goes a year after.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Kept(StrEnum):
    """Kinds of data that are kept for a time of their own."""

    FILE = "file"
    REFUSED_FILE = "refused-file"
    NAMES = "names"
    FEEDBACK = "feedback"
    SUPERSEDED = "superseded"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What is kept for so many days from when it came; both days of the validity belong to it."""

    kept: Kept
    days: int
    act: str
    source: str
    valid_from: date
    valid_to: date | None = None


_OURS = "OpenPIAS"
_SINCE = date(2022, 3, 17)
TERMS = (
    Term(
        kept=Kept.FILE,
        days=5 * 366,
        act=_OURS,
        source="After OMFP 2634/2015 on accounting papers; the contract order was not read on this.",
        valid_from=_SINCE,
    ),
    Term(
        kept=Kept.REFUSED_FILE,
        days=366,
        act=_OURS,
        source="Specification 3.7.30 archives refused files too, and says no term.",
        valid_from=_SINCE,
    ),
    Term(
        kept=Kept.NAMES,
        days=366,
        act=_OURS,
        source="Needed while a record may be corrected; then GDPR, art. 5 (1) e.",
        valid_from=_SINCE,
    ),
    Term(
        kept=Kept.FEEDBACK,
        days=5 * 366,
        act=_OURS,
        source="As long as the file that it answers.",
        valid_from=_SINCE,
    ),
    Term(
        kept=Kept.SUPERSEDED,
        days=366,
        act=_OURS,
        source="What a record said before a correction; the file that said it is kept longer.",
        valid_from=_SINCE,
    ),
    Term(
        kept=Kept.DRAFT,
        days=366,
        act=_OURS,
        source="What was typed serves its correction; the report that was made of it is kept longer.",
        valid_from=_SINCE,
    ),
)


def term_on(kept: Kept, day: date) -> timedelta | None:
    """Return how long something is kept under the rows of a day; None keeps it for good."""
    for term in TERMS:
        begun = term.valid_from <= day and (term.valid_to is None or day <= term.valid_to)
        if term.kept is kept and begun:
            return timedelta(days=term.days)
    return None
