"""How is what a provider asks online judged, kept and answered?

The answer names each record by the id that the reporting application gave it. A record that was
judged is kept with its findings, also an invalid one: its arrival counts. The same again changes
nothing. `deleted="true"` takes a record back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from openpias.core.findings import Finding, Severity
from openpias.core.rules import contents
from openpias.core.rules.catalogue import TOLD_BY_REGISTER
from openpias.core.rules.engine import judge
from openpias.core.rules.facts import Source
from openpias.core.rules.records import ReportHeader, ReportKind, ServiceRecord
from openpias.core.rules.within_report import WithinReport
from openpias.interop.messages.families import family_of_request
from openpias.interop.messages.formats import Answer, RecordAnswer, RecordState
from openpias.interop.messages.official import OfficialOnline
from openpias.interop.messages.problems import IncompleteError
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.registry import api as registry
from openpias.server.reporting.domain import answering, columns, judging
from openpias.server.reporting.domain.outcomes import (
    IntakeProblem,
    ReportingProblem,
    ReportingRefused,
)
from openpias.server.reporting.enums import PeriodState, RecordSource, UntakenKind
from openpias.server.reporting.models import RecordFinding, ReportedRecord
from openpias.server.reporting.operations import locks, policies, referrals, trail
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import periods
from openpias.server.reporting.queries.facts import Known, MessageFacts, Sender

MOST_RECORDS = 1000
_UNASKED = frozenset({Source.PERIOD})
_UNTAKEN_REQUESTS = ("RQ_SPT_", "RQ_PHM_", "RQ_PRM", "RQ_DIA_", "RQ_NHP_")
_CLOSED = "record-period-closed"
_NOTHING_TO_WITHDRAW = "record-to-withdraw-unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One record with what was found."""

    record: ServiceRecord
    known: Known
    findings: tuple[Finding, ...]
    state: RecordState


