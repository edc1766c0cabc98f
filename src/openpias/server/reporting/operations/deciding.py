"""What does a decision about a received file write, and when is it final?"""

from datetime import datetime

from django.db import IntegrityError, transaction

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import Fact
from openpias.server.platform.outbox.operations import announce
from openpias.server.reporting.domain import intake
from openpias.server.reporting.domain.outcomes import IntakeProblem, IntakeRefusal
from openpias.server.reporting.enums import ReportHappening, ReportState
from openpias.server.reporting.events import ReportAccepted
from openpias.server.reporting.events import ReportRefused as ReportRefusedEvent
from openpias.server.reporting.models import BuiltReport, Report
from openpias.server.reporting.operations import built_files, trail

# What is wrong with the text itself stays wrong; contracts, periods and certificates change.
_OF_THE_TEXT = ("envelope-", "signature-", "message-")
_OF_THE_KIND = frozenset({IntakeProblem.KIND_UNKNOWN.value, IntakeProblem.KIND_DIFFERS.value})


def is_settled(report: Report) -> bool:
    """Tell whether what was said of a file stays: the same text is then answered from it."""
    if report.state == ReportState.REFUSED:
        return bool(report.code.startswith(_OF_THE_TEXT) or report.code in _OF_THE_KIND)
    return bool(report.state != ReportState.RECEIVED)


def accept(report: Report, *, follows: BuiltReport | None, actor: Actor, at: datetime) -> Report:
    """Let a file wait for its processing, unless it is settled; `follows` was built here from records.

    Writes the report, its life, audit and an event. The name may just be taken: it is refused then.
    """
    try:
        with transaction.atomic():
            held = Report.objects.select_for_update().get(pk=report.pk)
            if is_settled(held):
                return held
            report.state, report.code, report.official_code = ReportState.QUEUED, "", None
            report.facts = {}
            report.save()
            if follows is not None:
                built_files.send(follows)
            trail.happened(report, ReportHappening.ACCEPTED, actor=actor, at=at)
            announce(ReportAccepted(report=str(report.public_id)), at=at)
    except IntegrityError:  # the same name came in the same moment
        taken = intake.refusal(IntakeProblem.NAME_IN_WORK, file_name=report.file_name)
        return refuse(report, taken, actor=actor, at=at)
    return report


def refuse(report: Report, why: IntakeRefusal, *, actor: Actor, at: datetime) -> Report:
    """Archive a file with its code; the same refusal again writes nothing.

    Writes the report, its life, audit and an event.
    """
    with transaction.atomic():
        held = Report.objects.select_for_update().get(pk=report.pk)
        if is_settled(held) or (held.code, held.facts) == (why.code, why.facts):
            return held
        report.state, report.code = ReportState.REFUSED, why.code
        report.official_code, report.facts = why.official_code, dict(why.facts)
        report.save()
        facts: dict[str, Fact] = {"code": why.code, "official": why.official_code}
        trail.happened(report, ReportHappening.REFUSED, facts=facts, actor=actor, at=at)
        announce(ReportRefusedEvent(report=str(report.public_id), house=report.house_code), at=at)
    return report
