"""Which incidents wait at the desk, and what does one look like?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from openpias.core.names.diacritics import fold, normalise
from openpias.server.helpdesk.enums import IncidentState, Mailbox, MessageState
from openpias.server.helpdesk.models import OPEN_STATES, Incident, RawMessage
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import visibility
from openpias.server.helpdesk.queries.hours import hours
from openpias.server.helpdesk.queries.rows import IncidentRow, row
from openpias.server.helpdesk.queries.views import IncidentView, view, whole
from openpias.server.platform.accounts.actors import Actor

PAGE = 25
MINE, NOBODY = "me", "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which incidents are asked for; what is empty asks nothing. `assignee` also takes me and none."""

    mailbox: str = ""
    states: Sequence[IncidentState] = OPEN_STATES
    category: str = ""
    priority: str = ""
    channel: str = ""
    assignee: str = ""
    provider: str = ""
    house: str = ""
    text: str = ""
    late_only: bool = False
    held_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """One page of incidents; `number` counts from 1 and `pages` is at least 1."""

    rows: tuple[IncidentRow, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many incidents are not closed: by mailbox and state, and as each queue has them."""

    by_mailbox: dict[Mailbox, dict[IncidentState, int]]
    mine: int
    unassigned: int
    late: int
    held: int
    unreadable: int


def page(actor: Actor, filters: Filters, *, at: datetime, number: int = 1) -> IncidentPage:
    """Return one page: urgent ones first, then what is due first."""
    found = _filtered(visibility.incidents(actor), filters, actor, at)
    return paged(found.order_by("resolution_due_at", "pk"), actor, at=at, number=number)


def paged(found: QuerySet[Incident], actor: Actor, *, at: datetime, number: int) -> IncidentPage:
    """Return one page of these incidents in their order."""
    total = found.count()
    pages = max(1, -(-total // PAGE))
    shown = min(max(1, number), pages)
    clock = hours()
    rows = found.defer("search_text")[(shown - 1) * PAGE : shown * PAGE]
    return IncidentPage(
        rows=tuple(row(each, actor, at=at, hours=clock) for each in rows),
        total=total,
        number=shown,
        pages=pages,
    )


def one(public_id: str, *, actor: Actor, at: datetime) -> IncidentView | None:
    """Return an incident with all its entries; None for one that the actor may not see."""
    sought = visibility.reference(public_id)
    found = whole(visibility.incidents(actor).filter(public_id=sought)).first() if sought else None
    return view(found, actor, at=at) if found is not None else None


def by_reference(reference: str, *, actor: Actor) -> str | None:
    """Return the id of the incident with a reference, as people write it; None where there is none."""
    tidy = "".join(reference.split()).strip("[]#").upper()
    found = visibility.incidents(actor).filter(reference=tidy).values_list("public_id", flat=True)
    first = found.first()
    return str(first) if first else None


def similar(
    public_id: str, *, actor: Actor, at: datetime, most: int = 10
) -> tuple[IncidentRow, ...]:
    """Return other open incidents of the same provider or reporter, candidates for a merge."""
    sought = visibility.reference(public_id)
    mine = visibility.incidents(actor)
    this = mine.filter(public_id=sought).first() if sought else None
    if this is None:
        return ()
    alike = Q()
    if this.provider_code:
        alike |= Q(provider_code=this.provider_code)
    if this.reporter_key is not None:
        alike |= Q(reporter_key=this.reporter_key)
    if not alike:
        return ()
    found = mine.filter(alike, state__in=OPEN_STATES).exclude(pk=this.pk).order_by("-opened_at")
    clock = hours()
    return tuple(row(each, actor, at=at, hours=clock) for each in found[:most])


def counts(actor: Actor, *, at: datetime) -> Counts:
    """Return how many incidents wait, in three queries."""
    mine = visibility.incidents(actor).filter(state__in=OPEN_STATES)
    grouped = mine.values_list("mailbox", "state").annotate(many=Count("pk")).order_by()
    by_mailbox: dict[Mailbox, dict[IncidentState, int]] = {each: {} for each in Mailbox}
    for mailbox, state, many in grouped:
        by_mailbox[Mailbox(mailbox)][IncidentState(state)] = many
    queues = mine.aggregate(
        mine=Count("pk", filter=Q(assignee=actor.account_id)),
        unassigned=Count("pk", filter=Q(assignee=None)),
        late=Count("pk", filter=_late(at)),
        held=Count("pk", filter=Q(is_held=True)),
    )
    unreadable = 0
    if actor.may(Permission.READ_UNREADABLE):
        unreadable = RawMessage.objects.filter(
            state=MessageState.UNREADABLE, erased_at=None
        ).count()
    return Counts(by_mailbox=by_mailbox, unreadable=unreadable, **queues)


def escalated(*, at: datetime) -> dict[str, int]:
    """Return how many incidents are late with their answer, and how many with their end."""
    running = Incident.objects.filter(state__in=OPEN_STATES, paused_at=None)
    return running.aggregate(
        response=Count("pk", filter=Q(first_answer_at=None, response_due_at__lt=at)),
        resolution=Count("pk", filter=Q(resolution_due_at__lt=at)),
    )


def _late(at: datetime) -> Q:
    answer = Q(first_answer_at=None, response_due_at__lt=at)
    return (answer | Q(resolution_due_at__lt=at)) & Q(paused_at=None)


def _filtered(
    found: QuerySet[Incident], filters: Filters, actor: Actor, at: datetime
) -> QuerySet[Incident]:
    found = found.filter(state__in=[each.value for each in filters.states])
    plain = {
        "mailbox": filters.mailbox,
        "priority": filters.priority,
        "channel": filters.channel,
        "provider_code": filters.provider,
        "house_code": filters.house,
    }
    found = found.filter(**{name: value for name, value in plain.items() if value})
    if filters.category:
        wanted = "" if filters.category == NOBODY else filters.category
        found = found.filter(category=wanted)
    if filters.late_only:
        found = found.filter(_late(at), state__in=OPEN_STATES)
    if filters.held_only:
        found = found.filter(is_held=True)
    return _searched(_assigned(found, filters.assignee, actor), filters.text)


def _assigned(found: QuerySet[Incident], assignee: str, actor: Actor) -> QuerySet[Incident]:
    if assignee == MINE:
        return found.filter(assignee=actor.account_id)
    if assignee == NOBODY:
        return found.filter(assignee=None)
    if assignee.isascii() and assignee.isdigit() and len(assignee) < 18:
        return found.filter(assignee=int(assignee))
    return found


def _searched(found: QuerySet[Incident], text: str) -> QuerySet[Incident]:
    for word in fold(normalise(text.replace("\x00", " "))).split()[:8]:
        found = found.filter(search_text__contains=word)
    return found
