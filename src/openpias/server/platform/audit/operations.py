"""How is an entry written where the change goes through the ORM?"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import Fact, PreparedEntry, prepare
from openpias.server.platform.audit.models import AuditEntry


def record(
    *,
    event: str,
    actor: Actor | None,
    subject_kind: str,
    subject_ref: str | uuid.UUID,
    facts: Mapping[str, Fact],
    at: datetime,
) -> None:
    """Write an entry in the transaction that is open; raises PersonalFactError."""
    entry = prepare(
        event=event,
        actor=actor,
        subject_kind=subject_kind,
        subject_ref=subject_ref,
        facts=facts,
        at=at,
    )
    record_all([entry])


def record_all(entries: Iterable[PreparedEntry]) -> None:
    """Write entries with one statement, in the transaction that is open."""
    AuditEntry.objects.bulk_create(map(_row, entries))


def _row(entry: PreparedEntry) -> AuditEntry:
    return AuditEntry(
        id=entry.id,
        at=entry.at,
        event=entry.event,
        account_id=entry.account_id,
        provider_code=entry.provider_code,
        subject_kind=entry.subject_kind,
        subject_ref=entry.subject_ref,
        facts=dict(entry.facts),
        digest=entry.digest,
    )
