"""Which reports are there, what happened to one, and what was found in it?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from openpias.core.findings import Finding, Severity
from openpias.server.platform.accounts.actors import Actor
from openpias.server.reporting.domain import official_messages
from openpias.server.reporting.enums import ReportHappening, ReportState
from openpias.server.reporting.models import RecordFinding, Report
from openpias.server.reporting.queries import visibility

PAGE = 25
FINDINGS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Records of a report by state; `unreadable` never became a record, the rest says how they are."""

    records: int
    valid: int
    partial: int
    invalid: int
    unreadable: int
    late: int
    displaced: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report as a list shows it; `code` is that of a refusal, `failure` of what broke a worker."""

    public_id: str
    number: int
    provider: str
    provider_name: str
    house: str
    report_type: str
    file_name: str
    state: ReportState
    received_at: datetime
    finished_at: datetime | None
    starts_on: date | None
    ends_on: date | None
    contract_number: str
    code: str
    official_code: int | None
    facts: Mapping[str, str]
    failure: str
    attempts: int
    counts: Counts
    totals: Mapping[str, str]
    has_feedback: bool

    @property
    def official_message(self) -> str:
        """Return what the official interface said of a refused file; empty for a report."""
        return official_messages.message(self.code, self.facts) if self.code else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """One line of a report's life; nobody acted where `account_id` is None."""

    happening: ReportHappening
    at: datetime
    account_id: int | None
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A report with its life, the oldest line first; `signer` is the certificate's opaque id."""

    row: ReportRow
    signer: str
    app_id: str
    invoice_number: str
    reported_on: date | None
    signed_at: datetime | None
    size: int
    unpacked_size: int | None
    events: Sequence[EventView]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """One page of reports; `number` counts from 1 and `pages` is at least 1."""

    rows: Sequence[ReportRow]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding of a report: of the record at `position` with `app_id`, or of the file where 0.

    `record` is the number under which it is kept, 0 for what never became a record.
    """

    position: int
    app_id: str
    finding: Finding
    record: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPage:
    """One page of findings, and how often each code was found in all of them."""

    rows: Sequence[FindingRow]
    total: int
    number: int
    pages: int
    by_code: Mapping[str, int]


def page(
    actor: Actor,
    *,
    state: ReportState | None = None,
    report_type: str = "",
    provider: str = "",
    file_name: str = "",
    number: int = 1,
) -> ReportPage:
    """Return one page of the reports that the actor may see, the newest first; three queries."""
    found = visibility.reports(actor)
    if state is not None:
        found = found.filter(state=state.value)
    for name, value in (
        ("report_type", report_type),
        ("provider_code", provider),
        ("file_name", file_name),
    ):
        if value:
            found = found.filter(**{name: value})
    return page_of(found.order_by("-pk"), number=number)


def page_of(found: QuerySet[Report], *, number: int) -> ReportPage:
    """Return one page of reports in their order."""
    total = found.count()
    pages = max(1, -(-total // PAGE))
    shown = min(max(1, number), pages)
    rows = found.select_related("feedback")[(shown - 1) * PAGE : shown * PAGE]
    return ReportPage(rows=tuple(map(row_of, rows)), total=total, number=shown, pages=pages)


def one(public_id: str, *, actor: Actor) -> ReportView | None:
    """Return a report with its life; None for one that the actor may not see."""
    report = visibility.one(public_id, actor=actor)
    return _view(report) if report else None


def by_file_name(file_name: str, *, actor: Actor) -> ReportView | None:
    """Return the latest report of the actor's provider under a name; a refused one only if alone."""
    found = visibility.own_reports(actor).filter(file_name=file_name)
    accepted = found.exclude(state=ReportState.REFUSED).order_by("-pk").first()
    report = accepted or found.order_by("-pk").first()
    return _view(report) if report else None


def findings(
    public_id: str, *, actor: Actor, code: str = "", errors_only: bool = False, number: int = 1
) -> FindingPage | None:
    """Return one page of a report's findings in the file's order; None as with `one`."""
    report = visibility.one(public_id, actor=actor)
    if report is None:
        return None
    every = RecordFinding.objects.filter(report=report)
    by_code = Counter(
        dict(every.values_list("code").annotate(found=Count("pk")).order_by("-found", "code"))
    )
    if code:
        every = every.filter(code=code)
    if errors_only:
        every = every.filter(severity=Severity.ERROR.value)
    total = every.count()
    pages = max(1, -(-total // FINDINGS))
    shown = min(max(1, number), pages)
    rows = every.select_related("record").order_by("pk")
    return FindingPage(
        rows=tuple(_finding(row) for row in rows[(shown - 1) * FINDINGS : shown * FINDINGS]),
        total=total,
        number=shown,
        pages=pages,
        by_code=by_code,
    )


def row_of(report: Report) -> ReportRow:
    """Return a report as plain data."""
    return ReportRow(
        public_id=str(report.public_id),
        number=report.pk,
        provider=report.provider_code,
        provider_name=report.provider_name,
        house=report.house_code,
        report_type=report.report_type,
        file_name=report.file_name,
        state=ReportState(report.state),
        received_at=report.received_at,
        finished_at=report.finished_at,
        starts_on=report.starts_on,
        ends_on=report.ends_on,
        contract_number=report.contract_number,
        code=report.code,
        official_code=report.official_code,
        facts=report.facts,
        failure=report.failure,
        attempts=report.attempts,
        counts=Counts(
            records=report.records_read,
            valid=report.valid,
            partial=report.partial,
            invalid=report.invalid,
            unreadable=report.unreadable,
            late=report.late,
            displaced=report.displaced,
        ),
        totals=report.totals,
        has_feedback=hasattr(report, "feedback"),
    )


def _view(report: Report) -> ReportView:
    return ReportView(
        row=row_of(report),
        signer=report.signer,
        app_id=report.app_id,
        invoice_number=report.invoice_number,
        reported_on=report.reported_on,
        signed_at=report.signed_at,
        size=report.size,
        unpacked_size=report.unpacked_size,
        events=tuple(
            EventView(
                happening=ReportHappening(each.happening),
                at=each.at,
                account_id=each.account_id,
                facts=each.facts,
            )
            for each in report.events.order_by("pk")
        ),
    )


def _finding(row: RecordFinding) -> FindingRow:
    return FindingRow(
        position=row.position,
        app_id=row.record.app_id if row.record else "",
        record=row.record_id or 0,
        finding=Finding(
            code=row.code, path=row.path, severity=Severity(row.severity), facts=row.facts
        ),
    )
