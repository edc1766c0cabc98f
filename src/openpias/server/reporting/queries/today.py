"""What does a house find in the morning: what waits, what is stuck, what stopped, what was refused?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, Sum

from openpias.core.calendar import legal_day
from openpias.server.platform.accounts.actors import Actor
from openpias.server.reporting.enums import ReportState
from openpias.server.reporting.queries import visibility
from openpias.server.reporting.queries.queue import OPEN, stuck

_WAITS = (ReportState.RECEIVED.value, ReportState.QUEUED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedCode:
    """How many files were refused at intake with a code, today and on the day before."""

    code: str
    today: int
    yesterday: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Counts of reports, and of services that came late in the reports of this month.

    `oldest` is when the report came that waits longest, None where none waits.
    """

    waiting: int
    in_work: int
    stuck: int
    dead: int
    oldest: datetime | None
    processed: int
    late_reports: int
    late_services: int
    refused: Sequence[RefusedCode]


def of(actor: Actor, *, at: datetime) -> Today:
    """Return what a house, or CNAS of all houses, finds at a moment; three queries."""
    begin, end = legal_day.bounds(legal_day.day_of(at))
    every = visibility.reports(actor)
    now = every.filter(state__in=[each.value for each in OPEN]).aggregate(
        waiting=Count("pk", filter=Q(state__in=_WAITS)),
        in_work=Count("pk", filter=Q(state=ReportState.PROCESSING.value)),
        stuck=Count("pk", filter=stuck(at)),
        dead=Count("pk", filter=Q(state=ReportState.DEAD_LETTER.value)),
        oldest=Min("received_at", filter=Q(state__in=_WAITS)),
    )
    first = legal_day.bounds(legal_day.day_of(at).replace(day=1))[0]
    done = every.filter(state=ReportState.PROCESSED.value, received_at__gte=first).aggregate(
        processed=Count("pk", filter=Q(finished_at__gte=begin, finished_at__lt=end)),
        late_reports=Count("pk", filter=Q(late__gt=0)),
        late_services=Sum("late", default=0),
    )
    refused = every.filter(
        state=ReportState.REFUSED.value, received_at__gte=begin - timedelta(days=1)
    )
    by_code = refused.values("code").annotate(
        today=Count("pk", filter=Q(received_at__gte=begin)),
        yesterday=Count("pk", filter=Q(received_at__lt=begin)),
    )
    return Today(
        **now,
        **done,
        refused=tuple(RefusedCode(**row) for row in by_code.order_by("-today", "code")),
    )
