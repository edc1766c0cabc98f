"""Which services stand as reported or validated, and what was found about each?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from openpias.core.findings import Finding, Severity
from openpias.core.rules.records import PersonType
from openpias.interop.messages.formats import RecordState
from openpias.server.platform.accounts.actors import Actor
from openpias.server.reporting.enums import RecordSource
from openpias.server.reporting.models import RecordFinding, ReportedRecord
from openpias.server.reporting.queries import visibility

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """A record as it was last said; identifiers and names are empty after their term.

    `report` is the opaque id of the file that said it, empty after an online validation.
    """

    id: int
    provider: str
    house: str
    kind: str
    list: str
    app_id: str
    report: str
    source: RecordSource
    state: RecordState
    person_type: str
    identifier: str
    cnp: str
    surname: str
    given_name: str
    given_on: date
    service_code: str
    quantity: Decimal
    value: Decimal | None
    personal_share: Decimal | None
    stamp_code: str
    reported_at: datetime
    arrived_at: datetime
    deadline: datetime | None
    is_late: bool
    withdrawn_at: datetime | None
    findings: Sequence[Finding]

    @property
    def is_displaced(self) -> bool:
        """Tell whether the patient was reported as a beneficiary of OUG 15/2022."""
        return self.person_type == PersonType.OUG15


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """One page of records; `number` counts from 1 and `pages` is at least 1."""

    rows: Sequence[RecordView]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFilter:
    """Which records are wanted; what is empty or None does not part them."""

    kind: str = ""
    provider: str = ""
    report: str = ""
    state: RecordState | None = None
    first: date | None = None
    last: date | None = None
    displaced_only: bool = False
    late_only: bool = False


def page(actor: Actor, *, wanted: RecordFilter = RecordFilter(), number: int = 1) -> RecordPage:
    """Return one page of the records that the actor may see, the latest day first; three queries."""
    found = visibility.records(actor)
    exact = {
        "kind": wanted.kind,
        "provider_code": wanted.provider,
        "state": wanted.state,
        "given_on__gte": wanted.first,
        "given_on__lte": wanted.last,
    }
    found = found.filter(**{name: each for name, each in exact.items() if each not in {"", None}})
    if wanted.report:
        report = visibility.one(wanted.report, actor=actor)
        found = found.filter(report=report) if report else found.none()
    if wanted.displaced_only:
        found = found.filter(person_type=PersonType.OUG15.value)
    if wanted.late_only:
        found = found.filter(is_late=True)
    total = found.count()
    pages = max(1, -(-total // PAGE))
    shown = min(max(1, number), pages)
    order = ("report", "position") if wanted.report else ("-given_on", "-pk")
    rows = found.select_related("report").order_by(*order)[(shown - 1) * PAGE : shown * PAGE]
    return RecordPage(rows=_views(list(rows)), total=total, number=shown, pages=pages)


def one(record: int, *, actor: Actor) -> RecordView | None:
    """Return a record with its findings; None for one that the actor may not see."""
    row = visibility.records(actor).select_related("report").filter(pk=record).first()
    return _views([row])[0] if row else None


def history(record: int, *, actor: Actor) -> Sequence[RecordView]:
    """Return everything that was said under the key of a record, the latest first."""
    row = visibility.records(actor).filter(pk=record).first()
    if row is None:
        return ()
    same = ReportedRecord.objects.filter(key=row.key)
    return _views(list(same.select_related("report").order_by("-pk")[:PAGE]))


def _views(rows: Sequence[ReportedRecord]) -> tuple[RecordView, ...]:
    findings = _findings(row.pk for row in rows)
    return tuple(_view(row, findings.get(row.pk, ())) for row in rows)


def _findings(records: Iterable[int]) -> Mapping[int, Sequence[Finding]]:
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    for row in RecordFinding.objects.filter(record__in=list(records)).order_by("pk"):
        if row.record_id is not None:
            found[row.record_id].append(
                Finding(
                    code=row.code,
                    path=row.path,
                    severity=Severity(row.severity),
                    facts=row.facts,
                )
            )
    return found


def _view(row: ReportedRecord, findings: Sequence[Finding]) -> RecordView:
    return RecordView(
        id=row.pk,
        provider=row.provider_code,
        house=row.house_code,
        kind=row.kind,
        list=row.list,
        app_id=row.app_id,
        report=str(row.report.public_id) if row.report else "",
        source=RecordSource(row.source),
        state=RecordState(row.state),
        person_type=row.person_type,
        identifier=row.identifier,
        cnp=row.cnp,
        surname=row.surname,
        given_name=row.given_name,
        given_on=row.given_on,
        service_code=row.service_code,
        quantity=row.quantity,
        value=row.value,
        personal_share=row.personal_share,
        stamp_code=row.stamp_code,
        reported_at=row.reported_at,
        arrived_at=row.arrived_at,
        deadline=row.deadline,
        is_late=row.is_late,
        withdrawn_at=row.withdrawn_at,
        findings=tuple(findings),
    )
