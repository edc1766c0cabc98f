"""How is a part doing?"""

from enum import StrEnum


class Condition(StrEnum):
    """How a part is doing, from well to badly; `unknown` where the database would have to say."""

    OK = "ok"
    OFF = "off"
    LATE = "late"
    UNKNOWN = "unknown"
    DOWN = "down"
