"""When do people answer at this installation?"""

from openpias.core.calendar.helpdesk_hours import HelpdeskClock
from openpias.server.platform.working_days import queries as working_days
from openpias.server.platform.working_days.enums import DayScope


def hours() -> HelpdeskClock:
    """Return the hours of the helpdesk with the days declared so far; one query.

    Not kept between calls, since a day may be declared in another process; a list asks once.
    """
    return HelpdeskClock(working_days.calendar(DayScope.HELPDESK))
