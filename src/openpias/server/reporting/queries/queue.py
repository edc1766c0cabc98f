"""What waits at a house, what is in work, and what is done?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet

from openpias.server.platform.accounts.actors import Actor
from openpias.server.reporting.enums import ReportHappening, ReportState
from openpias.server.reporting.models import Report, ReportEvent
from openpias.server.reporting.queries import visibility
from openpias.server.reporting.queries.reports import PAGE, ReportPage, ReportRow, page_of, row_of

STUCK_AFTER = timedelta(minutes=30)
"""So long may a report wait before somebody looks; ours, no act says it."""

OPEN = (
    ReportState.RECEIVED,
    ReportState.QUEUED,
    ReportState.PROCESSING,
    ReportState.DEAD_LETTER,
)
_ORDER = (ReportState.DEAD_LETTER, ReportState.PROCESSING, ReportState.QUEUED)
_EXACT = {"house": "house_code", "kind": "report_type", "provider": "provider_code"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a report in work is; `is_held` says that a worker has it now."""

    records_read: int
    attempts: int
    is_held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """Which reports are wanted; what is empty or None does not part them.

    `month` is any day of the month whose services are reported; files that were refused before
    their header was read have none.
    """

    states: Collection[ReportState] = OPEN
    house: str = ""
    kind: str = ""
    provider: str = ""
    month: date | None = None
    late_only: bool = False
    stuck_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """A report at its house; `started_at` is when its present try began, None outside of work."""

    row: ReportRow
    started_at: datetime | None
    is_held: bool
    is_stuck: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """One page of the queue; `number` counts from 1 and `pages` is at least 1."""

    rows: Sequence[QueueRow]
    total: int
    number: int
    pages: int


def counts(
    actor: Actor, *, since: timedelta = timedelta(days=31), at: datetime
) -> Mapping[ReportState, int]:
    """Return how many reports stand in each state, of those that came lately; one query."""
    found = visibility.reports(actor).filter(received_at__gte=at - since)
    by_state = dict(found.values_list("state").annotate(found=Count("pk")))
    return {state: by_state.get(state.value, 0) for state in ReportState}


def waiting(actor: Actor, *, number: int = 1) -> ReportPage:
    """Return the reports that are not done yet, the oldest first."""
    found = visibility.reports(actor).filter(state__in=[each.value for each in _ORDER])
    return page_of(found.order_by("pk"), number=number)


def page(actor: Actor, *, wanted: QueueFilter, at: datetime, number: int = 1) -> QueuePage:
    """Return one page of the reports that the actor may see; three queries.

    What waits stands oldest first, what is done newest first.
    """
    found = _wanted(actor, wanted, at=at)
    total = found.count()
    pages = max(1, -(-total // PAGE))
    shown = min(max(1, number), pages)
    order = "pk" if set(wanted.states) <= set(OPEN) else "-pk"
    rows = list(found.select_related("feedback").order_by(order)[(shown - 1) * PAGE : shown * PAGE])
    started = _started(rows)
    return QueuePage(
        rows=tuple(_queued(row, started_at=started.get(row.pk), at=at) for row in rows),
        total=total,
        number=shown,
        pages=pages,
    )


def stuck(at: datetime) -> Q:
    """Return which reports wait too long, or are held by a worker that is gone."""
    waits = Q(state__in=[ReportState.RECEIVED.value, ReportState.QUEUED.value])
    lost = Q(state=ReportState.PROCESSING.value, claimed_until__lte=at)
    return (waits & Q(received_at__lt=at - STUCK_AFTER)) | lost


def progress(public_id: str, *, actor: Actor, at: datetime) -> Progress | None:
    """Return how far a report is; None for one that the actor may not see."""
    report = visibility.one(public_id, actor=actor)
    if report is None:
        return None
    return Progress(
        records_read=report.records_read,
        attempts=report.attempts,
        is_held=_is_held(report, at=at),
    )


def _wanted(actor: Actor, wanted: QueueFilter, *, at: datetime) -> QuerySet[Report]:
    found = visibility.reports(actor).filter(state__in=[each.value for each in wanted.states])
    exact = {column: getattr(wanted, name) for name, column in _EXACT.items()}
    found = found.filter(**{column: value for column, value in exact.items() if value})
    if wanted.month is not None:
        found = found.filter(starts_on__year=wanted.month.year, starts_on__month=wanted.month.month)
    if wanted.late_only:
        found = found.filter(late__gt=0)
    return found.filter(stuck(at)) if wanted.stuck_only else found


def _started(rows: Sequence[Report]) -> Mapping[int, datetime]:
    in_work = [row.pk for row in rows if row.state == ReportState.PROCESSING]
    found = ReportEvent.objects.filter(
        report__in=in_work, happening=ReportHappening.PROCESSING_STARTED.value
    )
    return dict(found.values_list("report").annotate(last=Max("at")))


def _queued(report: Report, *, started_at: datetime | None, at: datetime) -> QueueRow:
    waits = report.state in {ReportState.RECEIVED, ReportState.QUEUED}
    is_held = _is_held(report, at=at)
    is_lost = report.state == ReportState.PROCESSING and not is_held
    return QueueRow(
        row=row_of(report),
        started_at=started_at,
        is_held=is_held,
        is_stuck=is_lost or (waits and report.received_at < at - STUCK_AFTER),
    )


def _is_held(report: Report, *, at: datetime) -> bool:
    held = report.claimed_until is not None and report.claimed_until > at
    return held and report.state == ReportState.PROCESSING
