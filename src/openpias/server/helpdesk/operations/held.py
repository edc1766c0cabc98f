"""What becomes of a mail that is held for what it says about a person?

Nobody reads it but the lead, who may find the find mistaken; everybody else sees the redacted text.
It is erased when somebody says so, and else by its term.
"""

from datetime import datetime

from django.db import transaction

from openpias.server.helpdesk.domain.outcomes import DeskProblem, DeskRefused, Done, NotSaved
from openpias.server.helpdesk.enums import (
    EntryKind,
    Happening,
    Mailbox,
    MessageState,
    RevealReason,
)
from openpias.server.helpdesk.models import Incident, IncidentEntry, RawMessage
from openpias.server.helpdesk.models.vault import Purpose, UnsealError, unseal
from openpias.server.helpdesk.operations import reading, trail
from openpias.server.helpdesk.operations.holding import allow, done, held
from openpias.server.helpdesk.operations.reasons import why
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import visibility
from openpias.server.platform.accounts.actors import Actor


def erase(public_id: str, *, reason: str, actor: Actor, at: datetime) -> Done:
    """Erase the held mails of an incident, which goes on with its redacted texts."""
    with held(public_id, actor, permission=Permission.ERASE_HELD, open_only=False) as incident:
        if not incident.is_held:
            return done(incident, is_new=False)
        mails = incident.messages.filter(state=MessageState.HELD, erased_at=None)
        count = erase_rows([each.pk for each in mails.only("pk")], at=at)
        _let_go(incident, at)
        facts: dict[str, str | int] = {"mails": count, "reason_given": len(reason.strip()) > 0}
        trail.happened(
            incident,
            Happening.ERASED,
            actor=actor,
            facts=facts,
            shown={"reason": _reason(reason)},
            at=at,
        )
        return done(incident)


def release(public_id: str, *, reason: str, actor: Actor, at: datetime) -> Done:
    """Show what a held mail says: the find was a mistake. Needs a reason; raises DeskRefused."""
    with held(public_id, actor, permission=Permission.RELEASE_HELD, open_only=False) as incident:
        if not incident.is_held:
            raise DeskRefused(DeskProblem.NOT_HELD)
        said = _reason(reason)
        mails = list(incident.messages.filter(state=MessageState.HELD).order_by("pk"))
        if not any(each.sealed is not None for each in mails):
            raise DeskRefused(DeskProblem.ERASED)
        for each in mails:
            _show(each)
        _let_go(incident, at)
        facts = {"mails": len(mails)}
        trail.happened(
            incident, Happening.RELEASED, actor=actor, facts=facts, shown={"reason": said}, at=at
        )
        return done(incident)


def peek(
    public_id: str, *, reason: str, note: str = "", actor: Actor, at: datetime
) -> str | NotSaved:
    """Return the texts of held mails to whoever may release them.

    They say who an insured person is, more than what `reveal` shows, so that the same reason is asked:
    the look stands in the incident with it, one of RevealReason, and in the trail. Raises DeskRefused.
    """
    given = why(reason, note, among=RevealReason)
    with held(public_id, actor, permission=Permission.RELEASE_HELD, open_only=False) as incident:
        mails = incident.messages.filter(state=MessageState.HELD).order_by("pk")
        found = [text for each in mails if (text := _text_of(each))]
        if not found:
            raise DeskRefused(DeskProblem.ERASED)
        if isinstance(given, NotSaved):
            return given
        facts: dict[str, str | int] = {"mails": len(found), "reason": given.reason}
        shown = {"note": given.note}
        read = Happening.ORIGINAL_READ
        trail.happened(incident, read, actor=actor, facts=facts, shown=shown, at=at)
    return "\n\n---\n\n".join(found)


def reveal(
    entry_id: str, *, reason: str, note: str = "", actor: Actor, at: datetime
) -> str | NotSaved:
    """Return a text in which only soft signs were hidden, as it was written.

    The look stands in the incident with its reason, one of RevealReason, and in the trail. Raises
    DeskRefused.
    """
    allow(actor, Permission.READ_PERSONAL)
    given = why(reason, note, among=RevealReason)
    reference = visibility.reference(entry_id)
    with transaction.atomic():
        entry = (
            IncidentEntry.objects.select_related("incident").filter(public_id=reference).first()
            if reference
            else None
        )
        if entry is None or entry.sealed_text is None:
            raise DeskRefused(DeskProblem.UNKNOWN)
        if isinstance(given, NotSaved):
            return given
        facts = {"entry": str(entry.public_id), "reason": given.reason}
        shown = {"note": given.note}
        incident = entry.incident
        trail.happened(incident, Happening.REVEALED, actor=actor, facts=facts, shown=shown, at=at)
        try:
            return unseal(entry.sealed_text, purpose=Purpose.TEXT, ref=entry.public_id).decode()
        except UnsealError:
            raise DeskRefused(DeskProblem.ERASED) from None


def erase_rows(keys: list[int], *, at: datetime) -> int:
    """Empty these mails; the rows stay, so that the same mail is still known. Returns how many."""
    rows = RawMessage.objects.filter(pk__in=keys, erased_at=None)
    return rows.update(sealed=None, sealed_envelope=None, erased_at=at)


def _let_go(incident: Incident, at: datetime) -> None:
    incident.is_held, incident.changed_at = False, at
    incident.save(update_fields=["is_held", "changed_at"])


def _show(message: RawMessage) -> None:
    text = _text_of(message)
    if text:
        message.entries.filter(kind=EntryKind.INCOMING).update(text=text, hidden={})
    message.state = MessageState.TAKEN
    message.save(update_fields=["state"])


def _text_of(message: RawMessage) -> str:
    """Return the whole text of a mail, read again in the limited process."""
    if message.sealed is None:
        return ""
    try:
        raw = unseal(message.sealed, purpose=Purpose.MAIL, ref=message.public_id)
        return reading.whole_text(raw, mailbox=Mailbox(message.mailboxes[0]))
    except (UnsealError, reading.ReaderBrokeError):
        return ""


def _reason(text: str) -> str:
    return " ".join(text.split())[:300]
