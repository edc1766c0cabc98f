"""When do people answer at this installation?"""

import functools

from openpias.core.calendar.helpdesk_hours import HelpdeskClock
from openpias.core.calendar.working_days import WorkingDays


@functools.cache
def hours() -> HelpdeskClock:
    """Return the hours of the helpdesk, remembered by day."""
    return HelpdeskClock(WorkingDays())
