"""What may be declared of a day, and for which clock?"""

from enum import StrEnum


class DayKind(StrEnum):
    """What a declared day is, whatever the calendar says."""

    FREE = "free"
    WORKED = "worked"


class DayScope(StrEnum):
    """Which clock a declared day is for."""

    REPORTING = "reporting"
    HELPDESK = "helpdesk"
