"""May this period be opened, as somebody typed it?"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from openpias.core.findings import Finding
from openpias.core.rules.records import ReportKind
from openpias.server.reporting.domain.typed import Typed

LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodInput:
    """A period as it was typed; days as zi-luna-an."""

    house: str = ""
    kind: str = ""
    starts_on: str = ""
    ends_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPeriod:
    """A period that may be opened; both days belong to it."""

    house: str
    kind: str
    starts_on: date
    ends_on: date


def check(typed: PeriodInput) -> CheckedPeriod | list[Finding]:
    """Return the period to open, or every finding."""
    read = Typed()
    if typed.kind not in set(ReportKind):
        read.wrong("period-kind", "kind")
    house = read.text(typed.house, "house", longest=20)
    starts = read.day(typed.starts_on, "starts_on")
    ends = read.day(typed.ends_on, "ends_on")
    if starts and ends and ends < starts:
        read.wrong("period-ends-before-it-starts", "ends_on")
    elif starts and ends and (ends - starts).days >= LONGEST_DAYS:
        read.wrong("period-too-long", "ends_on")
    if read.findings or starts is None or ends is None:
        return read.findings
    return CheckedPeriod(house=house, kind=typed.kind, starts_on=starts, ends_on=ends)


def month(first: date) -> tuple[date, date]:
    """Return the first and the last day of the month of a day."""
    return first.replace(day=1), first.replace(day=monthrange(first.year, first.month)[1])
