"""How do the clocks of open incidents follow a day that was declared free or worked, or withdrawn?

What was answered or closed keeps its due moments: it was in time, or late, by the days known then.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from openpias.core.calendar.helpdesk_hours import HelpdeskClock
from openpias.server.helpdesk.models import OPEN_STATES, Incident
from openpias.server.helpdesk.operations import clocks, trail
from openpias.server.helpdesk.queries.hours import hours

_BATCH = 200
_DUES = ("response_due_at", "resolution_due_at")


def follow_days(*, at: datetime) -> int:
    """Compute the due moments of open incidents again; return how many moved. Harmless to repeat.

    Each batch is a transaction of its own, with an audit row where something moved, so that the
    desk waits for nobody.
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
        changed = [each for each in found.order_by("pk") if _redrawn(each, clock=clock)]
        Incident.objects.bulk_update(changed, _DUES)
        if changed:
            facts = {"incidents": len(changed)}
            trail.tell("clocks-moved", "", facts=facts, actor=None, at=at, kind="helpdesk")
    return len(changed)


def _redrawn(incident: Incident, *, clock: HelpdeskClock) -> bool:
    before = [getattr(incident, name) for name in _DUES]
    clocks.redraw(incident, clock=clock)
    return before != [getattr(incident, name) for name in _DUES]
