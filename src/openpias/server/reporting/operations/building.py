"""How does a monthly report come out of typed records, to be signed and sent?"""

import io
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from openpias.core.calendar.legal_day import ROMANIA
from openpias.core.findings import Finding
from openpias.core.rules.records import ReportHeader, ReportKind, ServiceRecord
from openpias.interop import file_names
from openpias.interop.file_names import FileName
from openpias.interop.messages.families import FAMILIES
from openpias.interop.messages.problems import IncompleteError
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.reporting.domain.columns import worth
from openpias.server.reporting.domain.outcomes import (
    NotSaved,
    ReportingProblem,
    ReportingRefused,
)
from openpias.server.reporting.enums import DraftState
from openpias.server.reporting.models import BuiltReport, DraftRecord, Report
from openpias.server.reporting.operations import locks, trail
from openpias.server.reporting.operations.recording import record_of, require_recorder

_MOST_MINUTES = 60
# The one total of laboratories under which everything typed here goes: their lists are not told apart.
_LABORATORY_TOTAL = "analyses"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildInput:
    """Which records go into a report: of a kind and contract, from the first day to the last."""

    kind: ReportKind
    contract_number: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A report to be signed: its name, which signing must not change, and how many records it has."""

    public_id: str
    file_name: str
    content: bytes
    records: int


def build(
    wanted: BuildInput, *, public_id: uuid.UUID, actor: Actor, at: datetime
) -> Built | NotSaved:
    """Make a report of the validated records; the same id again returns the same report.

    The records are then in the report, until it is settled or taken apart. Also writes an audit row.
    Raises ReportingRefused.
    """
    require_recorder(actor)
    with transaction.atomic():
        locks.hold("provider", actor.provider.code)
        known = _own(actor).filter(public_id=public_id).first()
        if known is not None:
            return _answer(known)
        rows = list(_ready(wanted, actor=actor))
        records = [record for record in map(record_of, rows) if record is not None]
        if not records:
            return NotSaved(findings=[Finding(code="build-nothing-ready", path="/starts_on")])
        header = _header(wanted, records, actor=actor, at=at)
        content = io.BytesIO()
        try:
            FAMILIES[wanted.kind].monthly.write(header, records, content)
        except IncompleteError as error:
            return NotSaved(findings=[_incomplete(error)])
        built = BuiltReport.objects.create(
            public_id=public_id,
            provider_code=actor.provider.code,
            house_code=actor.provider.house_code,
            kind=wanted.kind.value,
            contract_number=wanted.contract_number,
            starts_on=wanted.starts_on,
            ends_on=wanted.ends_on,
            file_name=str(_free_name(wanted.kind, actor=actor, at=at)),
            content=content.getvalue(),
            records=len(records),
            built_at=at,
            built_by=actor.account_id,
        )
        DraftRecord.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=DraftState.IN_REPORT, built=built
        )
        facts = {"kind": wanted.kind.value, "records": len(records)}
        trail.tell("report-built", "built", public_id, facts=facts, actor=actor, at=at)
    return _answer(built)


def take_apart(public_id: uuid.UUID, *, actor: Actor, at: datetime) -> bool:
    """Give the records of a report that was not sent back to be changed; tell whether it was there.

    Also writes an audit row. Raises ReportingRefused where it is on its way.
    """
    require_recorder(actor)
    with transaction.atomic():
        locks.hold("provider", actor.provider.code)
        built = _own(actor).filter(public_id=public_id).first()
        if built is None:
            return False
        drafts = DraftRecord.objects.filter(built=built)
        if drafts.exclude(state=DraftState.IN_REPORT).exists():
            raise ReportingRefused("draft-on-its-way")
        drafts.update(state=DraftState.VALIDATED, built=None)
        built.delete()
        trail.tell("report-taken-apart", "built", public_id, facts={}, actor=actor, at=at)
    return True


def built(public_id: uuid.UUID, *, actor: Actor) -> Built | None:
    """Return a report of the actor's provider that was built, to be downloaded; None otherwise."""
    row = _own(actor).filter(public_id=public_id).first()
    return _answer(row) if row else None


def _own(actor: Actor) -> "QuerySet[BuiltReport]":
    if not actor.provider.code:
        raise ReportingRefused(ReportingProblem.NOT_ALLOWED)
    return BuiltReport.objects.filter(
        provider_code=actor.provider.code, house_code=actor.provider.house_code
    )


def _ready(wanted: BuildInput, *, actor: Actor) -> "QuerySet[DraftRecord]":
    return (
        DraftRecord.objects.select_for_update()
        .filter(
            provider_code=actor.provider.code,
            house_code=actor.provider.house_code,
            kind=wanted.kind.value,
            contract_number=wanted.contract_number,
            state=DraftState.VALIDATED,
            given_on__range=(wanted.starts_on, wanted.ends_on),
        )
        .order_by("given_on", "pk")
    )


def _header(
    wanted: BuildInput, records: Sequence[ServiceRecord], *, actor: Actor, at: datetime
) -> ReportHeader:
    totals: dict[str, Decimal] = {}
    for record in records:
        name = record.group.value
        if wanted.kind is ReportKind.LABORATORY:
            name = _LABORATORY_TOTAL
        totals[name] = totals.get(name, Decimal(0)) + (worth(record) or Decimal(0))
    return ReportHeader(
        kind=wanted.kind,
        app_id=str(int(at.timestamp())),
        provider_code=actor.provider.code,
        provider_name=actor.provider.name,
        contract_number=wanted.contract_number,
        house=actor.provider.house_code,
        reported_on=day_of(at),
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        stamp_code=records[0].stamp_code,
        totals=totals,
        details={"correction": "true"} if any(map(_is_correction, records)) else {},
    )


def _is_correction(record: ServiceRecord) -> bool:
    """Tell whether a certificate corrects one of an earlier report, which then says so of itself."""
    return bool(record.details and record.details.values.get("correctionType"))


def _free_name(kind: ReportKind, *, actor: Actor, at: datetime) -> FileName:
    """Return a name that nothing has: names tell minutes apart, and no less."""
    provider = actor.provider.code
    moment = at.astimezone(ROMANIA).replace(second=0, microsecond=0, tzinfo=None)
    for minutes in range(_MOST_MINUTES):
        name = FileName(
            prefix=file_names.REPORTS[kind.value],
            code=provider,
            moment=moment + timedelta(minutes=minutes),
        )
        same = {"provider_code": provider, "file_name": str(name)}
        if not (
            BuiltReport.objects.filter(**same).exists() or Report.objects.filter(**same).exists()
        ):
            return name
    raise ReportingRefused("build-too-often")


def _incomplete(error: IncompleteError) -> Finding:
    name = error.path.rpartition("@")[2]
    return Finding(code="draft-incomplete", path=error.path, facts={"field": name})


def _answer(row: BuiltReport) -> Built:
    return Built(
        public_id=str(row.public_id),
        file_name=row.file_name,
        content=bytes(row.content),
        records=row.records,
    )
