"""How does a provider without software type services, and what becomes of each?

A record is judged at once by the rules of online validation and, once it can be judged, kept like
one: its arrival counts. A draft goes typed → validated → in-report → sent → accepted or refused; one
that is not on its way may be changed, under the same id.
"""

import io
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection, transaction

from openpias.core.findings import Finding, Severity, has_errors
from openpias.core.rules.records import ReportHeader, ReportKind, ServiceRecord
from openpias.core.rules.rule import SERVICE_GROUPS
from openpias.interop.messages.families import FAMILIES
from openpias.interop.messages.problems import IncompleteError
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import Fact
from openpias.server.platform.clock import day_of
from openpias.server.reporting.domain import draft_places
from openpias.server.reporting.domain.draft_places import element_of, group_of
from openpias.server.reporting.domain.drafts import CheckedDraft, RecordInput
from openpias.server.reporting.domain.outcomes import ReportingProblem, ReportingRefused
from openpias.server.reporting.domain.periods import month
from openpias.server.reporting.domain.typed import Typed
from openpias.server.reporting.enums import DraftState
from openpias.server.reporting.models import DraftRecord
from openpias.server.reporting.operations import locks, trail, validating
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import clock
from openpias.server.reporting.queries.facts import Sender

CHANGEABLE = (*(DraftState.TYPED, DraftState.VALIDATED, DraftState.ACCEPTED, DraftState.REFUSED),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The draft as it stands: `findings` are errors and warnings, all of them."""

    public_id: str
    state: DraftState
    app_id: str
    findings: Sequence[Finding]
    version: int


def save(
    typed: RecordInput, *, public_id: uuid.UUID, actor: Actor, at: datetime, seen: int = 0
) -> Recorded:
    """Keep what was typed under an id that the caller drew, and judge it; harmless to repeat.

    `seen` is the version that was shown; 0 writes a new draft. What cannot be judged yet is kept
    too. Also writes the record that stands for it, its findings and an audit row. Raises
    ReportingRefused: somebody else's draft, one on its way, one that was changed meanwhile.
    """
    require_recorder(actor)
    with transaction.atomic():
        locks.hold("provider", actor.provider.code)
        row = _held(public_id, typed, actor=actor, at=at)
        typed = _clean(typed)
        said = asdict(typed)
        if row.pk is not None and row.typed == said:
            return _recorded(row)
        if row.pk is not None and (row.version != seen or row.state not in CHANGEABLE):
            raise ReportingRefused("record-changed-meanwhile")
        row.typed, row.kind = said, _kind(typed)
        row.version += row.pk is not None
        judged = _judge(row, typed, actor=actor, at=at)
        row.findings = [_kept(each) for each in judged]
        row.state = DraftState.TYPED if has_errors(judged) else DraftState.VALIDATED
        row.save()
        facts: dict[str, Fact] = {
            "kind": row.kind,
            "state": str(row.state),
            "findings": len(judged),
        }
        trail.tell("draft-saved", "draft", row.public_id, facts=facts, actor=actor, at=at)
    return _recorded(row)


def check(
    typed: RecordInput, *, public_id: uuid.UUID, actor: Actor, at: datetime
) -> Sequence[Finding]:
    """Judge what was typed exactly as `save` would, and keep nothing of it.

    `public_id` is the draft's, so that it is no duplicate of itself. Raises ReportingRefused.
    """
    require_recorder(actor)
    with transaction.atomic():
        locks.hold("provider", actor.provider.code)
        row = _held(public_id, typed, actor=actor, at=at)
        found = _judge(row, typed, actor=actor, at=at)
        transaction.set_rollback(True)
    # What the register told stays counted, although nothing else of this is kept.
    sender = Sender(provider=actor.provider.code, house=actor.provider.house_code)
    validating.may_tell(found, sender=sender, at=at)
    return found


def discard(public_id: uuid.UUID, *, actor: Actor, at: datetime) -> bool:
    """Take a draft back, with the record that stood for it; tell whether it was there.

    Also writes an audit row. Raises ReportingRefused for one that is on its way.
    """
    require_recorder(actor)
    with transaction.atomic():
        locks.hold("provider", actor.provider.code)
        row = _own(actor).select_for_update().filter(public_id=public_id).first()
        if row is None or row.state == DraftState.DISCARDED:
            return False
        if row.state not in CHANGEABLE:
            raise ReportingRefused("draft-on-its-way")
        checked = _checked(row, read_typed(row.typed))
        if isinstance(checked, CheckedDraft):
            withdrawn = msgspec.structs.replace(checked.record, withdrawn=True)
            _validated(checked, withdrawn, actor=actor, at=at)
        row.state = DraftState.DISCARDED
        row.version += 1
        row.save()
        trail.tell("draft-discarded", "draft", row.public_id, facts={}, actor=actor, at=at)
    return True


def require_recorder(actor: Actor) -> None:
    """Raise ReportingRefused for whoever may not record, and in practice."""
    if not actor.may(Permission.RECORD):
        raise ReportingRefused(ReportingProblem.NOT_ALLOWED)
    if actor.practice:
        raise ReportingRefused(ReportingProblem.PRACTICE)


def header_of(checked: CheckedDraft, *, actor: Actor, at: datetime) -> ReportHeader:
    """Return the header under which a draft is judged alone: the month of its day."""
    first, last = month(draft_places.day_of_month(checked.record))
    return ReportHeader(
        kind=checked.kind,
        app_id=checked.record.app_id,
        provider_code=actor.provider.code,
        provider_name=actor.provider.name,
        contract_number=checked.contract_number,
        house=actor.provider.house_code,
        reported_on=day_of(at),
        starts_on=first,
        ends_on=last,
        stamp_code=checked.record.stamp_code,
    )


def record_of(row: DraftRecord) -> ServiceRecord | None:
    """Return the record that a draft stands for; None where it cannot be judged."""
    checked = _checked(row, read_typed(row.typed))
    return checked.record if isinstance(checked, CheckedDraft) else None


def read_typed(said: Mapping[str, Any]) -> RecordInput:
    """Return what was typed, as it was kept; a field that came later has its default."""
    known = {name: said[name] for name in RecordInput.__dataclass_fields__ if name in said}
    return RecordInput(**known)


def _clean(typed: RecordInput) -> RecordInput:
    """Return what was typed without the one sign that the database cannot keep."""
    texts = {
        name: each.replace("\x00", "") for name, each in asdict(typed).items() if name != "details"
    }
    details = {
        name.replace("\x00", ""): each.replace("\x00", "") for name, each in typed.details.items()
    }
    return RecordInput(**texts, details=details)


def _kind(typed: RecordInput) -> str:
    return typed.kind if typed.kind in set(ReportKind) else ""


def _own(actor: Actor) -> Any:
    return DraftRecord.objects.filter(
        provider_code=actor.provider.code, house_code=actor.provider.house_code
    )


def _held(public_id: uuid.UUID, typed: RecordInput, *, actor: Actor, at: datetime) -> DraftRecord:
    row = DraftRecord.objects.select_for_update().filter(public_id=public_id).first()
    if row is None:
        return DraftRecord(
            public_id=public_id,
            provider_code=actor.provider.code,
            house_code=actor.provider.house_code,
            kind=_kind(typed),
            app_id=_next_app_id(),
            typed_at=at,
            typed_by=actor.account_id,
        )
    if (row.provider_code, row.house_code) != (actor.provider.code, actor.provider.house_code):
        raise ReportingRefused(ReportingProblem.UNKNOWN)
    return row


def _next_app_id() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('reporting_draft_number')")
        (number,) = cursor.fetchone() or (0,)
    return str(number)


def _checked(row: DraftRecord, typed: RecordInput) -> CheckedDraft | list[Finding]:
    return draft_places.check(typed, app_id=row.app_id)


def _judge(row: DraftRecord, typed: RecordInput, *, actor: Actor, at: datetime) -> list[Finding]:
    checked = _checked(row, typed)
    if isinstance(checked, list):
        _keep_place(row, typed)
        return [*checked, *_empty(typed)]
    row.given_on = draft_places.day_of_month(checked.record)
    row.contract_number = checked.contract_number
    # Certificates and other papers have no term of three days.
    is_timed = checked.record.group in SERVICE_GROUPS
    row.deadline = clock.deadlines().of(checked.record.last_day) if is_timed else None
    found = _validated(checked, checked.record, actor=actor, at=at)
    return [*found, *_incomplete(checked, actor=actor, at=at)]


def _keep_place(row: DraftRecord, typed: RecordInput) -> None:
    """Let a draft that cannot be judged yet count in its month and show its term, where its day is read."""
    read = Typed()
    row.given_on = read.day(typed.given_on, "given_on", required=False)
    contract = read.text(typed.contract_number, "contract_number", longest=40, required=False)
    row.contract_number = contract[:40]
    is_timed = row.kind != "" and group_of(typed) in SERVICE_GROUPS
    last_day = read.day(typed.ends_on, "ends_on", required=False) or row.given_on
    row.deadline = clock.deadlines().of(last_day) if last_day and is_timed else None


def _validated(
    checked: CheckedDraft, record: ServiceRecord, *, actor: Actor, at: datetime
) -> list[Finding]:
    sender = Sender(provider=actor.provider.code, house=actor.provider.house_code)
    header = header_of(checked, actor=actor, at=at)
    judged = validating.judge_all(header, [record], sender=sender, arrived_at=at)
    validating.keep(header, judged, sender=sender, at=at)
    return list(judged[0].findings)


def _incomplete(checked: CheckedDraft, *, actor: Actor, at: datetime) -> list[Finding]:
    """Find all that the message of this kind asks for and nobody typed, or typed in another shape."""
    record = checked.record
    element = element_of(checked.kind, record.group.value)
    found = draft_places.unfit(element, record)
    if found:
        return found
    header = header_of(checked, actor=actor, at=at)
    try:
        FAMILIES[checked.kind].monthly.write(header, [record], io.BytesIO())
    except IncompleteError as error:
        name = error.path.rpartition("@")[2]
        return [Finding(code="draft-incomplete", path=error.path, facts={"field": name})]
    return []


def _empty(typed: RecordInput) -> list[Finding]:
    """Find what the message asks for and nobody typed, beside what cannot be read."""
    if typed.kind not in set(ReportKind):
        return []
    return draft_places.empty(element_of(ReportKind(typed.kind), typed.list), typed)


def _kept(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "path": finding.path,
        "severity": finding.severity.value,
        "facts": dict(finding.facts),
    }


def findings_of(row: DraftRecord) -> list[Finding]:
    """Return the findings of the last check."""
    return [
        Finding(
            code=each["code"],
            path=each["path"],
            severity=Severity(each["severity"]),
            facts=each["facts"],
        )
        for each in row.findings
    ]


def _recorded(row: DraftRecord) -> Recorded:
    return Recorded(
        public_id=str(row.public_id),
        state=DraftState(row.state),
        app_id=row.app_id,
        findings=findings_of(row),
        version=row.version,
    )
