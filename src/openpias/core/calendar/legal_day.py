"""Which day is it in Romania at a moment, and when does a day begin and end?

The legal day is the day on Romania's clocks; a moment is always aware.
Two moments of one zone are compared and subtracted by Python as their clocks show them, which is
wrong in the night when clocks change: everything here computes in UTC.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ROMANIA = ZoneInfo("Europe/Bucharest")
_LAST_SECOND = time(23, 59, 59)


def day_of(moment: datetime) -> date:
    """Return the day on Romania's clocks; raises ValueError for a moment without a zone."""
    return in_utc(moment).astimezone(ROMANIA).date()


def in_utc(moment: datetime) -> datetime:
    """Return the same moment in UTC, for comparing; raises ValueError for one without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone")
    return moment.astimezone(UTC)


def at(day: date, hour: time) -> datetime:
    """Return the moment on Romania's clocks; in the hour that autumn repeats, the first one."""
    return datetime.combine(day, hour, tzinfo=ROMANIA)


def last_second(day: date) -> datetime:
    """Return 23:59:59 of the day, which still belongs to it in full."""
    return at(day, _LAST_SECOND)


def bounds(day: date) -> tuple[datetime, datetime]:
    """Return in UTC where the day begins and where the next one does: 23, 24 or 25 hours apart."""
    return in_utc(at(day, time.min)), in_utc(at(day + timedelta(days=1), time.min))
