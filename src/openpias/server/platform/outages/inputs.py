"""May this outage be announced, as an administrator typed it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem
from openpias.core.findings import Finding
from openpias.core.names.diacritics import normalise
from openpias.server.platform.outages.enums import Affected
from openpias.server.platform.outages.times import moment, parse_hour

LONGEST_TEXT = 500
TEXTS = ("text_ro", "text_uk", "text_en")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageInput:
    """An outage as it was typed; days as zi-luna-an, hours as 22:00, on Romania's clocks."""

    starts_on: str = ""
    starts_hour: str = ""
    ends_on: str = ""
    ends_hour: str = ""
    affects: Sequence[str] = ()
    text_ro: str = ""
    text_uk: str = ""
    text_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedOutage:
    """An outage that may be announced."""

    starts_at: datetime
    ends_at: datetime
    affects: list[str]
    text_ro: str
    text_uk: str
    text_en: str


def check(typed: OutageInput, *, now: datetime) -> CheckedOutage | list[Finding]:
    """Return the outage to keep, or every finding."""
    findings: list[Finding] = []
    starts_at = _moment(typed, "starts", findings)
    ends_at = _moment(typed, "ends", findings)
    if starts_at and ends_at and ends_at <= starts_at:
        findings.append(Finding(code="outage-ends-before-it-starts", path="/ends_hour"))
    elif ends_at and ends_at <= now:
        findings.append(Finding(code="outage-over", path="/ends_on"))
    affects = [each.value for each in Affected if each.value in typed.affects]
    if not affects or len(affects) != len(set(typed.affects)):
        findings.append(Finding(code="outage-affects", path="/affects"))
    texts = {name: _text(typed, name, findings) for name in TEXTS}
    if findings or starts_at is None or ends_at is None:
        return findings
    return CheckedOutage(starts_at=starts_at, ends_at=ends_at, affects=affects, **texts)


def _moment(typed: OutageInput, end: str, findings: list[Finding]) -> datetime | None:
    day = dates.parse_full(getattr(typed, f"{end}_on"))
    hour = parse_hour(getattr(typed, f"{end}_hour"))
    if isinstance(day, DateProblem):
        findings.append(Finding(code="outage-day", path=f"/{end}_on"))
    if hour is None:
        findings.append(Finding(code="outage-hour", path=f"/{end}_hour"))
    if isinstance(day, DateProblem) or hour is None:
        return None
    return moment(day, hour)


def _text(typed: OutageInput, name: str, findings: list[Finding]) -> str:
    text = normalise(getattr(typed, name))
    if not text:
        findings.append(Finding(code="outage-text-missing", path=f"/{name}"))
    elif len(text) > LONGEST_TEXT:
        findings.append(Finding(code="outage-text-long", path=f"/{name}"))
    return text