class ValidationRefused(Exception):  # noqa: N818 - a refusal, not a fault
    """No answer of the message's own kind can be given; the findings say why."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(findings)
        self.findings = findings


@dataclass(slots=True, kw_only=True)
class _Read:
    header: ReportHeader
    records: list[ServiceRecord] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def validate(
    content: bytes, *, report_type: str, request_type: str, actor: Actor, at: datetime
) -> bytes:
    """Judge a request of `validateReport`, keep its records and return the answer.

    Writes records, findings and an audit row; harmless to repeat. Raises ValidationRefused where
    the request names no message or cannot be read to its header, ReportingRefused for whoever may
    not validate, and in practice.
    """
    return validate_as(_format(report_type, request_type), content, actor=actor, at=at)


def validate_as(online: OfficialOnline, content: bytes, *, actor: Actor, at: datetime) -> bytes:
    """Do the same for a request whose message is known, as that of `validateClinicReferral` is."""
    _require_validator(actor)
    read = _read(online, content, actor=actor)
    sender = Sender(provider=actor.provider.code, house=actor.provider.house_code)
    with transaction.atomic():
        locks.hold("provider", sender.provider)
        judged = judge_all(read.header, read.records, sender=sender, arrived_at=at)
        keep(read.header, judged, sender=sender, at=at)
        if judged:
            _tell(read.header, judged, actor=actor, at=at)
        return _written(online, _answer(read, judged, at=at))


def judge_all(
    header: ReportHeader, records: list[ServiceRecord], *, sender: Sender, arrived_at: datetime
) -> list[Judged]:
    """Judge records as online validation does; writes only how often the register told something.

    Beyond the limit of the hour the register is not asked: numbers are not found by guessing here,
    and the arrival of a record counts all the same. The month's report is judged with everything.
    """
    judged = _judged(header, records, sender=sender, arrived_at=arrived_at, unasked=_UNASKED)
    if may_tell(judged_findings(judged), sender=sender, at=arrived_at):
        return judged
    silent = _UNASKED | {Source.REGISTER}
    return _judged(header, records, sender=sender, arrived_at=arrived_at, unasked=silent)


def may_tell(findings: Sequence[Finding], *, sender: Sender, at: datetime) -> bool:
    """Count what the register told in these findings, and tell whether it may."""
    told = sum(each.code in TOLD_BY_REGISTER for each in findings)
    return not told or registry.count_told(sender.provider, told, at=at)


def judged_findings(judged: Sequence[Judged]) -> list[Finding]:
    """Return the findings of all records."""
    return [found for each in judged for found in each.findings]


def _judged(
    header: ReportHeader,
    records: list[ServiceRecord],
    *,
    sender: Sender,
    arrived_at: datetime,
    unasked: frozenset[Source],
) -> list[Judged]:
    facts = MessageFacts(header, sender, unasked=unasked)
    within = WithinReport(header)
    policy = policies.policy()
    closed = _closed_days(header, records, sender=sender)
    judged = []
    for record, known in zip(records, facts.of(records, arrived_at=arrived_at), strict=True):
        findings = judge(within.case(record, known.facts), policy=policy)
        findings += _own_findings(record, known, closed=closed)
        judged.append(
            Judged(
                record=record,
                known=known,
                findings=tuple(findings),
                state=judging.state_of(findings),
            )
        )
    return judged


def keep(header: ReportHeader, judged: list[Judged], *, sender: Sender, at: datetime) -> None:
    """Keep judged records under their ids, in the transaction that is open; the last one counts."""
    last = {(each.record.group, each.record.app_id): each for each in judged if _is_kept(each)}
    news = [each for each in last.values() if not _stands(each)]
    standing = [each.known.current.row for each in news if each.known.current]
    if standing:
        ReportedRecord.objects.filter(pk__in=standing).update(superseded_at=at)
    owner = (sender.provider, sender.house, header.kind.value, header.contract_number)
    rows = [_row(each, position, owner=owner, at=at) for position, each in enumerate(news, 1)]
    ReportedRecord.objects.bulk_create(rows)
    papers = (each.record for each in news)
    referrals.keep(papers, provider=sender.provider, kind=header.kind.value, at=at)
    RecordFinding.objects.bulk_create(
        RecordFinding(
            record=row,
            position=row.position,
            code=found.code,
            severity=found.severity.value,
            path=found.path,
            facts=dict(found.facts),
        )
        for row, each in zip(rows, news, strict=True)
        for found in each.findings
    )


def _require_validator(actor: Actor) -> None:
    if not actor.may(Permission.VALIDATE):
        raise ReportingRefused(ReportingProblem.NOT_ALLOWED)
    if actor.practice:
        raise ReportingRefused(ReportingProblem.PRACTICE)


def _format(report_type: str, request_type: str) -> OfficialOnline:
    found = family_of_request(report_type, request_type)
    if found is None:
        facts = {"report_type": report_type[:20], "request_type": request_type[:20]}
        code = "request-type-unknown"
        if _is_untaken(report_type, request_type):
            code = "request-kind-untaken"
        raise ValidationRefused(Finding(code=code, path="", facts=facts))
    return found[1]


def _is_untaken(report_type: str, request_type: str) -> bool:
    """Tell whether a request is of a kind whose services are entered by hand here.

    Which report types go with the requests of those kinds is said nowhere, so either tells.
    """
    if report_type in set(ReportKind):
        return False
    return report_type in set(UntakenKind) or request_type.startswith(_UNTAKEN_REQUESTS)


def _read(online: OfficialOnline, content: bytes, *, actor: Actor) -> _Read:
    reading = iter(online.read_request(content))
    header = next(reading, None)
    if not isinstance(header, ReportHeader):
        raise ValidationRefused(*([header] if isinstance(header, Finding) else []))
    if header.provider_code and header.provider_code != actor.provider.code:
        raise ValidationRefused(
            Finding(
                code=IntakeProblem.COMPANY_UNKNOWN,
                path="",
                facts={"company": header.provider_code[:20]},
            )
        )
    read = _Read(header=header)
    for each in reading:
        if isinstance(each, ServiceRecord):
            read.records.append(each)
        elif isinstance(each, Finding):
            read.findings.append(each)
        if len(read.records) > MOST_RECORDS:
            raise ValidationRefused(Finding(code="request-too-many-records", path=""))
    return read


def _closed_days(
    header: ReportHeader, records: list[ServiceRecord], *, sender: Sender
) -> frozenset[date]:
    days = {each.given_on for each in records}
    return frozenset(
        day
        for day in days
        if periods.state_of(sender.house, header.kind.value, starts_on=day, ends_on=day)
        is PeriodState.CLOSED
    )


def _own_findings(record: ServiceRecord, known: Known, *, closed: frozenset[date]) -> list[Finding]:
    """Find what only online validation knows: a closed period, nothing to take back."""
    if record.given_on in closed:
        return [Finding(code=_CLOSED, path=record.path)]
    if record.withdrawn and known.current is None:
        return [Finding(code=_NOTHING_TO_WITHDRAW, path=record.path, severity=Severity.WARNING)]
    return []


def _is_kept(judged: Judged) -> bool:
    if not judged.record.app_id or any(each.code == _CLOSED for each in judged.findings):
        return False
    return not (judged.record.withdrawn and judged.known.current is None)


def _stands(judged: Judged) -> bool:
    current = judged.known.current
    if current is None or current.state != judged.state:
        return False
    digest = contents.digest(judged.record)
    return current.said.content == digest and current.is_withdrawn == judged.record.withdrawn


def _row(
    judged: Judged, position: int, *, owner: tuple[str, str, str, str], at: datetime
) -> ReportedRecord:
    values: dict[str, Any] = dict(
        zip(
            columns.COLUMNS,
            columns.values(
                judged.record,
                judged.known.facts,
                owner=owner,
                position=position,
                person=judged.known.person,
                state=judged.state,
                withdrawn_at=at if judged.record.withdrawn else None,
            ),
            strict=True,
        )
    )
    return ReportedRecord(**values, source=RecordSource.ONLINE, reported_at=at)


def _tell(header: ReportHeader, judged: list[Judged], *, actor: Actor, at: datetime) -> None:
    facts = {
        "kind": header.kind.value,
        "records": len(judged),
        "invalid": sum(each.state is RecordState.INVALID for each in judged),
        "withdrawn": sum(each.record.withdrawn for each in judged),
    }
    house = actor.provider.house_code
    trail.tell("records-validated", "house", house, facts=facts, actor=actor, at=at)


def _written(online: OfficialOnline, answer: Answer) -> bytes:
    """Write the answer; what it cannot carry refuses the request, and nothing was kept."""
    try:
        return online.write_response(answer)
    except IncompleteError as error:
        raise ValidationRefused(Finding(code="answer-cannot-carry", path=error.path)) from error


def _answer(read: _Read, judged: list[Judged], *, at: datetime) -> Answer:
    return Answer(
        header=read.header,
        records=tuple(
            RecordAnswer(
                app_id=each.record.app_id,
                path=each.record.path,
                state=each.state,
                findings=judging.on_wire(each.findings),
                group=each.record.group.value,
                context=each.record.context,
                parts=answering.parts_of(each.record, each.state),
            )
            for each in judged
        ),
        validated_on=day_of(at),
        findings=judging.on_wire(read.findings),
    )
