"""What waits at a house, what is in work, and what is done?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from openpias.server.platform.accounts.actors import Actor
from openpias.server.reporting.enums import ReportState
from openpias.server.reporting.queries import visibility
from openpias.server.reporting.queries.reports import ReportPage, page_of

_ORDER = (ReportState.DEAD_LETTER, ReportState.PROCESSING, ReportState.QUEUED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a report in work is; `is_held` says that a worker has it now."""

    records_read: int
    attempts: int
    is_held: bool


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


def progress(public_id: str, *, actor: Actor, at: datetime) -> Progress | None:
    """Return how far a report is; None for one that the actor may not see."""
    report = visibility.one(public_id, actor=actor)
    if report is None:
        return None
    held = report.claimed_until is not None and report.claimed_until > at
    return Progress(
        records_read=report.records_read,
        attempts=report.attempts,
        is_held=held and report.state == ReportState.PROCESSING,
    )
