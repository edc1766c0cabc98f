"""What of reporting is forgotten when its time has come?"""

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction

from openpias.server.platform.clock import day_of
from openpias.server.reporting.domain.retention import Kept, term_on
from openpias.server.reporting.enums import DraftState, ReportState
from openpias.server.reporting.models import (
    BuiltReport,
    DraftRecord,
    Feedback,
    IssuedReferral,
    Report,
    ReportedRecord,
    ReportPart,
)
from openpias.server.reporting.operations import trail

_BATCH = 5000
_FORGET_NAMES = """
    UPDATE reporting_record SET surname = '', given_name = '', birth_date = NULL, identifier = '',
           cnp = '', cid = '', content = ''
     WHERE id IN (SELECT id FROM reporting_record
                   WHERE reported_at < %s AND (surname <> '' OR given_name <> '' OR cnp <> ''
                         OR cid <> '' OR identifier <> '' OR birth_date IS NOT NULL
                         OR content <> '')
                   LIMIT %s)
"""
_DONE = (DraftState.ACCEPTED.value, DraftState.DISCARDED.value)


def forget(*, at: datetime) -> dict[str, int]:
    """Delete or empty what is past its term and return how much of each; harmless to repeat.

    A file that still waits, and a dead letter, stay. Writes an audit row.
    """
    day = day_of(at)
    gone: dict[str, int] = {}
    with transaction.atomic():
        for kept, act in _ACTS.items():
            term = term_on(kept, day)
            if term is not None:
                gone[kept.value] = act(at - term)
        trail.tell("retention-applied", "reporting", "", facts=dict(gone), actor=None, at=at)
    return gone


def _files(before: datetime) -> int:
    return _parts_of(before, ReportState.PROCESSED)


def _refused_files(before: datetime) -> int:
    return _parts_of(before, ReportState.REFUSED)


def _parts_of(before: datetime, state: ReportState) -> int:
    old = Report.objects.filter(received_at__lt=before, state=state, parts__number=0)
    reports = list(old.values_list("pk", flat=True)[:_BATCH])
    ReportPart.objects.filter(report__in=reports).delete()
    return len(reports)


def _names(before: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_FORGET_NAMES, [before, _BATCH * 10])
        gone = int(cursor.rowcount)
    # A referral is found by its patient, who is forgotten by now.
    IssuedReferral.objects.filter(validated_at__lt=before).delete()
    return gone


def _feedback(before: datetime) -> int:
    old = list(Feedback.objects.filter(made_at__lt=before).values_list("pk", flat=True)[:_BATCH])
    Feedback.objects.filter(pk__in=old).delete()
    return len(old)


def _superseded(before: datetime) -> int:
    old = ReportedRecord.objects.filter(superseded_at__lt=before).values_list("pk", flat=True)
    rows = list(old[: _BATCH * 10])
    ReportedRecord.objects.filter(pk__in=rows).delete()
    return len(rows)


def _drafts(before: datetime) -> int:
    old = DraftRecord.objects.filter(typed_at__lt=before, state__in=_DONE)
    rows = list(old.values_list("pk", flat=True)[:_BATCH])
    DraftRecord.objects.filter(pk__in=rows).delete()
    BuiltReport.objects.filter(built_at__lt=before, drafts=None).delete()
    return len(rows)


_ACTS: dict[Kept, Callable[[datetime], int]] = {
    Kept.FILE: _files,
    Kept.REFUSED_FILE: _refused_files,
    Kept.NAMES: _names,
    Kept.FEEDBACK: _feedback,
    Kept.SUPERSEDED: _superseded,
    Kept.DRAFT: _drafts,
}
