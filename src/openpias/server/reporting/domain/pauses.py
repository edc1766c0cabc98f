"""May this pause be declared, as CNAS typed it?"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from openpias.core.calendar.reporting_clock import PauseKind
from openpias.core.findings import Finding
from openpias.server.reporting.domain.typed import Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseInput:
    """A pause as it was typed; days as zi-luna-an, hours as 22:00, on Romania's clocks.

    `outage` is the opaque id of the notice that people saw, empty where there was none.
    """

    kind: str = ""
    begins_on: str = ""
    begins_hour: str = ""
    ends_on: str = ""
    ends_hour: str = ""
    act: str = ""
    outage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPause:
    """A pause that may be declared."""

    kind: str
    begins_at: datetime
    ends_at: datetime
    act: str
    outage: uuid.UUID | None


def check(typed: PauseInput) -> CheckedPause | list[Finding]:
    """Return the pause to keep, or every finding."""
    read = Typed()
    if typed.kind not in set(PauseKind):
        read.wrong("pause-kind", "kind")
    begins = read.moment(typed.begins_on, typed.begins_hour, "begins")
    ends = read.moment(typed.ends_on, typed.ends_hour, "ends")
    if begins and ends and ends <= begins:
        read.wrong("pause-ends-before-it-begins", "ends_hour")
    act = read.text(typed.act, "act", longest=300)
    outage = _outage(typed.outage)
    if typed.outage and outage is None:
        read.wrong("pause-outage-unknown", "outage")
    if read.findings or begins is None or ends is None:
        return read.findings
    return CheckedPause(kind=typed.kind, begins_at=begins, ends_at=ends, act=act, outage=outage)


def _outage(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None
