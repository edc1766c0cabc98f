"""How does an operator let a report be tried again that broke its worker?"""

from datetime import datetime

from django.db import transaction

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.outbox.operations import announce
from openpias.server.reporting.domain.outcomes import ReportingProblem, ReportingRefused
from openpias.server.reporting.enums import ReportHappening, ReportState
from openpias.server.reporting.events import ReportAccepted
from openpias.server.reporting.models import Report
from openpias.server.reporting.operations import trail
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import visibility


def retry(public_id: str, *, actor: Actor, at: datetime) -> bool:
    """Bring a dead letter back among the reports that wait; tell whether it was one.

    Also writes a line of its life, an audit row and an event. Raises ReportingRefused.
    """
    if not actor.may(Permission.RETRY):
        raise ReportingRefused(ReportingProblem.NOT_ALLOWED)
    if actor.practice:
        raise ReportingRefused(ReportingProblem.PRACTICE)
    seen = visibility.one(public_id, actor=actor)
    if seen is None:
        raise ReportingRefused(ReportingProblem.UNKNOWN)
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=seen.pk)
        if report.state != ReportState.DEAD_LETTER:
            return False
        report.state, report.attempts, report.claimed_until = ReportState.QUEUED, 0, None
        report.save()
        trail.happened(report, ReportHappening.RETRIED, actor=actor, at=at)
        announce(ReportAccepted(report=str(report.public_id)), at=at)
    return True
