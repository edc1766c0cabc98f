"""Which day is it in Romania at a moment?

Django's own way asks which zone this thread has chosen; ours never changes.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

_ROMANIA = ZoneInfo(settings.TIME_ZONE)


def day_of(moment: datetime) -> date:
    """Return the day on Romania's clocks; raises ValueError for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone")
    return moment.astimezone(_ROMANIA).date()
