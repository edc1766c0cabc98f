"""May this day be declared, as an administrator typed it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem
from openpias.core.calendar.legal_holidays import CalendarUnknownError
from openpias.core.calendar.working_days import WorkingDays
from openpias.core.findings import Finding
from openpias.core.names.diacritics import normalise
from openpias.server.platform.working_days.enums import DayKind, DayScope

LONGEST_ACT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class DayInput:
    """A day as it was typed: zi-luna-an, a value of DayKind, values of DayScope, and the act."""

    day: str = ""
    kind: str = ""
    scopes: Sequence[str] = ()
    act: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDay:
    """A day that may be declared."""

    day: date
    kind: str
    for_reporting: bool
    for_helpdesk: bool
    act: str

    @property
    def works(self) -> bool:
        """Tell whether it is worked."""
        return self.kind == DayKind.WORKED


def check(typed: DayInput) -> CheckedDay | list[Finding]:
    """Return the day to declare, or every finding; a day that is so anyway declares nothing."""
    findings: list[Finding] = []
    day = dates.parse_full(typed.day.strip())
    if isinstance(day, DateProblem):
        findings.append(Finding(code="working-day-date", path="/day"))
    elif typed.kind in set(DayKind):
        _refuse_usual(day, typed.kind, findings)
    if typed.kind not in set(DayKind):
        findings.append(Finding(code="working-day-kind", path="/kind"))
    scopes = set(typed.scopes)
    if not scopes or not scopes <= set(DayScope):
        findings.append(Finding(code="working-day-scope", path="/scopes"))
    act = _act(typed.act, findings)
    if findings or isinstance(day, DateProblem):
        return findings
    return CheckedDay(
        day=day,
        kind=typed.kind,
        for_reporting=DayScope.REPORTING in scopes,
        for_helpdesk=DayScope.HELPDESK in scopes,
        act=act,
    )


def _refuse_usual(day: date, kind: str, findings: list[Finding]) -> None:
    try:
        is_usual = WorkingDays().is_working(day) is (kind == DayKind.WORKED)
    except CalendarUnknownError:
        findings.append(Finding(code="working-day-year", path="/day"))
        return
    if is_usual:
        code = "working-day-worked-anyway" if kind == DayKind.WORKED else "working-day-free-anyway"
        findings.append(Finding(code=code, path="/day"))


def _act(text: str, findings: list[Finding]) -> str:
    act = normalise(text.replace("\x00", ""))
    if not act:
        findings.append(Finding(code="working-day-act-missing", path="/act"))
    elif len(act) > LONGEST_ACT:
        findings.append(Finding(code="working-day-act-long", path="/act"))
    return act
