"""How is it written that whoever called was called back, so that a spoken answer counts as one?

A call back leaves no letter: its line in the incident is all that says it was made.
"""

from datetime import datetime

from openpias.core.findings import Finding
from openpias.server.helpdesk.domain.mail.screening import ShownText
from openpias.server.helpdesk.domain.outcomes import DeskProblem, DeskRefused, Done, NotSaved
from openpias.server.helpdesk.enums import CallOutcome, Happening, IncidentState
from openpias.server.helpdesk.models import CALLED_CHANNELS, Incident, IncidentEntry
from openpias.server.helpdesk.operations import clocks, creating, handling, trail
from openpias.server.helpdesk.operations.holding import done, held, typed
from openpias.server.helpdesk.permissions import Permission
from openpias.server.platform.accounts.actors import Actor

OUTCOME_REQUIRED = "call-outcome-required"
_LONGEST_NOTE = 300


def call_back(
    public_id: str,
    *,
    outcome: str,
    note: str = "",
    request_key: str = "",
    actor: Actor,
    at: datetime,
) -> Done | NotSaved:
    """Write a call back to whoever reported by voice or telephone; `outcome` is one of CallOutcome.

    Spoken with, the reporter has an answer: the first one stops the response clock, takes the incident
    into the actor's hands where it is in nobody's, and ends a wait. A call that nobody took changes
    no clock. The same `request_key` is written once. A note with personal data of an insured person
    is refused. Raises DeskRefused.
    """
    words = _checked(outcome, note)
    if isinstance(words, NotSaved):
        return words
    key = creating.request_digest(f"call-back:{public_id}", request_key, actor)
    with held(public_id, actor, permission=Permission.CALL_BACK) as incident:
        if key is not None and IncidentEntry.objects.filter(request_key=key).exists():
            return done(incident, is_new=False)
        if incident.channel not in CALLED_CHANNELS:
            raise DeskRefused(DeskProblem.NOT_CALLED)
        if outcome == CallOutcome.SPOKE:
            _answered(incident, actor=actor, at=at)
        facts = {"outcome": outcome}
        shown = {"note": words.text}
        line = trail.line(
            incident, Happening.CALLED_BACK, facts={**facts, **shown}, actor=actor, at=at
        )
        line.request_key = key
        line.save(force_insert=True)
        trail.changed(incident, Happening.CALLED_BACK.value, facts=facts, actor=actor, at=at)
        incident.changed_at = at
        incident.save()
        return done(incident)


def _checked(outcome: str, note: str) -> ShownText | NotSaved:
    """Return the note without soft signs, or all that is wrong: at `/outcome` and at `/note`."""
    findings: list[Finding] = []
    if outcome not in set(CallOutcome):
        findings.append(Finding(code=OUTCOME_REQUIRED, path="/outcome"))
    words = typed(note, path="/note", longest=_LONGEST_NOTE, required=False)
    if isinstance(words, Finding):
        return NotSaved(findings=(*findings, words))
    return NotSaved(findings=tuple(findings)) if findings else words


def _answered(incident: Incident, *, actor: Actor, at: datetime) -> None:
    if incident.state == IncidentState.WAITING:
        clocks.resume(incident, at=at)
    if incident.first_answer_at is None:
        incident.first_answer_at = at
    if incident.assignee is None:
        handling.give(incident, actor.account_id, actor.display_name)
    incident.state = IncidentState.ANSWERED
