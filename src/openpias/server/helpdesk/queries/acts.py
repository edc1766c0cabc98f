"""What can be done with an incident now, and by this actor?"""

from openpias.server.helpdesk.enums import IncidentState
from openpias.server.helpdesk.models import CALLED_CHANNELS, OPEN_STATES, Incident
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import reporters
from openpias.server.platform.accounts.actors import Actor

ALWAYS_OPEN = ("assign", "answer", "note", "close", "merge", "link", "correct", "prioritise")


def may(incident: Incident, actor: Actor) -> frozenset[str]:
    """Return the names of the operations that make sense now."""
    if not actor.may(Permission.HANDLE) or actor.practice:
        return frozenset()
    state = IncidentState(incident.state)
    if state is IncidentState.MERGED:
        return frozenset({"note"})
    if state not in OPEN_STATES:
        return frozenset({"note", "reopen"})
    found = set(ALWAYS_OPEN)
    if incident.channel != "portal" and not reporters.of(incident).address:
        found.discard("answer")
    if incident.channel in CALLED_CHANNELS and actor.may(Permission.CALL_BACK):
        found.add("call-back")
    found.add("resume" if state is IncidentState.WAITING else "wait")
    if incident.assignee != actor.account_id:
        found.add("take")
    if incident.is_held:
        found |= {name for name, right in _HELD.items() if actor.may(right)}
    return frozenset(found)


_HELD = {"release": Permission.RELEASE_HELD, "erase": Permission.ERASE_HELD}
