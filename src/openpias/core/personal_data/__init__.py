"""What in a text says who an insured person is, and how is it hidden?"""

from openpias.core.personal_data.finding import find
from openpias.core.personal_data.redaction import redact
from openpias.core.personal_data.signs import Find, Kind, Strength, has_hard

__all__ = ["Find", "Kind", "Strength", "find", "has_hard", "redact"]
