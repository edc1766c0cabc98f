"""How does a house open and close the days for which it takes reports?"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from openpias.core.calendar import dates
from openpias.core.findings import Finding
from openpias.core.rules.records import ReportKind
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.outbox.operations import announce
from openpias.server.providers import api as providers
from openpias.server.reporting.domain import periods as domain
from openpias.server.reporting.domain.outcomes import (
    NotSaved,
    ReportingProblem,
    ReportingRefused,
    Saved,
)
from openpias.server.reporting.domain.periods import CheckedPeriod, PeriodInput
from openpias.server.reporting.enums import PeriodState
from openpias.server.reporting.events import PeriodChanged
from openpias.server.reporting.models import ReportingPeriod
from openpias.server.reporting.operations import locks, trail
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import periods


def open_period(typed: PeriodInput, *, actor: Actor, at: datetime) -> Saved | NotSaved:
    """Open a period of a house and kind; the same again opens a closed one, or writes nothing.

    Days that another period of the house and kind has are refused. Also writes an audit row and an
    event in the same transaction. Raises ReportingRefused.
    """
    _require_editor(actor)
    checked = domain.check(typed)
    if isinstance(checked, list):
        return NotSaved(findings=checked)
    if not providers.acts_for(checked.house, actor=actor):
        return NotSaved(findings=[Finding(code=ReportingProblem.OTHER_HOUSE, path="/house")])
    with transaction.atomic():
        locks.hold("period", checked.house, checked.kind)
        row = ReportingPeriod.objects.filter(
            house_code=checked.house,
            kind=checked.kind,
            starts_on=checked.starts_on,
            ends_on=checked.ends_on,
        ).first()
        if row is None and _overlaps(checked):
            return NotSaved(findings=[Finding(code="period-overlaps", path="/starts_on")])
        if row is None:
            row = _opened(checked, actor=actor, at=at)
        elif row.state == PeriodState.OPEN:
            return Saved(public_id=str(row.public_id))
        else:
            row.state, row.closed_at, row.closed_by = PeriodState.OPEN, None, None
            row.save()
        _tell("period-opened", row, actor=actor, at=at)
    return Saved(public_id=str(row.public_id), fields=("state",))


def open_month(
    day: date, *, house: str, kinds: Iterable[ReportKind], actor: Actor, at: datetime
) -> list[Saved | NotSaved]:
    """Open the month of a day for several kinds; what stands open already stays. As `open_period`."""
    first, last = domain.month(day)
    return [
        open_period(
            PeriodInput(
                house=house,
                kind=kind.value,
                starts_on=dates.typed(first),
                ends_on=dates.typed(last),
            ),
            actor=actor,
            at=at,
        )
        for kind in kinds
    ]


def close(public_id: uuid.UUID, *, actor: Actor, at: datetime) -> Saved:
    """Close a period: reports, validations and corrections of its days are refused from now on.

    Repeating it writes nothing. Also writes an audit row and an event in the same transaction.
    Raises ReportingRefused.
    """
    _require_editor(actor)
    with transaction.atomic():
        row = periods.visible(actor).select_for_update().filter(public_id=public_id).first()
        if row is None:
            raise ReportingRefused(ReportingProblem.UNKNOWN)
        if row.state == PeriodState.CLOSED:
            return Saved(public_id=str(public_id))
        row.state, row.closed_at, row.closed_by = PeriodState.CLOSED, at, actor.account_id
        row.save()
        _tell("period-closed", row, actor=actor, at=at)
    return Saved(public_id=str(public_id), fields=("state",))


def _require_editor(actor: Actor) -> None:
    if not actor.may(Permission.EDIT_PERIODS):
        raise ReportingRefused(ReportingProblem.NOT_ALLOWED)
    if actor.practice:
        raise ReportingRefused(ReportingProblem.PRACTICE)


def _overlaps(checked: CheckedPeriod) -> bool:
    return bool(
        ReportingPeriod.objects.filter(
            house_code=checked.house,
            kind=checked.kind,
            starts_on__lte=checked.ends_on,
            ends_on__gte=checked.starts_on,
        ).exists()
    )


def _opened(checked: CheckedPeriod, *, actor: Actor, at: datetime) -> ReportingPeriod:
    return ReportingPeriod.objects.create(
        house_code=checked.house,
        kind=checked.kind,
        starts_on=checked.starts_on,
        ends_on=checked.ends_on,
        opened_at=at,
        opened_by=actor.account_id,
    )


def _tell(event: str, row: ReportingPeriod, *, actor: Actor, at: datetime) -> None:
    facts = {
        "house": row.house_code,
        "kind": row.kind,
        "from": row.starts_on.isoformat(),
        "to": row.ends_on.isoformat(),
    }
    trail.tell(event, "period", row.public_id, facts=facts, actor=actor, at=at)
    announce(
        PeriodChanged(
            period=str(row.public_id),
            house=row.house_code,
            is_open=row.state == PeriodState.OPEN,
        ),
        at=at,
    )
