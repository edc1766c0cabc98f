"""How is a line written into an incident's life, and into the audit trail?"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from openpias.server.helpdesk.enums import EntryKind, Happening
from openpias.server.helpdesk.events import IncidentChanged
from openpias.server.helpdesk.models import Incident, IncidentEntry
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import Fact
from openpias.server.platform.audit.operations import record
from openpias.server.platform.outbox.operations import announce


def happened(
    incident: Incident,
    happening: Happening,
    *,
    at: datetime,
    actor: Actor | None = None,
    facts: Mapping[str, Fact] | None = None,
    shown: Mapping[str, Any] | None = None,
) -> IncidentEntry:
    """Write a line of the incident's life, its audit row and its event; the transaction is open.

    `shown` is for the desk only and never in the trail.
    """
    entry = IncidentEntry.objects.create(
        incident=incident,
        kind=EntryKind.EVENT,
        happening=happening,
        at=at,
        account_id=actor.account_id if actor else None,
        author_name=actor.display_name[:200] if actor else "",
        facts={**(facts or {}), **(shown or {})},
    )
    changed(incident, happening.value, facts=facts or {}, actor=actor, at=at)
    return entry


def changed(
    incident: Incident, what: str, *, facts: Mapping[str, Fact], actor: Actor | None, at: datetime
) -> None:
    """Write the audit row and the event of a change of an incident."""
    said: dict[str, Fact] = {"state": str(incident.state), **facts}
    tell(f"incident-{what}", incident.public_id, facts=said, actor=actor, at=at)
    announce(IncidentChanged(incident=str(incident.public_id), state=str(incident.state)), at=at)


def tell(
    event: str,
    ref: uuid.UUID | str,
    *,
    facts: Mapping[str, Fact],
    actor: Actor | None,
    at: datetime,
    kind: str = "incident",
) -> None:
    """Write an audit row; the transaction is open."""
    record(event=event, actor=actor, subject_kind=kind, subject_ref=ref, facts=facts, at=at)
