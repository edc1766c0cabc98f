"""What came in while nobody was at the desk?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from openpias.core.calendar.helpdesk_hours import HelpdeskClock
from openpias.server.helpdesk.domain.policy import policy_on
from openpias.server.helpdesk.enums import Channel
from openpias.server.helpdesk.models import OPEN_STATES
from openpias.server.helpdesk.queries import visibility
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """When people last went home, and when they came again, or the moment of asking before that."""

    began: datetime
    ended: datetime


def last_night(at: datetime, clock: HelpdeskClock) -> Night:
    """Return the last night before a moment."""
    day = day_of(at)
    ends = clock.hours_of(day)[1]
    began = ends if ends <= at else clock.hours_of(day - timedelta(days=1))[1]
    return Night(began=began, ended=min(at, clock.next_human(began)))


def overnight(actor: Actor, night: Night) -> dict[Channel, int]:
    """Return how many incidents of a night are not closed, by channel; one query."""
    found = visibility.incidents(actor).filter(
        opened_at__gte=night.began, opened_at__lt=night.ended, state__in=OPEN_STATES
    )
    many = dict(found.values_list("channel").annotate(many=Count("pk")).order_by())
    return {each: many.get(each.value, 0) for each in Channel}


def due_soon(actor: Actor, clock: HelpdeskClock, *, at: datetime) -> int:
    """Return how many incidents have a clock that ends within the warning time; one query."""
    until = clock.after(at, policy_on(day_of(at)).soon)
    answer = Q(first_answer_at=None, response_due_at__gte=at, response_due_at__lte=until)
    end = Q(resolution_due_at__gte=at, resolution_due_at__lte=until)
    waiting = visibility.incidents(actor).filter(state__in=OPEN_STATES, paused_at=None)
    return waiting.filter(answer | end).count()
