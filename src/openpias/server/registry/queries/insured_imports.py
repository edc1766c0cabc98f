"""Which files of insured persons did a house take in, and which of their rows were refused?"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpias.server.registry.models import InsuredImport, RefusedRow

PAGE_SIZE = 100
MOST_RUNS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportView:
    """A file as far as it is taken in; counts are rows of the whole file so far."""

    public_id: str
    house_code: str
    rows_done: int
    added: int
    changed: int
    unchanged: int
    refused: int
    started_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRowView:
    """A refused row: its row in a spreadsheet, and what was wrong as code, path and facts."""

    row_number: int
    findings: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedPage:
    """One page of refused rows in the file's order; `pages` is at least 1."""

    rows: Sequence[RefusedRowView]
    number: int
    pages: int


def imports(*, house: str | None) -> Sequence[ImportView]:
    """Return the last files of a house, or of all, the newest first."""
    runs = InsuredImport.objects.order_by("-started_at", "-pk")
    shown = runs if house is None else runs.filter(house_code=house)
    return [view_of(run) for run in shown[:MOST_RUNS]]


def import_run(public_id: str, *, house: str | None) -> ImportView | None:
    """Return one file; None also for one of another house."""
    try:
        reference = uuid.UUID(public_id)
    except ValueError:
        return None
    runs = InsuredImport.objects.filter(public_id=reference)
    run = (runs if house is None else runs.filter(house_code=house)).first()
    return view_of(run) if run else None


def refused_rows(public_id: str, *, number: int) -> RefusedPage:
    """Return one page of the refused rows of a file that was opened before."""
    found = RefusedRow.objects.filter(run__public_id=public_id).order_by("row_number")
    pages = max(1, -(-found.count() // PAGE_SIZE))
    shown = min(max(1, number), pages)
    rows = found[(shown - 1) * PAGE_SIZE : shown * PAGE_SIZE]
    return RefusedPage(
        rows=[RefusedRowView(row_number=row.row_number, findings=row.findings) for row in rows],
        number=shown,
        pages=pages,
    )


def view_of(run: InsuredImport) -> ImportView:
    """Return an import as plain data."""
    return ImportView(
        public_id=str(run.public_id),
        house_code=run.house_code,
        rows_done=run.rows_done,
        added=run.added,
        changed=run.changed,
        unchanged=run.unchanged,
        refused=run.refused,
        started_at=run.started_at,
        finished_at=run.finished_at,
    )
