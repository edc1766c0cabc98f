"""Which arrival of a record counts, where a correction moved the day of its service?

The term runs from the service's last day, so that a later day gives more time: it must not be had by
writing another day. What counts is when a record first said this very day. A slip of the day alone,
in a record that was in time, is forgiven (ADR 0043).
"""

from dataclasses import dataclass
from datetime import date, datetime

from openpias.core.calendar.legal_day import day_of, in_utc


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a record said before its correction: when that arrived, and whether too late.

    `same_thing` says that the correction is about the same person and the same service.
    """

    given_on: date
    last_day: date
    arrived_at: datetime
    was_late: bool
    same_thing: bool


def counting(
    *,
    given_on: date,
    last_day: date,
    now: datetime,
    standing: Standing | None,
    said_before: datetime | None = None,
) -> datetime:
    """Return the arrival that counts for a record that says these days now.

    `said_before` is when an earlier correction, since corrected again, first said the same days.
    """
    if standing is None:
        return now
    first = _first(given_on, last_day, standing=standing, said_before=said_before)
    # What was said before the day came was not about a service that had been given.
    if first is None or day_of(first) < given_on:
        return now
    return min(first, now, key=in_utc)


def _first(
    given_on: date, last_day: date, *, standing: Standing, said_before: datetime | None
) -> datetime | None:
    if (given_on, last_day) == (standing.given_on, standing.last_day):
        return standing.arrived_at
    if said_before is not None:
        return said_before
    is_earlier = given_on <= standing.given_on and last_day <= standing.last_day
    is_slip = standing.same_thing and not standing.was_late
    return standing.arrived_at if is_earlier or is_slip else None
