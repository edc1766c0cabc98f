"""For which days may be reported?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from openpias.core.rules.records import ReportKind
from openpias.server.platform.accounts.actors import Actor
from openpias.server.providers import api as providers
from openpias.server.reporting.enums import PeriodState
from openpias.server.reporting.models import ReportingPeriod


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
