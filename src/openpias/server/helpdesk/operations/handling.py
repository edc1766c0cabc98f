"""What does the desk do with an incident, besides answering it?

Each act holds the incident's row, and done again it changes nothing.
"""

from datetime import datetime

from openpias.core.findings import Finding
from openpias.server.cards import api as cards
from openpias.server.helpdesk.domain.header.vocabulary import ALLOWED_CATEGORIES
from openpias.server.helpdesk.domain.outcomes import DeskProblem, DeskRefused, Done, NotSaved
from openpias.server.helpdesk.enums import (
    Category,
    Happening,
    HeaderField,
    IncidentState,
    Mailbox,
    Priority,
    ReopenReason,
)
from openpias.server.helpdesk.models import Incident
from openpias.server.helpdesk.operations import clocks, trail
from openpias.server.helpdesk.operations.correcting import set_field
from openpias.server.helpdesk.operations.holding import done, held
from openpias.server.helpdesk.operations.reasons import why
from openpias.server.helpdesk.queries import operators
from openpias.server.platform.accounts.actors import Actor


def take(public_id: str, *, actor: Actor, at: datetime) -> Done:
    """Take an incident into one's hands; a colleague's too, which its entries show."""
    with held(public_id, actor) as incident:
        if incident.assignee == actor.account_id:
            return done(incident, is_new=False)
        give(incident, actor.account_id, actor.display_name)
        trail.happened(incident, Happening.TAKEN, actor=actor, at=at)
        return _saved(incident, at)


def assign(public_id: str, *, to: int | None, actor: Actor, at: datetime) -> Done:
    """Give an incident to an operator, or to nobody."""
    name = ""
    if to is not None:
        known = operators.names()
        if to not in known:
            raise DeskRefused(DeskProblem.NOT_OPERATOR)
        name = known[to]
    with held(public_id, actor) as incident:
        if incident.assignee == to:
            return done(incident, is_new=False)
        give(incident, to, name)
        facts = {"to": to} if to is not None else {}
        trail.happened(
            incident, Happening.ASSIGNED, actor=actor, facts=facts, shown={"name": name}, at=at
        )
        return _saved(incident, at)


def wait(public_id: str, *, actor: Actor, at: datetime) -> Done:
    """Stop the clocks until the reporter writes."""
    with held(public_id, actor) as incident:
        if incident.state == IncidentState.WAITING:
            return done(incident, is_new=False)
        clocks.pause(incident, at=at)
        trail.happened(incident, Happening.WAITS, actor=actor, at=at)
        return _saved(incident, at)


def resume(public_id: str, *, actor: Actor, at: datetime) -> Done:
    """Let the clocks run again without a word of the reporter."""
    with held(public_id, actor) as incident:
        if incident.state != IncidentState.WAITING:
            raise DeskRefused(DeskProblem.NOT_WAITING)
        clocks.resume(incident, at=at)
        trail.happened(incident, Happening.RESUMED, actor=actor, at=at)
        return _saved(incident, at)


def reopen(
    public_id: str, *, reason: str, note: str = "", actor: Actor, at: datetime
) -> Done | NotSaved:
    """Go on with an incident that was closed, for a reason of ReopenReason."""
    given = why(reason, note, among=ReopenReason)
    with held(public_id, actor, open_only=False) as incident:
        if incident.state == IncidentState.MERGED:
            raise DeskRefused(DeskProblem.MERGED)
        if incident.state != IncidentState.CLOSED:
            return done(incident, is_new=False)
        if isinstance(given, NotSaved):
            return given
        clocks.reopen(incident, at=at)
        facts, shown = {"reason": given.reason}, {"note": given.note}
        trail.happened(incident, Happening.REOPENED, actor=actor, facts=facts, shown=shown, at=at)
        return _saved(incident, at)


def prioritise(public_id: str, *, priority: str, actor: Actor, at: datetime) -> Done | NotSaved:
    """Change the priority, and with it both terms."""
    if priority not in {each.value for each in Priority}:
        return _unknown("value-unknown", "/priority")
    with held(public_id, actor) as incident:
        if incident.priority == priority:
            return done(incident, is_new=False)
        facts = {"from": str(incident.priority), "to": priority}
        incident.priority = priority
        clocks.redraw(incident)
        trail.happened(incident, Happening.PRIORITISED, actor=actor, facts=facts, at=at)
        return _saved(incident, at)


def categorise(public_id: str, *, category: str, actor: Actor, at: datetime) -> Done | NotSaved:
    """Change the category to one of the incident's mailbox."""
    with held(public_id, actor) as incident:
        allowed = {each.value for each in ALLOWED_CATEGORIES[Mailbox(incident.mailbox)]}
        if category not in allowed:
            return _unknown("category-unknown", "/category")
        if incident.category == category:
            return done(incident, is_new=False)
        set_field(incident, HeaderField.CATEGORY, category, actor=actor, at=at)
        facts = {"to": category}
        trail.happened(incident, Happening.RECATEGORISED, actor=actor, facts=facts, at=at)
        return _saved(incident, at)


def move(public_id: str, *, mailbox: str, actor: Actor, at: datetime) -> Done | NotSaved:
    """Move an incident to the queue of another mailbox; its reference stays.

    A category that the other mailbox lacks becomes the one for all else.
    """
    if mailbox not in {each.value for each in Mailbox}:
        return _unknown("mailbox-unknown", "/mailbox")
    with held(public_id, actor) as incident:
        if incident.mailbox == mailbox:
            return done(incident, is_new=False)
        facts = {"from": str(incident.mailbox), "to": mailbox}
        incident.mailbox = mailbox
        allowed = {each.value for each in ALLOWED_CATEGORIES[Mailbox(mailbox)]}
        if incident.category and incident.category not in allowed:
            set_field(incident, HeaderField.CATEGORY, Category.OTHER.value, actor=actor, at=at)
        trail.happened(incident, Happening.RECATEGORISED, actor=actor, facts=facts, at=at)
        return _saved(incident, at)


def link_case(public_id: str, *, number: str, actor: Actor, at: datetime) -> Done:
    """Link an incident to the case of a card by its number; an empty one takes the link away."""
    with held(public_id, actor) as incident:
        wanted = number.strip().upper()
        case = cards.case_numbered(wanted) if wanted else None
        if wanted and case is None:
            raise DeskRefused(DeskProblem.CASE_UNKNOWN)
        if incident.card_case_number == wanted:
            return done(incident, is_new=False)
        incident.card_case = case
        incident.card_case_number = wanted
        facts = {"case": str(case or "")}
        trail.happened(incident, Happening.LINKED, actor=actor, facts=facts, at=at)
        return _saved(incident, at)


def give(incident: Incident, account: int | None, name: str) -> None:
    """Put an incident into somebody's hands; the caller saves."""
    incident.assignee, incident.assignee_name = account, name[:200]
    if incident.state in {IncidentState.NEW, IncidentState.ASSIGNED}:
        incident.state = clocks.at_desk(incident)


def _saved(incident: Incident, at: datetime) -> Done:
    incident.changed_at = at
    incident.save()
    return done(incident)


def _unknown(code: str, path: str) -> NotSaved:
    return NotSaved(findings=(Finding(code=code, path=path),))
