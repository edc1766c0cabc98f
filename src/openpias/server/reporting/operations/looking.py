"""How does a house look at the patient of a record? With a reason, and every look is kept."""

from datetime import datetime

from django.db import transaction

from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.reporting.domain.outcomes import (
    NotSaved,
    ReportingProblem,
    ReportingRefused,
)
from openpias.server.reporting.enums import RecordLookReason
from openpias.server.reporting.operations import trail
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import records
from openpias.server.reporting.queries.records import RecordView


def open_patient(record: int, *, reason: str, actor: Actor, at: datetime) -> RecordView | NotSaved:
    """Return a record with its patient, for a reason of RecordLookReason.

    Writes an audit row, which names the record and the reason, and no person. Raises
    ReportingRefused, also for a record that the actor may not see.
    """
    if not actor.may(Permission.OPEN_RECORDS):
        raise ReportingRefused(ReportingProblem.NOT_ALLOWED)
    if actor.practice:
        raise ReportingRefused(ReportingProblem.PRACTICE)
    if reason not in set(RecordLookReason):
        return NotSaved(findings=[Finding(code="record-look-reason", path="/reason")])
    found = records.one(record, actor=actor)
    if found is None:
        raise ReportingRefused(ReportingProblem.UNKNOWN)
    with transaction.atomic():
        facts = {"reason": reason, "house": found.house}
        trail.tell("record-patient-seen", "record", str(record), facts=facts, actor=actor, at=at)
    return found
