"""How does an accepted report become records with findings?

A chunk at a time: read, look up facts for all of it, judge, stage. Nobody sees a staged record; one
transaction at the end makes them the provider's records, with totals and feedback. A worker that
dies leaves staged rows that the next attempt clears.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from django.db import transaction
from django.utils import timezone

from openpias.core.findings import Finding
from openpias.core.rules.engine import judge, judge_report
from openpias.core.rules.records import ReportHeader, ReportKind, ServiceRecord
from openpias.core.rules.within_report import WithinReport
from openpias.interop import file_names
from openpias.interop.messages.families import FAMILIES
from openpias.interop.messages.formats import MonthlyFormat
from openpias.server.reporting.domain import answering, columns, judging
from openpias.server.reporting.models import Report, ReportPart
from openpias.server.reporting.operations import (
    claiming,
    feedback,
    opening,
    parts,
    policies,
    settling,
    staging,
)
from openpias.server.reporting.operations.claiming import Claim, ClaimLost
from openpias.server.reporting.operations.staged_counts import StagedCounts
from openpias.server.reporting.operations.tallies import Tally
from openpias.server.reporting.queries.facts import MessageFacts, Sender

CHUNK = 2000
_MOST_FINDINGS_OF_FILE = 100
Clock = Callable[[], datetime]


class ContentChanged(Exception):  # noqa: N818 - a fact about the archive
    """A report that was accepted cannot be opened or read any more."""


@dataclass(slots=True, kw_only=True)
class _Run:
    """One attempt: what it is about, and how far it is."""

    report: Report
    claim: Claim
    header: ReportHeader
    facts: MessageFacts
    counts: StagedCounts
    within: WithinReport
    now: Clock
    position: int = 0
    tally: Tally = field(default_factory=Tally)
    of_file: list[Finding] = field(default_factory=list)
    pending: list[ServiceRecord] = field(default_factory=list)
    found: list[tuple[int, Finding]] = field(default_factory=list)

    @property
    def owner(self) -> tuple[str, str, str, str]:
        """Return provider, house, kind and contract number."""
        report = self.report
        kind = self.header.kind.value
        return report.provider_code, report.house_code, kind, self.header.contract_number


def process(public_id: str, *, now: Clock = timezone.now) -> bool:
    """Process a report that waits; tell whether this call did it. Harmless to repeat.

    Writes records, findings, feedback, totals, the report's life, audit and events. What breaks it
    is kept by the kind of its error, and rises.
    """
    claim = claiming.take(public_id, at=now())
    if claim is None:
        return False
    try:
        _process(claim, now=now)
    except ClaimLost:
        return False
    except BaseException as error:
        claiming.give_back(claim, failure=_kind_of(error), at=now())
        raise
    return True


def _kind_of(error: BaseException) -> str:
    return f"error-{type(error).__name__}"[:60]


def _process(claim: Claim, *, now: Clock) -> None:
    report = Report.objects.get(pk=claim.report)
    staging.clear(report.pk)
    family = FAMILIES[ReportKind(report.report_type)]
    with _content(report) as content, tempfile.TemporaryFile() as written:
        run = _judged(report, claim, family.monthly, content, now=now)
        ending = next((each for each in run.of_file if each.code in judging.ENDS_READING), None)
        if ending is not None:
            settling.refuse(claim, code=ending.code, at=now())
            return

        def write() -> tuple[IO[bytes], int]:
            written.seek(0)
            written.truncate()
            size = feedback.write(
                family,
                header=run.header,
                of_file=run.of_file,
                report=report,
                into=written,
                at=now(),
            )
            written.seek(0)
            return written, size

        settling.settle(claim, tally=run.tally, feedback=write, at=now())


@contextmanager
def _content(report: Report) -> Iterator[IO[bytes]]:
    prefix = file_names.REPORTS[report.report_type]
    with opening.opened(parts.kept(ReportPart, report=report), prefix=prefix) as found:
        if isinstance(found, str):
            raise ContentChanged
        yield found.content


def _judged(
    report: Report, claim: Claim, monthly: MonthlyFormat, content: IO[bytes], *, now: Clock
) -> _Run:
    reading = iter(monthly.read(content))
    header = next(reading, None)
    if not isinstance(header, ReportHeader):
        raise ContentChanged
    sender = Sender(provider=report.provider_code, house=report.house_code)
    counts = StagedCounts(report.pk)
    run = _Run(
        report=report,
        claim=claim,
        header=header,
        facts=MessageFacts(header, sender),
        counts=counts,
        within=WithinReport(header, counts),
        now=now,
    )
    for each in reading:
        _take(run, each)
        if len(run.pending) >= CHUNK or len(run.found) >= CHUNK:
            _flush(run)
    closing = judge_report(run.within.closing(report.received_at), policy=policies.policy())
    run.found.extend((0, each) for each in closing)
    run.of_file.extend(closing)
    _flush(run)
    return run


def _take(run: _Run, read: Any) -> None:
    if isinstance(read, ServiceRecord):
        run.pending.append(read)
    elif isinstance(read, Finding):
        run.tally.read(read)
        run.found.append((0, read))
        if len(run.of_file) < _MOST_FINDINGS_OF_FILE or read.code in judging.ENDS_READING:
            run.of_file.append(read)


def _flush(run: _Run) -> None:
    rows = [
        staging.finding_row(run.report.pk, position, finding) for position, finding in run.found
    ]
    known = run.facts.of(run.pending, arrived_at=run.report.received_at)
    run.counts.recall(
        number
        for record, each in zip(run.pending, known, strict=True)
        for number in run.within.numbers(record, each.facts)
    )
    records = []
    for record, each in zip(run.pending, known, strict=True):
        run.position += 1
        case = run.within.case(record, each.facts)
        findings = judge(case, policy=policies.policy())
        state = judging.state_of(findings)
        run.tally.count(record, state=state, is_late=columns.is_late(each.facts))
        rows += [staging.finding_row(run.report.pk, run.position, found) for found in findings]
        values = columns.values(
            record,
            each.facts,
            owner=run.owner,
            position=run.position,
            person=each.person,
            state=state,
            withdrawn_at=run.report.received_at if record.withdrawn else None,
        )
        codes = judging.on_wire(findings)
        repeats = bool(case.within.same_app_id) or not record.app_id
        records.append(
            staging.record_row(
                run.report.pk,
                values,
                repeats=repeats,
                codes=codes,
                told=answering.beside(record, state),
            )
        )
    with transaction.atomic():
        claiming.hold(run.claim, records_read=run.position, at=run.now())
        staging.add(records, rows)
        run.counts.make_room()
    run.pending.clear()
    run.found.clear()
