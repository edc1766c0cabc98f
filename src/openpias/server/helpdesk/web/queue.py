"""Which incidents wait in the queues, what is due first, and how is the list narrowed?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.pages import Choice
from openpias.server.helpdesk.enums import (
    Category,
    Channel,
    ClockState,
    IncidentState,
    Mailbox,
    Priority,
    ReporterKind,
)
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import incidents, operators
from openpias.server.helpdesk.queries.incidents import MINE, NOBODY, Filters
from openpias.server.helpdesk.queries.rows import IncidentRow
from openpias.server.helpdesk.web import labels, moments, navigation
from openpias.server.helpdesk.web.opening import LINE, Typed, actor_of, for_reader
from openpias.server.helpdesk.web.paging import addresses, number_of
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render

_STATES = {
    "deschise": Filters().states,
    "noi": (IncidentState.NEW,),
    "in-lucru": (IncidentState.ASSIGNED,),
    "asteapta": (IncidentState.WAITING,),
    "cu-raspuns": (IncidentState.ANSWERED,),
    "inchise": (IncidentState.CLOSED, IncidentState.MERGED),
    "toate": tuple(IncidentState),
}
_CLOSED_LISTS: Mapping[str, frozenset[str]] = {
    "cutie": frozenset(Mailbox),
    "stare": frozenset(_STATES),
    "prioritate": frozenset(Priority),
    "categorie": frozenset((*Category, NOBODY)),
    "canal": frozenset(Channel),
    "intarziate": frozenset("1"),
    "retinute": frozenset("1"),
}
_OPEN_LISTS = ("responsabil", "furnizor", "text")


def address(chosen: Mapping[str, str]) -> str:
    """Return the address of the queue narrowed so."""
    asked = urlencode({name: value for name, value in chosen.items() if value})
    return f"{navigation.QUEUE}?{asked}" if asked else navigation.QUEUE


@require_GET
@requires(Permission.READ_DESK, real=True)
def collection(request: HttpRequest) -> HttpResponse:
    """List incidents, what is due first on top."""
    actor, now, chosen = actor_of(request), timezone.now(), _chosen(request)
    found = incidents.page(actor, _filters(chosen), at=now, number=number_of(request))
    mailbox = chosen.get("cutie", "")
    context = {
        "tabs": navigation.tabs(request),
        "mailboxes": _mailboxes(chosen),
        "mailbox": mailbox.upper(),
        "chosen": Typed(chosen),
        "is_narrowed": bool(chosen.keys() - {"cutie"}),
        "all": address({"cutie": mailbox}),
        **_choices(actor),
        "rows": [shown(each, now=now, actor=actor) for each in found.rows],
        "total": found.total,
        "shown_at": moments.clock(now),
        "refresh": address(chosen),
        "hrefs": addresses(navigation.QUEUE, chosen, pages=found.pages),
        "page_number": found.number,
        "may_call": actor.may(Permission.OPEN_FROM_CALL),
    }
    return render(request, "helpdesk/queue.html", context)


def shown(found: IncidentRow, *, now: datetime, actor: Actor) -> dict[str, Any]:
    """Return an incident as a line of a list."""
    is_open = found.state not in _STATES["inchise"]
    is_late = ClockState.LATE in {found.response.state, found.resolution.state}
    return {
        "href": f"{navigation.QUEUE}/{found.public_id}",
        "reference": found.reference,
        "subject": found.subject or _("fără subiect"),
        "tag": labels.state_tag(found.state),
        "due": moments.next_due(found.response, found.resolution, now=now) if is_open else {},
        "is_late": is_open and is_late,
        "priority": _priority(found.priority),
        "category": labels.category(found.category),
        "channel": labels.channel(found.channel),
        "who": for_reader(actor, _who(found), code=found.provider_code),
        "opened": moments.near(found.opened_at, now=now),
        "assignee": _("dumneavoastră")
        if found.assignee == actor.account_id
        else found.assignee_name or _("nimeni"),
        "marks": _marks(found),
    }


def _priority(value: Priority) -> dict[str, str]:
    """Return the coloured word of a priority that is not the usual one."""
    return {} if value is Priority.NORMAL else labels.priority_tag(value)


def _who(found: IncidentRow) -> str:
    if found.reporter_kind is not ReporterKind.PROVIDER:
        return labels.reporter(found.reporter_kind)
    if found.provider_name and found.provider_code:
        return f"{found.provider_name} ({found.provider_code})"
    if found.provider_code:
        return _("furnizor %(code)s") % {"code": found.provider_code}
    return found.provider_name or _("furnizor neidentificat")


def _marks(found: IncidentRow) -> list[dict[str, str]]:
    marks = []
    if found.is_held:
        marks.append(labels.kept_closed())
    elif found.has_hidden:
        marks.append({"text": _("cu locuri ascunse"), "classes": "govuk-tag--purple"})
    if found.lacks:
        marks.append({"text": _("antet incomplet"), "classes": "govuk-tag--orange"})
    pictures = labels.pictures(found.pictures)
    return [*marks, pictures] if pictures else marks


def _chosen(request: HttpRequest) -> dict[str, str]:
    """Return what the list is narrowed by; what is no choice is left out."""
    asked = {name: request.GET.get(name, "") for name in _CLOSED_LISTS}
    chosen = {name: value for name, value in asked.items() if value in _CLOSED_LISTS[name]}
    for name in _OPEN_LISTS:
        typed = " ".join(request.GET.get(name, "").split())
        if text := "".join(each for each in typed if each.isprintable())[:LINE]:
            chosen[name] = text
    return chosen


def _filters(chosen: Mapping[str, str]) -> Filters:
    return Filters(
        mailbox=chosen.get("cutie", ""),
        states=_STATES[chosen.get("stare", "deschise")],
        category=chosen.get("categorie", ""),
        priority=chosen.get("prioritate", ""),
        channel=chosen.get("canal", ""),
        assignee=chosen.get("responsabil", ""),
        provider=chosen.get("furnizor", "").removeprefix("RO").strip(),
        text=chosen.get("text", ""),
        late_only="intarziate" in chosen,
        held_only="retinute" in chosen,
    )


def _mailboxes(chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    others = {name: value for name, value in chosen.items() if name != "cutie"}
    every = {"text": _("Toate cutiile"), "value": ""}
    known = [{"text": labels.mailbox(each), "value": each.value} for each in Mailbox]
    return [
        {
            "text": each["text"],
            "href": address({"cutie": each["value"], **others}),
            "current": each["value"] == chosen.get("cutie", ""),
        }
        for each in (every, *known)
    ]


def _choices(actor: Actor) -> dict[str, Any]:
    people = [Choice(value=str(number), text=name) for number, name in operators.everybody(actor)]
    return {
        "states": [Choice(value=slug, text=text) for slug, text in _state_names().items()],
        "priorities": labels.priorities(),
        "categories": [*labels.categories(), Choice(value=NOBODY, text=_("fără categorie"))],
        "channels": [Choice(value=each, text=labels.channel(each)) for each in Channel],
        "assignees": [
            Choice(value=MINE, text=_("ale mele")),
            Choice(value=NOBODY, text=_("ale nimănui")),
            *people,
        ],
    }


def _state_names() -> dict[str, str]:
    return {
        "deschise": _("deschise"),
        "noi": _("noi"),
        "in-lucru": _("în lucru"),
        "asteapta": _("așteaptă răspunsul"),
        "cu-raspuns": _("cu răspuns"),
        "inchise": _("închise"),
        "toate": _("toate"),
    }
