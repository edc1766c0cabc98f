"""What does the one automatic answer say, and what do letters of the desk say around their text?

The words are looked up in the reader's language by whoever calls, inside `translation.override`.
Nothing of what was written is quoted: an answer that quotes personal data would spread it.
"""

from collections.abc import Sequence
from datetime import datetime

from openpias.core.calendar.legal_day import ROMANIA


def clock_text(moment: datetime) -> tuple[str, str]:
    """Return day and hour on Romania's clocks, as `26.11.2026` and `08:00`."""
    local = moment.astimezone(ROMANIA)
    return f"{local:%d.%m.%Y}", f"{local:%H:%M}"


def listed(lines: Sequence[str]) -> str:
    """Return lines as a list in a plain text."""
    return "\n".join(f"  - {line}" for line in lines)
