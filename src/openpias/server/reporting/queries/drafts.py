"""Which records did a provider type on screen, and which reports were built of them?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count

from openpias.core.findings import Finding, Severity
from openpias.core.rules.records import ReportKind
from openpias.server.platform.accounts.actors import Actor
from openpias.server.reporting.enums import DraftState
from openpias.server.reporting.models import BuiltReport, DraftRecord

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """A typed record; `typed` are its fields as they were typed (`domain.drafts.RecordInput`)."""

    public_id: str
    app_id: str
    kind: str
    state: DraftState
    typed: Mapping[str, Any]
    given_on: date | None
    deadline: datetime | None
    findings: Sequence[Finding]
    built: str
    typed_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """One page of drafts; `by_state` counts all of them."""

    rows: Sequence[DraftView]
    total: int
    number: int
    pages: int
    by_state: Mapping[DraftState, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltView:
    """A report that was built of typed records."""

    public_id: str
    kind: ReportKind
    contract_number: str
    starts_on: date
    ends_on: date
    file_name: str
    records: int
    built_at: datetime


def page(
    actor: Actor, *, kind: str = "", state: DraftState | None = None, number: int = 1
) -> DraftPage:
    """Return one page of the drafts of the actor's provider at its house, the newest first."""
    every = DraftRecord.objects.filter(**_own(actor))
    if kind:
        every = every.filter(kind=kind)
    counted = dict(every.values_list("state").annotate(found=Count("pk")))
    found = every.filter(state=state.value) if state else every.exclude(state=DraftState.DISCARDED)
    total = found.count()
    pages = max(1, -(-total // PAGE))
    shown = min(max(1, number), pages)
    rows = found.select_related("built").order_by("-pk")[(shown - 1) * PAGE : shown * PAGE]
    return DraftPage(
        rows=tuple(map(_view, rows)),
        total=total,
        number=shown,
        pages=pages,
        by_state={each: counted.get(each.value, 0) for each in DraftState},
    )


def one(public_id: str, *, actor: Actor) -> DraftView | None:
    """Return a draft of the actor's provider, by an id that is a UUID; None otherwise."""
    found = DraftRecord.objects.filter(public_id=public_id, **_own(actor))
    row = found.select_related("built").first()
    return _view(row) if row else None


def built_reports(actor: Actor) -> Sequence[BuiltView]:
    """Return the reports that were built, the newest first."""
    rows = BuiltReport.objects.filter(**_own(actor)).order_by("-pk").defer("content")[:100]
    return tuple(
        BuiltView(
            public_id=str(row.public_id),
            kind=ReportKind(row.kind),
            contract_number=row.contract_number,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            file_name=row.file_name,
            records=row.records,
            built_at=row.built_at,
        )
        for row in rows
    )


def _own(actor: Actor) -> dict[str, str]:
    return {"provider_code": actor.provider.code, "house_code": actor.provider.house_code}


def _view(row: DraftRecord) -> DraftView:
    return DraftView(
        public_id=str(row.public_id),
        app_id=row.app_id,
        kind=row.kind,
        state=DraftState(row.state),
        typed=row.typed,
        given_on=row.given_on,
        deadline=row.deadline,
        findings=tuple(
            Finding(
                code=each["code"],
                path=each["path"],
                severity=Severity(each["severity"]),
                facts=each["facts"],
            )
            for each in row.findings
        ),
        built=str(row.built.public_id) if row.built else "",
        typed_at=row.typed_at,
        version=row.version,
    )
