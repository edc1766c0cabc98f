"""How is an entry written where the change goes through the ORM?"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import Fact, PreparedEntry, prepare
from openpias.server.platform.audit.models import AuditEntry

# An entry as a part of a statement that writes the change too, in the same round trip: a query
# without its FROM, so that as many are written as the change has rows.
ENTRY = """
    INSERT INTO audit_entry
        (id, at, event, account_id, provider_code, subject_kind, subject_ref, facts, digest)
    SELECT %(entry_id)s::uuid, %(entry_at)s::timestamptz, %(entry_event)s, %(entry_account)s::bigint,
           %(entry_provider)s, %(entry_kind)s, %(entry_ref)s, %(entry_facts)s, %(entry_digest)b
"""


def entry_parameters(entry: PreparedEntry) -> dict[str, Any]:
    """Return the parameters of ENTRY."""
    return {
        "entry_id": entry.id,
        "entry_at": entry.at,
        "entry_event": entry.event,
        "entry_account": entry.account_id,
        "entry_provider": entry.provider_code,
        "entry_kind": entry.subject_kind,
        "entry_ref": entry.subject_ref,
        "entry_facts": Jsonb(dict(entry.facts)),
        "entry_digest": entry.digest,
    }


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
