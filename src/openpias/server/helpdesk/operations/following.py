"""How do the clocks of open incidents follow a day that was declared free or worked, or withdrawn?

What was answered or closed keeps its due moments: it was in time, or late, by the days known then.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from openpias.core.calendar.helpdesk_hours import HelpdeskClock
from openpias.server.helpdesk.models import OPEN_STATES, Incident
from openpias.server.helpdesk.operations import clocks, moved_terms, trail
from openpias.server.helpdesk.operations.moved_terms import Moved
from openpias.server.helpdesk.queries.hours import hours

_BATCH = 200
_DUES = ("response_due_at", "resolution_due_at")


def follow_days(*, at: datetime) -> int:
    """Compute the due moments of open incidents again; return how many moved. Harmless to repeat.

    Each batch is a transaction of its own, with an audit row where something moved and a line in
    each incident that did, so that the desk waits for nobody.
    """
    clock = hours()
    waiting = list(
        Incident.objects.filter(state__in=OPEN_STATES).order_by("pk").values_list("pk", flat=True)
    )
    return sum(
        _moved(waiting[start : start + _BATCH], clock=clock, at=at)
        for start in range(0, len(waiting), _BATCH)
    )


def _moved(keys: Sequence[int], *, clock: HelpdeskClock, at: datetime) -> int:
    with transaction.atomic():
        found = Incident.objects.select_for_update().filter(pk__in=keys, state__in=OPEN_STATES)
        redrawn = [_redrawn(each, clock=clock) for each in found.order_by("pk")]
        changed = [each for each in redrawn if each is not None]
        Incident.objects.bulk_update([each.incident for each in changed], _DUES)
        if changed:
            moved_terms.tell(changed, at=at)
            facts = {"incidents": len(changed)}
            trail.tell("clocks-moved", "", facts=facts, actor=None, at=at, kind="helpdesk")
    return len(changed)


def _redrawn(incident: Incident, *, clock: HelpdeskClock) -> Moved | None:
    """Compute both due moments; return the incident where one of them moved."""
    before = [getattr(incident, name) for name in _DUES]
    clocks.redraw(incident, clock=clock)
    after = [getattr(incident, name) for name in _DUES]
    return Moved(incident=incident, until=max(before + after)) if before != after else None
