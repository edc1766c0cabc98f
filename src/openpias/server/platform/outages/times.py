"""How is a moment written and read on Romania's clocks?"""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from openpias.core.calendar import dates

_ROMANIA = ZoneInfo(settings.TIME_ZONE)
_HOUR = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def parse_hour(text: str) -> time | None:
    """Read an hour typed as 22:00 or 22.00; None when it is none."""
    found = _HOUR.fullmatch(text.strip())
    return time(int(found[1]), int(found[2])) if found else None


def moment(day: date, hour: time) -> datetime:
    """Return the moment; in the hour that autumn repeats, the first one."""
    return datetime.combine(day, hour, tzinfo=_ROMANIA)


def day_typed(value: datetime) -> str:
    """Write the day the way forms ask for it."""
    return dates.typed(value.astimezone(_ROMANIA).date())


def hour_typed(value: datetime) -> str:
    """Write the hour: 22:00."""
    return f"{value.astimezone(_ROMANIA):%H:%M}"


def written(value: datetime) -> str:
    """Write day and hour: 24-11-2026, 22:00."""
    return f"{day_typed(value)}, {hour_typed(value)}"
