"""Which facts does reporting announce through the outbox? They carry opaque ids only."""

from dataclasses import dataclass
from typing import ClassVar

from openpias.server.platform.outbox.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAccepted(Event):
    """A file was accepted as a report, or is to be tried again: it waits to be processed."""

    name: ClassVar[str] = "reporting.report-accepted"
    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRefused(Event):
    """A file was archived and refused."""

    name: ClassVar[str] = "reporting.report-refused"
    report: str
    house: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportProcessed(Event):
    """The findings of a report stand, and its feedback can be taken."""

    name: ClassVar[str] = "reporting.report-processed"
    report: str
    house: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDeadLettered(Event):
    """A report broke its worker too often: somebody has to look."""

    name: ClassVar[str] = "reporting.report-dead-lettered"
    report: str
    house: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodChanged(Event):
    """A reporting period was opened, or closed."""

    name: ClassVar[str] = "reporting.period-changed"
    period: str
    house: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PausesChanged(Event):
    """A pause was declared, changed or withdrawn: deadlines are to be computed again."""

    name: ClassVar[str] = "reporting.pauses-changed"
    pause: str


EVENTS = (
    ReportAccepted,
    ReportRefused,
    ReportProcessed,
    ReportDeadLettered,
    PeriodChanged,
    PausesChanged,
)
