"""How does the desk answer, note and close, so that a note is never mistaken for an answer?

An answer leaves through the platform's letters; a note has no letter, and the database refuses one.
"""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from openpias.core.findings import Finding
from openpias.server.helpdesk.domain.mail.screening import ShownText
from openpias.server.helpdesk.domain.outcomes import DeskProblem, DeskRefused, Done, NotSaved
from openpias.server.helpdesk.enums import Channel, EntryKind, Happening, IncidentState
from openpias.server.helpdesk.models import Incident, IncidentEntry
from openpias.server.helpdesk.operations import clocks, creating, handling, letters, rating, trail
from openpias.server.helpdesk.operations.holding import done, held, plain, typed
from openpias.server.helpdesk.operations.letters import Wording
from openpias.server.helpdesk.queries import reporters
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import Fact

ANSWER, CLOSING = "helpdesk.answer", "helpdesk.closing"
_LONGEST_RESOLUTION = 1000


def answer(
    public_id: str,
    *,
    text: str,
    waits: bool = False,
    request_key: str = "",
    actor: Actor,
    at: datetime,
) -> Done | NotSaved:
    """Answer the reporter; with `waits` the clocks stop until the reporter writes.

    Takes the incident into the actor's hands where it is in nobody's. The same `request_key` answers
    once. A text with personal data of an insured person is refused.
    """
    shown = typed(text)
    if isinstance(shown, Finding):
        return NotSaved(findings=(shown,))
    key = creating.request_digest(f"answer:{public_id}", request_key, actor)
    with held(public_id, actor) as incident:
        if _is_used(key):
            return done(incident, is_new=False)
        if incident.channel != Channel.PORTAL and not reporters.of(incident).address:
            raise DeskRefused(DeskProblem.NO_ADDRESS)
        _write_answer(incident, shown, plain(text), key=key, actor=actor, at=at)
        if incident.first_answer_at is None:
            incident.first_answer_at = at
        if incident.assignee is None:
            handling.give(incident, actor.account_id, actor.display_name)
        if incident.state == IncidentState.WAITING:
            clocks.resume(incident, at=at)
        incident.state = IncidentState.ANSWERED
        if waits:
            clocks.pause(incident, at=at)
            trail.happened(incident, Happening.WAITS, actor=actor, at=at)
        incident.changed_at = at
        incident.save()
        return done(incident)


def note(
    public_id: str, *, text: str, request_key: str = "", actor: Actor, at: datetime
) -> Done | NotSaved:
    """Write a note for colleagues; it never leaves. The same `request_key` writes it once."""
    shown = typed(text)
    if isinstance(shown, Finding):
        return NotSaved(findings=(shown,))
    key = creating.request_digest(f"note:{public_id}", request_key, actor)
    with held(public_id, actor, open_only=False) as incident:
        if _is_used(key):
            return done(incident, is_new=False)
        entry = _entry(incident, EntryKind.NOTE, shown, actor=actor, at=at)
        entry.request_key = key
        entry.save(force_insert=True)
        facts = {"entry": str(entry.public_id)}
        trail.changed(incident, "noted", facts=facts, actor=actor, at=at)
        return done(incident)


def close(public_id: str, *, resolution: str, actor: Actor, at: datetime) -> Done | NotSaved:
    """Close an incident with what was done; the reporter gets it by mail, with a link to rate it."""
    shown = typed(resolution, path="/resolution", longest=_LONGEST_RESOLUTION)
    if isinstance(shown, Finding):
        return NotSaved(findings=(shown,))
    with held(public_id, actor, open_only=False) as incident:
        if incident.state == IncidentState.MERGED:
            raise DeskRefused(DeskProblem.MERGED)
        if incident.state == IncidentState.CLOSED:
            return done(incident, is_new=False)
        if incident.state == IncidentState.WAITING:
            clocks.resume(incident, at=at)
        incident.state, incident.closed_at = IncidentState.CLOSED, at
        incident.closed_by, incident.resolution = actor.account_id, shown.text[:1000]
        incident.changed_at = at
        incident.save()
        _write_closing(incident, plain(resolution), shown, actor=actor, at=at)
        trail.happened(incident, Happening.CLOSED, actor=actor, at=at)
        return done(incident)


def _is_used(key: bytes | None) -> bool:
    return key is not None and IncidentEntry.objects.filter(request_key=key).exists()


def _entry(
    incident: Incident, kind: EntryKind, shown: ShownText, *, actor: Actor, at: datetime
) -> IncidentEntry:
    return IncidentEntry(
        incident=incident,
        kind=kind,
        at=at,
        account_id=actor.account_id,
        author_name=actor.display_name[:200],
        text=shown.text,
        hidden=shown.hidden,
    )


def _write_answer(
    incident: Incident,
    shown: ShownText,
    text: str,
    *,
    key: bytes | None,
    actor: Actor,
    at: datetime,
) -> None:
    with translation.override(incident.language):
        wording = Wording(
            kind=ANSWER, subject=_subject(incident), paragraphs=(text, gettext("Asistența e-PIAS"))
        )
        letter = letters.send(incident, wording, at=at)
    entry = _entry(incident, EntryKind.ANSWER, shown, actor=actor, at=at)
    entry.letter, entry.request_key, entry.subject = letter, key, wording.subject[:300]
    entry.save(force_insert=True)
    facts: dict[str, Fact] = {"entry": str(entry.public_id), "sent": letter is not None}
    trail.changed(incident, "answered", facts=facts, actor=actor, at=at)


def _write_closing(
    incident: Incident, resolution: str, shown: ShownText, *, actor: Actor, at: datetime
) -> None:
    link = settings.PUBLIC_URL + rating.path_of(incident)
    with translation.override(incident.language):
        paragraphs = (
            gettext("Incidentul %(reference)s a fost închis.") % {"reference": incident.reference},
            resolution,
            gettext(
                "Dacă problema continuă, răspundeți la acest mesaj și incidentul se redeschide."
            ),
            gettext("Cât de mulțumit sunteți? Spuneți-ne aici:") + f"\n{link}",
        )
        wording = Wording(kind=CLOSING, subject=_subject(incident), paragraphs=paragraphs)
        letter = letters.send(incident, wording, at=at)
    entry = _entry(incident, EntryKind.ANSWER, shown, actor=actor, at=at)
    entry.letter, entry.facts = letter, {"closing": True}
    entry.save(force_insert=True)


def _subject(incident: Incident) -> str:
    return f"Re: {incident.subject}" if incident.subject else gettext("Răspuns")
