"""How is a line written into an incident's life, and into the audit trail?"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpias.server.helpdesk.enums import EntryKind, Happening
from openpias.server.helpdesk.events import IncidentChanged
from openpias.server.helpdesk.models import Incident, IncidentEntry
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import Fact, PreparedEntry, prepare
from openpias.server.platform.audit.operations import record, record_all
from openpias.server.platform.outbox.operations import announce


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a change of an incident leaves in the trail, and what it announces; not written yet."""

    told: PreparedEntry
    event: IncidentChanged


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
    entry = line(incident, happening, actor=actor, facts={**(facts or {}), **(shown or {})}, at=at)
    entry.save(force_insert=True)
    changed(incident, happening.value, facts=facts or {}, actor=actor, at=at)
    return entry


def line(
    incident: Incident,
    happening: Happening,
    *,
    facts: Mapping[str, Any],
    actor: Actor | None,
    at: datetime,
) -> IncidentEntry:
    """Return a line of an incident's life; nothing is written."""
    return IncidentEntry(
        incident=incident,
        kind=EntryKind.EVENT,
        happening=happening,
        at=at,
        account_id=actor.account_id if actor else None,
        author_name=actor.display_name[:200] if actor else "",
        facts=dict(facts),
    )


def changed(
    incident: Incident, what: str, *, facts: Mapping[str, Fact], actor: Actor | None, at: datetime
) -> None:
    """Write the audit row and the event of a change of an incident."""
    change = change_of(incident, what, facts=facts, actor=actor, at=at)
    record_all([change.told])
    announce(change.event, at=at)


def change_of(
    incident: Incident, what: str, *, facts: Mapping[str, Fact], actor: Actor | None, at: datetime
) -> Change:
    """Return the audit row and the event of a change of an incident; nothing is written."""
    state = str(incident.state)
    return Change(
        told=prepare(
            event=f"incident-{what}",
            actor=actor,
            subject_kind="incident",
            subject_ref=incident.public_id,
            facts={"state": state, **facts},
            at=at,
        ),
        event=IncidentChanged(incident=str(incident.public_id), state=state),
    )


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
