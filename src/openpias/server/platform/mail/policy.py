"""How long is a letter tried, and how long is it kept? Terms are dated, as all policy is."""

from dataclasses import dataclass
from datetime import date, timedelta

_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds from a day on, until the next terms begin. All of it is a decision of ours."""

    valid_from: date
    tried_for: timedelta
    kept_for: timedelta


# RFC 5321 4.5.4.1 asks for four to five days between servers; a warning is of no use so late.
_TERMS = (
    Terms(valid_from=date(2022, 3, 17), tried_for=timedelta(days=3), kept_for=timedelta(days=30)),
)


def terms(day: date) -> Terms:
    """Return the terms of a day; the first ones hold for days before them too."""
    valid = [each for each in _TERMS if each.valid_from <= day]
    return valid[-1] if valid else _TERMS[0]


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: a minute, doubled, up to two hours."""
    doubled: int = 2 ** min(attempts - 1, 10)
    return min(_FIRST_PAUSE * doubled, _LONGEST_PAUSE)
