"""What does a list show of an incident?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpias.core.calendar.helpdesk_hours import HelpdeskClock
from openpias.server.helpdesk.domain.clocks import Clock, stands
from openpias.server.helpdesk.domain.policy import policy_on
from openpias.server.helpdesk.enums import (
    Category,
    Channel,
    IncidentState,
    Mailbox,
    Pictures,
    Priority,
    ReporterKind,
)
from openpias.server.helpdesk.models import Incident
from openpias.server.helpdesk.queries import visibility
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """An incident as a list shows it; no field says who an insured person is, or who wrote."""

    public_id: str
    reference: str
    mailbox: Mailbox
    channel: Channel
    reporter_kind: ReporterKind
    subject: str
    category: Category | None
    priority: Priority
    state: IncidentState
    provider_code: str
    provider_name: str
    is_registered: bool
    is_proven: bool
    house: str
    assignee: int | None
    assignee_name: str
    opened_at: datetime
    changed_at: datetime
    response: Clock
    resolution: Clock
    is_held: bool
    has_hidden: bool
    pictures: Pictures
    lacks: tuple[str, ...]


def row(incident: Incident, actor: Actor, *, at: datetime, hours: HelpdeskClock) -> IncidentRow:
    """Return what a list shows."""
    return IncidentRow(**shown(incident, actor, at=at, hours=hours))


def shown(
    incident: Incident, actor: Actor, *, at: datetime, hours: HelpdeskClock
) -> dict[str, Any]:
    """Return the fields that lists and pages share."""
    subject = visibility.sight(incident, actor).text(incident.subject)
    return {
        "public_id": str(incident.public_id),
        "reference": incident.reference,
        "mailbox": Mailbox(incident.mailbox),
        "channel": Channel(incident.channel),
        "reporter_kind": ReporterKind(incident.reporter_kind),
        "subject": subject,
        "category": Category(incident.category) if incident.category else None,
        "priority": Priority(incident.priority),
        "state": IncidentState(incident.state),
        "provider_code": incident.provider_code,
        "provider_name": incident.provider_name,
        "is_registered": incident.is_registered,
        "is_proven": incident.is_proven,
        "house": incident.house_code,
        "assignee": incident.assignee,
        "assignee_name": incident.assignee_name,
        "opened_at": incident.opened_at,
        "changed_at": incident.changed_at,
        **_clocks(incident, at=at, hours=hours),
        "is_held": incident.is_held,
        "has_hidden": incident.has_hidden,
        "pictures": Pictures(incident.pictures),
        "lacks": tuple(incident.lacks),
    }


def _clocks(incident: Incident, *, at: datetime, hours: HelpdeskClock) -> dict[str, Clock]:
    soon = policy_on(day_of(incident.opened_at)).soon
    ended = incident.closed_at
    return {
        "response": stands(
            incident.response_due_at,
            done_at=incident.first_answer_at or ended,
            paused_at=incident.paused_at,
            at=at,
            soon=soon,
            hours=hours,
        ),
        "resolution": stands(
            incident.resolution_due_at,
            done_at=ended,
            paused_at=incident.paused_at,
            at=at,
            soon=soon,
            hours=hours,
        ),
    }
