"""Which records did a provider type on screen, and which reports were built of them?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from openpias.core.findings import Finding, Severity
from openpias.core.rules.records import ReportKind
from openpias.server.platform.accounts.actors import Actor
from openpias.server.reporting.domain.periods import month as month_of
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
    """A report that was built of typed records; `is_unsent` while its records can be given back."""

    public_id: str
    kind: ReportKind
    contract_number: str
    starts_on: date
    ends_on: date
    file_name: str
    records: int
    built_at: datetime
    is_unsent: bool


def page(
    actor: Actor,
    *,
    kind: str = "",
    state: DraftState | None = None,
    month: date | None = None,
    number: int = 1,
) -> DraftPage:
    """Return one page of the drafts of the actor's provider at its house, the newest first.

    `month` is any day of the month of the services; drafts without a readable day stand in none.
    """
    every = DraftRecord.objects.filter(**_own(actor))
    if kind:
        every = every.filter(kind=kind)
    if month is not None:
        every = every.filter(given_on__range=month_of(month))
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


def by_app_ids(actor: Actor, app_ids: Iterable[str]) -> Mapping[str, str]:
    """Return the opaque ids of drafts of the actor's provider by their own numbers; one query."""
    rows = DraftRecord.objects.filter(app_id__in=set(app_ids), **_own(actor))
    return {app_id: str(public_id) for app_id, public_id in rows.values_list("app_id", "public_id")}


def in_months(
    actor: Actor, *, kind: str, contract_number: str, first: date, last: date
) -> Sequence[DraftView]:
    """Return what may go into a report of these days, by day: drafts that are not in one yet."""
    rows = DraftRecord.objects.filter(
        kind=kind,
        contract_number=contract_number,
        given_on__range=(first, last),
        state__in=(DraftState.TYPED, DraftState.VALIDATED, DraftState.REFUSED),
        **_own(actor),
    )
    return tuple(map(_view, rows.select_related("built").order_by("given_on", "pk")))


def built_reports(actor: Actor) -> Sequence[BuiltView]:
    """Return the reports that were built, the newest first."""
    waiting = Count("drafts", filter=Q(drafts__state=DraftState.IN_REPORT.value))
    rows = BuiltReport.objects.filter(**_own(actor)).annotate(waiting=waiting)
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
            is_unsent=row.waiting > 0,
        )
        for row in rows.order_by("-pk").defer("content")[:100]
    )


def built_report(public_id: str, *, actor: Actor) -> BuiltView | None:
    """Return a report of the actor's provider that was built, by an id that is a UUID."""
    return next((each for each in built_reports(actor) if each.public_id == public_id), None)


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
