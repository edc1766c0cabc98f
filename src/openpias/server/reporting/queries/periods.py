"""For which days may be reported?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from openpias.core.rules.records import ReportKind
from openpias.server.platform.accounts.actors import Actor
from openpias.server.providers import api as providers
from openpias.server.reporting.enums import PeriodState, ReportState
from openpias.server.reporting.models import Report, ReportingPeriod

PAGE = 50
_UNFINISHED = (
    ReportState.RECEIVED,
    ReportState.QUEUED,
    ReportState.PROCESSING,
    ReportState.DEAD_LETTER,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodView:
    """A period of a house and kind; both days belong to it."""

    public_id: str
    house: str
    kind: ReportKind
    starts_on: date
    ends_on: date
    state: PeriodState
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPage:
    """One page of periods; `number` counts from 1 and `pages` is at least 1."""

    rows: Sequence[PeriodView]
    total: int
    number: int
    pages: int


def state_of(house: str, kind: str, *, starts_on: date, ends_on: date) -> PeriodState | None:
    """Return whether reports of these days are taken; None where no one period has them all."""
    found = ReportingPeriod.objects.filter(
        house_code=house, kind=kind, starts_on__lte=starts_on, ends_on__gte=ends_on
    )
    state = found.values_list("state", flat=True).first()
    return PeriodState(state) if state else None


def page(
    actor: Actor, *, house: str = "", kind: str = "", year: int | None = None
) -> Sequence[PeriodView]:
    """Return the periods that the actor may see, the latest first; a provider sees its house's."""
    found = visible(actor)
    if house:
        found = found.filter(house_code=house)
    if kind:
        found = found.filter(kind=kind)
    if year is not None:
        found = found.filter(starts_on__year=year)
    return tuple(view(row) for row in found.order_by("-starts_on", "house_code", "kind")[:500])


def listed(
    actor: Actor, *, house: str = "", kind: str = "", year: int | None = None, number: int = 1
) -> PeriodPage:
    """Return one page of the periods that the actor may see, the latest first; two queries."""
    wanted = {"house_code": house, "kind": kind, "starts_on__year": year}
    found = visible(actor).filter(**{name: each for name, each in wanted.items() if each})
    total = found.count()
    pages = max(1, -(-total // PAGE))
    shown = min(max(1, number), pages)
    rows = found.order_by("-starts_on", "house_code", "kind")[(shown - 1) * PAGE : shown * PAGE]
    return PeriodPage(rows=tuple(map(view, rows)), total=total, number=shown, pages=pages)


def unfinished(period: PeriodView) -> int:
    """Return how many reports of a period were received and are not done."""
    return Report.objects.filter(
        house_code=period.house,
        report_type=period.kind.value,
        state__in=[each.value for each in _UNFINISHED],
        starts_on__gte=period.starts_on,
        ends_on__lte=period.ends_on,
    ).count()


def one(public_id: str, *, actor: Actor) -> PeriodView | None:
    """Return a period; None for one that the actor may not see."""
    row = visible(actor).filter(public_id=public_id).first()
    return view(row) if row else None


def visible(actor: Actor) -> "QuerySet[ReportingPeriod]":
    """Return the periods of the actor's house, or of every one."""
    found = ReportingPeriod.objects.all()
    house = providers.house_of(actor)
    return found if house is None else found.filter(house_code=house)


def view(row: ReportingPeriod) -> PeriodView:
    """Return a period as plain data."""
    return PeriodView(
        public_id=str(row.public_id),
        house=row.house_code,
        kind=ReportKind(row.kind),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        state=PeriodState(row.state),
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )
