"""How do an incident's clocks pause, run again and begin anew? The caller saves the row.

Human time that was counted while an incident waited stays as it was counted, whatever is declared later.
"""

from datetime import datetime, timedelta

from openpias.core.calendar.helpdesk_hours import HelpdeskClock
from openpias.server.helpdesk.domain import clocks
from openpias.server.helpdesk.domain.policy import policy_on
from openpias.server.helpdesk.enums import IncidentState, Priority
from openpias.server.helpdesk.models import Incident
from openpias.server.helpdesk.queries.hours import hours
from openpias.server.platform.clock import day_of


def pause(incident: Incident, *, at: datetime) -> None:
    """Stop the clocks: the reporter has to answer."""
    incident.state, incident.paused_at = IncidentState.WAITING, at


def resume(incident: Incident, *, at: datetime) -> None:
    """Let the clocks run again; the human time that passed meanwhile comes on top of both terms."""
    if incident.paused_at is not None:
        passed = hours().elapsed(incident.paused_at, at)
        incident.paused_seconds += max(0, int(passed.total_seconds()))
        incident.paused_at = None
        redraw(incident)
    incident.state = at_desk(incident)


def reopen(incident: Incident, *, at: datetime) -> None:
    """Let a closed incident go on; the time for which it was closed is not counted against the desk."""
    if incident.closed_at is not None:
        passed = hours().elapsed(incident.closed_at, at)
        incident.paused_seconds += max(0, int(passed.total_seconds()))
    incident.closed_at = incident.closed_by = None
    redraw(incident)
    incident.state = at_desk(incident)


def redraw(incident: Incident, *, clock: HelpdeskClock | None = None) -> None:
    """Compute both due moments again, after a change of priority, of what was paused, or of days.

    `clock` spares the query where many are drawn.
    """
    due = clocks.dues(
        incident.opened_at,
        Priority(incident.priority),
        paused=timedelta(seconds=incident.paused_seconds),
        policy=policy_on(day_of(incident.opened_at)),
        hours=clock or hours(),
    )
    incident.resolution_due_at = due.resolution
    if incident.first_answer_at is None:
        incident.response_due_at = due.response


def at_desk(incident: Incident) -> IncidentState:
    """Return the state of an incident that the desk has to go on with."""
    return IncidentState.NEW if incident.assignee is None else IncidentState.ASSIGNED
