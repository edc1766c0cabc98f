"""How is the trail written in the same round trip as the change, where a station waits?

The entry is the one that `audit.operations.record` writes; only the way to the table is shorter.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from psycopg.types.json import Json

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import Fact, prepare
from openpias.server.platform.database import statements

_ENTRY = (
    "WITH entry AS (INSERT INTO audit_entry"
    " (id, at, event, account_id, provider_code, subject_kind, subject_ref, facts, digest)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)) "
)


def write(
    sql: str,
    parameters: Sequence[Any],
    *,
    event: str,
    actor: Actor | None,
    card: str,
    facts: Mapping[str, Fact],
    at: datetime,
) -> None:
    """Run one INSERT or UPDATE together with its entry about a card."""
    entry = prepare(
        event=event, actor=actor, subject_kind="card", subject_ref=card, facts=facts, at=at
    )
    row: list[Any] = [
        *(entry.id, entry.at, entry.event, entry.account_id, entry.provider_code),
        *(entry.subject_kind, entry.subject_ref, Json(dict(entry.facts)), entry.digest),
    ]
    statements.run(_ENTRY + sql, [*row, *parameters])
