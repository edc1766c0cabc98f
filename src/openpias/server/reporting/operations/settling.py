"""How do the staged records of a report become the provider's records, all at once?"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import IO, Any

from django.db import connection, transaction

from openpias.interop.messages.formats import RecordState
from openpias.server.platform.audit.entries import Fact
from openpias.server.platform.outbox.operations import announce
from openpias.server.reporting.domain import official_messages
from openpias.server.reporting.domain.columns import COLUMNS
from openpias.server.reporting.enums import RecordSource, ReportHappening, ReportState
from openpias.server.reporting.events import ReportProcessed, ReportRefused
from openpias.server.reporting.models import Feedback, FeedbackPart, Report
from openpias.server.reporting.operations import claiming, latecomers, locks, parts, trail
from openpias.server.reporting.operations.claiming import Claim
from openpias.server.reporting.operations.tallies import Tally

_SUPERSEDE = """
    UPDATE reporting_record standing SET superseded_at = %(at)s
      FROM reporting_staged_record staged
     WHERE staged.report_id = %(report)s AND NOT staged.repeats
       AND standing.key = staged.key AND standing.superseded_at IS NULL
"""
_MOVE = f"""
    INSERT INTO reporting_record ({", ".join(COLUMNS)}, report_id, source, reported_at)
    SELECT {", ".join(COLUMNS)}, report_id, %(source)s, %(received)s
      FROM reporting_staged_record
     WHERE report_id = %(report)s AND NOT repeats ORDER BY position
"""  # noqa: S608 - names of our own columns
# Looked up one by one through the index: the planner takes a report that just came for empty.
_MOVE_FINDINGS = """
    INSERT INTO reporting_finding (position, code, severity, path, facts, report_id, record_id)
    SELECT found.position, found.code, found.severity, found.path, found.facts, found.report_id,
           record.id
      FROM reporting_staged_finding found
      LEFT JOIN LATERAL (
        SELECT id FROM reporting_record moved
         WHERE moved.report_id = found.report_id AND moved.position = found.position LIMIT 1
      ) record ON true
     WHERE found.report_id = %(report)s ORDER BY found.id
"""
_CLEAR = (
    "DELETE FROM reporting_staged_finding WHERE report_id = %(report)s",
    "DELETE FROM reporting_staged_record WHERE report_id = %(report)s",
    "DELETE FROM reporting_staged_count WHERE report_id = %(report)s",
)
_SETTLE_DRAFTS = """
    UPDATE reporting_draft draft
       SET state = CASE WHEN staged.state = 0 THEN 'refused' ELSE 'accepted' END,
           version = draft.version + 1
      FROM reporting_staged_record staged
     WHERE staged.report_id = %(report)s AND NOT staged.repeats
       AND draft.provider_code = staged.provider_code AND draft.kind = staged.kind
       AND draft.app_id = staged.app_id AND draft.state IN ('in-report', 'sent')
"""
_RETURN_DRAFTS = """
    UPDATE reporting_draft draft SET state = 'in-report' FROM reporting_built built
     WHERE built.id = draft.built_id AND draft.state = 'sent'
       AND built.provider_code = %(provider)s AND built.file_name = %(file)s
"""


def settle(
    claim: Claim,
    *,
    tally: Tally,
    feedback: Callable[[], tuple[IO[bytes], int]],
    at: datetime,
) -> None:
    """Make the staged records of a claimed report real, in one transaction; raises ClaimLost.

    One report ends at a time, so that of two which say the same the second one knows. What takes
    long is done before a report waits for the others, and again only where one of them, which ended
    meanwhile, brought a service of this one: `feedback` is called for each time, mostly once.
    """
    with transaction.atomic():
        report = claiming.locked(claim)
        is_moved = False
        # It ends: what was told of a record once is not told again.
        while not is_moved:
            latecomers.tell(report.pk, tally=tally)
            file, size = feedback()
            locks.hold("provider", report.provider_code)
            is_moved = _moved(report, at=at)
        for statement in _CLEAR:
            _run(statement, {"report": report.pk})
        _keep_feedback(report, file, size, at=at)
        _finish(report, tally, at=at)


def _moved(report: Report, *, at: datetime) -> bool:
    """Move what is staged, wait for the reports that end, and undo it where one brought the same.

    Nobody else sees records before the commit, and whoever waits here sees those committed before.
    Whoever is ending waits for nobody, or it could wait for a row of one who waits for it.
    """
    with transaction.atomic():
        _move(report, at=at)
        locks.hold("settling")
        if not latecomers.has_any(report.pk):
            return True
        # The lock goes with it.
        transaction.set_rollback(True)
    return False


def _move(report: Report, *, at: datetime) -> None:
    named = {
        "report": report.pk,
        "at": at,
        "source": RecordSource.REPORT.value,
        "received": report.received_at,
    }
    for statement in (_SETTLE_DRAFTS, _SUPERSEDE, _MOVE, _MOVE_FINDINGS):
        _run(statement, named)
    # Each row's foreign keys, or the commit would look them up while others wait.
    connection.check_constraints()


def refuse(claim: Claim, *, code: str, at: datetime) -> None:
    """Refuse a claimed report whose reading ended early; its findings stay, its records never were.

    Raises ClaimLost.
    """
    with transaction.atomic():
        report = claiming.locked(claim)
        named = {"report": report.pk}
        _run(_MOVE_FINDINGS, named)
        for statement in _CLEAR:
            _run(statement, named)
        report.state, report.claim, report.claimed_until = ReportState.REFUSED, None, None
        _run(_RETURN_DRAFTS, {"provider": report.provider_code, "file": report.file_name})
        report.code, report.official_code = code, official_messages.official_code(code)
        report.finished_at = at
        report.save()
        facts: dict[str, Fact] = {"code": code, "official": report.official_code}
        trail.happened(report, ReportHappening.REFUSED, facts=facts, at=at)
        announce(ReportRefused(report=str(report.public_id), house=report.house_code), at=at)
        claiming.call_next(report, at=at)


def _run(statement: str, named: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, named)


def _keep_feedback(report: Report, file: IO[bytes], size: int, *, at: datetime) -> None:
    name = report.file_name.removesuffix(".xml") + ".zip"
    row = Feedback.objects.create(report=report, name=name, size=size, made_at=at)
    parts.keep(FeedbackPart, parts.pieces_from(file), feedback=row)


def _finish(report: Report, tally: Tally, *, at: datetime) -> None:
    report.state, report.claim, report.claimed_until = ReportState.PROCESSED, None, None
    report.failure = ""
    report.finished_at = at
    report.records_read = tally.records
    report.valid = tally.states[RecordState.VALID]
    report.partial = tally.states[RecordState.PARTIAL]
    report.invalid = tally.states[RecordState.INVALID]
    report.unreadable, report.late = tally.unreadable, tally.late
    report.displaced, report.totals = tally.displaced, tally.sums()
    report.save()
    facts = {
        "records": tally.records,
        "invalid": report.invalid,
        "unreadable": report.unreadable,
        "late": report.late,
    }
    trail.happened(report, ReportHappening.PROCESSED, facts=facts, at=at)
    announce(ReportProcessed(report=str(report.public_id), house=report.house_code), at=at)
    claiming.call_next(report, at=at)
