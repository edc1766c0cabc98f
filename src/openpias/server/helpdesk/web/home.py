"""What waits at the desk in the morning, and what is to be done first?"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.server.helpdesk.enums import Channel, IncidentState, Mailbox
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import incidents, mornings
from openpias.server.helpdesk.queries.hours import hours
from openpias.server.helpdesk.queries.incidents import Counts, Filters
from openpias.server.helpdesk.web import labels, moments, navigation, queue
from openpias.server.helpdesk.web.opening import actor_of
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render

_MOST_CALLS = 10


@require_GET
@requires(Permission.READ_DESK, real=True)
def page(request: HttpRequest) -> HttpResponse:
    """Show what came overnight, what is late or due, whose it is, and the calls of the night."""
    actor, now = actor_of(request), timezone.now()
    counts = incidents.counts(actor, at=now)
    clock = hours()
    dark = mornings.last_night(now, clock)
    night = mornings.overnight(actor, dark)
    context = {
        "tabs": navigation.tabs(request),
        "since": moments.near(dark.began, now=now),
        "until": moments.near(dark.ended, now=now),
        "shown_at": moments.clock(now),
        "night": [
            {"text": labels.channel(each), "many": night[each], "href": _queue(canal=each.value)}
            for each in Channel
        ],
        "night_total": sum(night.values()),
        "tiles": _tiles(counts, actor, soon=mornings.due_soon(actor, clock, at=now)),
        "columns": [{"text": _("Cutia")}, *_state_columns()],
        "mailboxes": [_mailbox(each, counts) for each in Mailbox],
        "calls": _calls(actor, now),
        "may_call": actor.may(Permission.OPEN_FROM_CALL),
    }
    return render(request, "helpdesk/home.html", context)


_STATES = (
    IncidentState.NEW,
    IncidentState.ASSIGNED,
    IncidentState.WAITING,
    IncidentState.ANSWERED,
)


def _tiles(counts: Counts, actor: Actor, *, soon: int) -> list[dict[str, Any]]:
    found = [
        (_("Întârziate"), counts.late, _queue(intarziate="1"), True),
        (_("Cu termen apropiat"), soon, navigation.QUEUE, False),
        (_("Ale mele"), counts.mine, _queue(responsabil="me"), False),
        (_("Ale nimănui"), counts.unassigned, _queue(responsabil="none"), False),
        (_("Reținute: date personale"), counts.held, _queue(retinute="1"), True),
    ]
    if actor.may(Permission.READ_UNREADABLE):
        found.append((_("Neprelucrabile"), counts.unreadable, navigation.UNREADABLE, True))
    return [
        {"text": text, "many": many, "href": href, "alarms": alarms and many > 0}
        for text, many, href, alarms in found
    ]


def _state_columns() -> list[dict[str, Any]]:
    return [{"text": labels.state(each), "numeric": True} for each in _STATES]


def _mailbox(mailbox: Mailbox, counts: Counts) -> list[Any]:
    many = counts.by_mailbox[mailbox]
    name = {"text": labels.mailbox(mailbox), "href": _queue(cutie=mailbox.value)}
    return [name, *(str(many.get(each, 0)) for each in _STATES)]


def _calls(actor: Actor, now: datetime) -> list[dict[str, Any]]:
    waiting = Filters(channel=Channel.VOICE.value, states=(IncidentState.NEW,))
    found = incidents.page(actor, waiting, at=now)
    return [queue.shown(each, now=now, actor=actor) for each in found.rows[:_MOST_CALLS]]


def _queue(**filters: str) -> str:
    return queue.address(filters)
