"""Which worker has a report, and what becomes of one whose worker broke?

A claim is a random number with an end; each chunk moves the end on. Whoever finds another number
in the row stops. Reports of one provider are processed one after another, in the order in which
they came, so that a correction never overtakes what it corrects.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from openpias.server.platform.audit.entries import Fact
from openpias.server.platform.outbox.operations import announce
from openpias.server.reporting.enums import ReportHappening, ReportState
from openpias.server.reporting.events import ReportAccepted, ReportDeadLettered
from openpias.server.reporting.models import Report
from openpias.server.reporting.operations import trail

LASTS = timedelta(minutes=2)
_PAUSE = timedelta(seconds=30)
_BROKE = "worker-died"
_WAITING = (ReportState.QUEUED.value, ReportState.PROCESSING.value)


class ClaimLost(Exception):  # noqa: N818 - a fact, not a fault
    """Another worker has the report, or nobody: what this one did counts for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A report in the hands of one worker."""

    report: int
    number: uuid.UUID


def take(public_id: str, *, at: datetime) -> Claim | None:
    """Claim a report that waits; None where it does not, or another worker has it.

    A report that was claimed too often before goes to the dead letters instead.
    """
    with transaction.atomic():
        report = (
            Report.objects.select_for_update(skip_locked=True)
            .filter(public_id=public_id, state__in=_WAITING)
            .filter(Q(claimed_until=None) | Q(claimed_until__lte=at))
            .first()
        )
        if report is None or _has_predecessor(report):
            return None
        if report.attempts >= settings.REPORT_ATTEMPTS:
            _bury(report, failure=report.failure or _BROKE, at=at)
            return None
        claim = Claim(report=report.pk, number=uuid.uuid4())
        report.state, report.claim = ReportState.PROCESSING, claim.number
        report.claimed_until = at + LASTS
        report.attempts += 1
        report.records_read = 0
        report.save()
        facts = {"attempt": report.attempts}
        trail.happened(report, ReportHappening.PROCESSING_STARTED, facts=facts, at=at)
    return claim


def hold(claim: Claim, *, records_read: int, at: datetime) -> None:
    """Move the claim's end on, in the transaction that is open; raises ClaimLost."""
    held = Report.objects.filter(pk=claim.report, claim=claim.number)
    if not held.update(claimed_until=at + LASTS, records_read=records_read):
        raise ClaimLost


def locked(claim: Claim) -> Report:
    """Return the report, locked, in the transaction that is open; raises ClaimLost."""
    report = Report.objects.select_for_update().filter(pk=claim.report, claim=claim.number).first()
    if report is None:
        raise ClaimLost
    return report


def give_back(claim: Claim, *, failure: str, at: datetime) -> None:
    """Say that the work broke: the report waits a while and is tried again, or is a dead letter."""
    with transaction.atomic():
        report = (
            Report.objects.select_for_update().filter(pk=claim.report, claim=claim.number).first()
        )
        if report is None:
            return
        if report.attempts >= settings.REPORT_ATTEMPTS:
            _bury(report, failure=failure, at=at)
            return
        report.state, report.claim, report.failure = ReportState.QUEUED, None, failure
        report.claimed_until = at + _PAUSE * report.attempts
        report.save()
        facts: dict[str, Fact] = {"failure": failure, "attempt": report.attempts}
        trail.happened(report, ReportHappening.PROCESSING_FAILED, facts=facts, at=at)


def waiting(*, at: datetime, most: int = 20) -> Sequence[str]:
    """Return reports that nobody has, the oldest first: whose event was lost or worker died."""
    found = Report.objects.filter(state__in=_WAITING).filter(
        Q(claimed_until=None, received_at__lt=at - _PAUSE) | Q(claimed_until__lte=at)
    )
    return [str(each) for each in found.order_by("pk").values_list("public_id", flat=True)[:most]]


def call_next(report: Report, *, at: datetime) -> None:
    """Announce the next report of the same provider, in the transaction that is open."""
    following = Report.objects.filter(
        provider_code=report.provider_code, state=ReportState.QUEUED, pk__gt=report.pk
    ).order_by("pk")
    public_id = following.values_list("public_id", flat=True).first()
    if public_id is not None:
        announce(ReportAccepted(report=str(public_id)), at=at)


def _has_predecessor(report: Report) -> bool:
    earlier = Report.objects.filter(
        provider_code=report.provider_code, state__in=_WAITING, pk__lt=report.pk
    )
    return bool(earlier.exists())


def _bury(report: Report, *, failure: str, at: datetime) -> None:
    report.state, report.claim, report.claimed_until = ReportState.DEAD_LETTER, None, None
    report.failure = failure
    report.save()
    facts: dict[str, Fact] = {"failure": failure, "attempt": report.attempts}
    trail.happened(report, ReportHappening.DEAD_LETTERED, facts=facts, at=at)
    announce(ReportDeadLettered(report=str(report.public_id), house=report.house_code), at=at)
    call_next(report, at=at)
