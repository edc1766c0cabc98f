"""How is a line written into a report's life, and into the audit trail?"""

import uuid
from collections.abc import Mapping
from datetime import datetime

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import Fact
from openpias.server.platform.audit.operations import record
from openpias.server.reporting.enums import ReportHappening
from openpias.server.reporting.models import Report, ReportEvent


def happened(
    report: Report,
    happening: ReportHappening,
    *,
    at: datetime,
    actor: Actor | None = None,
    facts: Mapping[str, Fact] | None = None,
) -> None:
    """Write a line of the report's life and its audit row; the transaction is open."""
    said = dict(facts or {})
    ReportEvent.objects.create(
        report=report,
        happening=happening,
        at=at,
        account_id=actor.account_id if actor else None,
        facts=said,
    )
    tell(f"report-{happening.value}", "report", report.public_id, facts=said, actor=actor, at=at)


def tell(
    event: str,
    kind: str,
    ref: uuid.UUID | str,
    *,
    facts: Mapping[str, Fact],
    actor: Actor | None,
    at: datetime,
) -> None:
    """Write an audit row; the transaction is open."""
    record(event=event, actor=actor, subject_kind=kind, subject_ref=ref, facts=facts, at=at)
