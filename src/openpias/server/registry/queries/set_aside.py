"""Which rows of a provider's imports wait for a decision?"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem
from openpias.server.registry.enums import SetAsideStatus
from openpias.server.registry.models import SetAside

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """A row as it was typed; `row_number` is its place in the file."""

    public_id: str
    row_number: int
    surname: str
    given_name: str
    birth_date: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPage:
    """One page of waiting rows, oldest first; `number` counts from 1 and `pages` is at least 1."""

    rows: tuple[WaitingRow, ...]
    total: int
    number: int
    pages: int


def page(*, provider: str, number: int) -> WaitingPage:
    """Return one page of the rows that wait at this provider."""
    waiting = SetAside.objects.filter(
        status=SetAsideStatus.OPEN, run__provider_code=provider
    ).order_by("pk")
    total = waiting.count()
    pages = max(1, -(-total // PAGE_SIZE))
    shown = min(max(1, number), pages)
    rows = waiting[(shown - 1) * PAGE_SIZE : shown * PAGE_SIZE]
    return WaitingPage(
        rows=tuple(_row(each) for each in rows), total=total, number=shown, pages=pages
    )


def waiting(public_id: str, *, provider: str) -> WaitingRow | None:
    """Return a row that waits at this provider; None for every other one."""
    try:
        reference = uuid.UUID(public_id)
    except ValueError:
        return None
    row = SetAside.objects.filter(
        public_id=reference, status=SetAsideStatus.OPEN, run__provider_code=provider
    ).first()
    return _row(row) if row else None


def _row(row: SetAside) -> WaitingRow:
    return WaitingRow(
        public_id=str(row.public_id),
        row_number=row.row_number,
        surname=row.typed.get("surname", ""),
        given_name=row.typed.get("given_name", ""),
        birth_date=_as_typed_in_forms(row.typed.get("birth_date", "")),
        created_at=row.created_at,
    )


def _as_typed_in_forms(text: str) -> str:
    parsed = dates.parse(text.strip())
    return text if isinstance(parsed, DateProblem) else parsed.typed()
