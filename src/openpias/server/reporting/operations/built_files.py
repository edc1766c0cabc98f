"""Is a signed file the one that was built here, to the octet? Only then typed records follow it."""

import io
import uuid

from django.db.models import QuerySet

from openpias.core.rules.records import ReportKind
from openpias.server.reporting.domain import intake, likeness
from openpias.server.reporting.domain.likeness import File
from openpias.server.reporting.domain.outcomes import IntakeProblem, IntakeRefusal
from openpias.server.reporting.enums import DraftState
from openpias.server.reporting.models import BuiltReport, DraftRecord, Report
from openpias.server.reporting.operations.opening import OpenedFile


def difference(
    report: Report, found: OpenedFile, *, built: uuid.UUID | None, kind: ReportKind
) -> IntakeRefusal | None:
    """Return why a file is not the signed one of a built report; None where it is, or none is meant."""
    if built is None:
        return None
    row = _own(report).filter(public_id=built).first()
    if row is None:
        return intake.refusal(IntakeProblem.BUILT_DIFFERS, file_name=str(found.name))
    ours, theirs = _of_built(row), _of_opened(found)
    if likeness.is_same(ours, theirs):
        return None
    facts = likeness.differences(ours, theirs, kind=kind)
    found.content.seek(0)
    return intake.refusal(IntakeProblem.BUILT_DIFFERS, **facts)


def of_report(report: Report, found: OpenedFile) -> BuiltReport | None:
    """Return the built report whose very octets were signed, by whatever way they came."""
    row = _own(report).filter(file_name=str(found.name)).first()
    is_same = row is not None and likeness.is_same(_of_built(row), _of_opened(found))
    return row if is_same else None


def send(built: BuiltReport) -> None:
    """Let typed records follow the report that was built of them."""
    DraftRecord.objects.filter(built=built, state=DraftState.IN_REPORT).update(
        state=DraftState.SENT
    )


def _own(report: Report) -> "QuerySet[BuiltReport]":
    return BuiltReport.objects.filter(
        provider_code=report.provider_code, house_code=report.house_code
    )


def _of_built(row: BuiltReport) -> File:
    content = bytes(row.content)
    return File(name=row.file_name, content=io.BytesIO(content), size=len(content))


def _of_opened(found: OpenedFile) -> File:
    return File(name=str(found.name), content=found.content, size=found.size)
