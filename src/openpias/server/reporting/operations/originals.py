"""How does whoever mends a dead letter get the file that broke the worker?

The file holds patients as the provider sent them: only a dead letter's is given, only to whoever may
see them, and each time it is kept who took it.
"""

from datetime import datetime

from django.db import transaction

from openpias.server.platform.accounts.actors import Actor
from openpias.server.reporting.domain.outcomes import ReportingProblem, ReportingRefused
from openpias.server.reporting.enums import ReportState
from openpias.server.reporting.models import ReportPart
from openpias.server.reporting.operations import parts, trail
from openpias.server.reporting.operations.feedback import Taken
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import visibility


def take(public_id: str, *, actor: Actor, at: datetime) -> Taken | None:
    """Return the Base64 text of a dead letter as it was received; None for any other report.

    Writes an audit row. Raises ReportingRefused.
    """
    if not (actor.may(Permission.OPEN_RECORDS) and actor.may(Permission.READ_DEAD_LETTERS)):
        raise ReportingRefused(ReportingProblem.NOT_ALLOWED)
    if actor.practice:
        raise ReportingRefused(ReportingProblem.PRACTICE)
    report = visibility.one(public_id, actor=actor)
    if report is None:
        raise ReportingRefused(ReportingProblem.UNKNOWN)
    if report.state != ReportState.DEAD_LETTER:
        return None
    with transaction.atomic():
        facts = {"house": report.house_code, "failure": report.failure}
        trail.tell("report-file-taken", "report", report.public_id, facts=facts, actor=actor, at=at)
    return Taken(
        name=f"{report.public_id}.b64",
        size=report.size,
        pieces=parts.kept(ReportPart, report=report),
    )
