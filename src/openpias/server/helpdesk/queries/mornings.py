"""What came in while nobody was at the desk?"""

from datetime import datetime, timedelta

from django.db.models import Count, Q

from openpias.server.helpdesk.domain.policy import policy_on
from openpias.server.helpdesk.enums import Channel
from openpias.server.helpdesk.models import OPEN_STATES
from openpias.server.helpdesk.queries import visibility
from openpias.server.helpdesk.queries.hours import hours
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of


def night_began(at: datetime) -> datetime:
    """Return when people last went home before a moment."""
    day = day_of(at)
    _, ends = hours().hours_of(day)
    return ends if ends <= at else hours().hours_of(day - timedelta(days=1))[1]


def night_ended(at: datetime) -> datetime:
    """Return when people came again after that night, or the moment itself while it lasts."""
    return min(at, hours().next_human(night_began(at)))


def overnight(actor: Actor, *, at: datetime) -> dict[Channel, int]:
    """Return how many incidents of the last night are not closed, by channel; one query."""
    found = visibility.incidents(actor).filter(
        opened_at__gte=night_began(at), opened_at__lt=night_ended(at), state__in=OPEN_STATES
    )
    many = dict(found.values_list("channel").annotate(many=Count("pk")).order_by())
    return {each: many.get(each.value, 0) for each in Channel}


def due_soon(actor: Actor, *, at: datetime) -> int:
    """Return how many incidents have a clock that ends within the warning time; one query."""
    until = hours().after(at, policy_on(day_of(at)).soon)
    answer = Q(first_answer_at=None, response_due_at__gte=at, response_due_at__lte=until)
    end = Q(resolution_due_at__gte=at, resolution_due_at__lte=until)
    waiting = visibility.incidents(actor).filter(state__in=OPEN_STATES, paused_at=None)
    return waiting.filter(answer | end).count()
