"""Which pauses of the reporting clock were declared?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openpias.core.calendar.reporting_clock import PauseKind
from openpias.server.reporting.models import DeclaredPause


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseView:
    """A pause from its begin to right before its end; one that was withdrawn moves nothing."""

    public_id: str
    kind: PauseKind
    begins_at: datetime
    ends_at: datetime
    act: str
    outage: str
    declared_at: datetime
    withdrawn_at: datetime | None
    version: int


def every() -> Sequence[PauseView]:
    """Return all pauses, withdrawn ones too, the latest first; everybody may know them."""
    return tuple(_view(row) for row in DeclaredPause.objects.order_by("-begins_at", "-pk")[:500])


def one(public_id: str) -> PauseView | None:
    """Return a pause; None where there is none of this id, which must be a UUID."""
    row = DeclaredPause.objects.filter(public_id=public_id).first()
    return _view(row) if row else None


def _view(row: DeclaredPause) -> PauseView:
    return PauseView(
        public_id=str(row.public_id),
        kind=PauseKind(row.kind),
        begins_at=row.begins_at,
        ends_at=row.ends_at,
        act=row.act,
        outage=str(row.outage) if row.outage else "",
        declared_at=row.declared_at,
        withdrawn_at=row.withdrawn_at,
        version=row.version,
    )
