"""What becomes of a mail that was read: an incident, an entry of one, or nothing?

Everything is written in the transaction that holds the mail's row.
"""

from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings

from openpias.core.findings import Finding
from openpias.server.helpdesk.domain.mail.automatic import Origin
from openpias.server.helpdesk.domain.mail.screening import ShownMail
from openpias.server.helpdesk.domain.retention import KeptHelpdesk, term_on
from openpias.server.helpdesk.enums import (
    EntryKind,
    Happening,
    MessageState,
)
from openpias.server.helpdesk.models import Incident, IncidentEntry, RawMessage
from openpias.server.helpdesk.operations import (
    arriving,
    attachments,
    letters,
    opening_mails,
    receipts,
    threading,
    trail,
)
from openpias.server.helpdesk.queries import reporters
from openpias.server.platform.clock import day_of

_ROBOTS_AN_HOUR = 20


class AlreadySettled(Exception):  # noqa: N818 - a fact, not a fault
    """Another worker was sooner: what this one wrote is rolled back."""


def end(row: RawMessage, **values: Any) -> None:
    """Write where a mail stands, if nobody did before; raises AlreadySettled."""
    waiting = RawMessage.objects.filter(pk=row.pk, state=MessageState.STORED)
    if not waiting.update(**values):
        raise AlreadySettled


def settle(row: RawMessage, mail: ShownMail, *, at: datetime) -> None:
    """Write what follows from a mail, and where the mail stands."""
    row.message_key = letters.id_key(mail.message_id) if mail.message_id else None
    row.sender_key = reporters.key_of(mail.sender)
    threading.wait_for(row.message_key)
    if reason := _ignored(row, mail, at=at):
        _end(row, MessageState.IGNORED, incident=None, failure=reason, mail=mail, at=at)
        return
    incident = threading.incident_for(mail)
    if mail.origin in {Origin.BOUNCE, Origin.AUTOMATIC_ANSWER}:
        _attach(row, mail, incident, at=at)
        return
    if incident is not None and threading.is_repeated(row, mail, incident):
        facts: dict[str, str | list[str]] = {"mailboxes": list(row.mailboxes)}
        trail.happened(incident, Happening.REPEATED, facts=facts, at=at)
        letters.know(incident, mail.message_id)
        _end(row, MessageState.ATTACHED, incident=incident, mail=mail, at=at)
        return
    findings: Sequence[Finding] = ()
    # An answer to an incident that ended long ago opens another one, which names it.
    is_new = incident is None or not arriving.may_go_on(incident, at=at)
    if is_new:
        opened = opening_mails.open_from(row, mail, earlier=incident, at=at)
        target, findings = opened.incident, opened.findings
    elif incident is not None:
        target = arriving.go_on(incident, mail, at=at)
    _write_entry(row, mail, target, is_new=is_new, at=at)
    letters.know(target, mail.message_id)
    _end(
        row,
        MessageState.HELD if mail.is_hard else MessageState.TAKEN,
        incident=target,
        mail=mail,
        at=at,
    )
    if is_new:
        receipts.answer(target, mail, findings, at=at)


def _ignored(row: RawMessage, mail: ShownMail, *, at: datetime) -> str:
    """Return why nothing follows from a mail: our own came back, or a robot that does not stop."""
    own = {parseaddr(settings.MAIL_FROM)[1].lower(), *settings.HELPDESK_ADDRESSES}
    if mail.sender.lower() in own and mail.origin is not Origin.BOUNCE:
        return "own-address"
    if threading.is_ours(mail.message_id):
        return "own-letter"
    if mail.origin is Origin.ROBOT and row.sender_key is not None:
        lately = RawMessage.objects.filter(
            sender_key=row.sender_key, received_at__gt=at - threading.HOUR
        ).exclude(pk=row.pk)
        if lately.count() >= _ROBOTS_AN_HOUR:
            return "robot-too-often"
    return ""


def _attach(row: RawMessage, mail: ShownMail, incident: Incident | None, *, at: datetime) -> None:
    """Let a bounce or an automatic answer be an entry of what it is about; it opens nothing."""
    if incident is None:
        failure = f"{mail.origin}-of-nothing"
        _end(row, MessageState.IGNORED, incident=None, failure=failure, mail=mail, at=at)
        return
    entry = IncidentEntry.objects.create(
        incident=incident,
        kind=EntryKind.BOUNCE,
        at=at,
        subject=mail.subject.text[:300],
        text=mail.text.text,
        presentation=mail.presentation,
        facts={"origin": str(mail.origin)},
        hidden=mail.text.hidden,
        message=row,
    )
    facts = {"entry": str(entry.public_id), "origin": str(mail.origin)}
    trail.changed(incident, "mail-attached", facts=facts, actor=None, at=at)
    _end(row, MessageState.ATTACHED, incident=incident, mail=mail, at=at)


def _write_entry(
    row: RawMessage, mail: ShownMail, incident: Incident, *, is_new: bool, at: datetime
) -> None:
    entry = IncidentEntry(
        incident=incident,
        kind=EntryKind.INCOMING,
        at=row.received_at,
        subject=mail.subject.text[:300],
        text=mail.text.text,
        presentation=mail.presentation,
        hidden=arriving.hidden_of(mail),
        message=row,
    )
    entry.sealed_text = arriving.sealed_soft_text(entry, mail)
    entry.save(force_insert=True)
    attachments.keep(mail, incident=incident, entry=entry, at=at)
    if mail.is_hard:
        Incident.objects.filter(pk=incident.pk).update(is_held=True)
        facts = {"kinds": sorted(entry.hidden)}
        trail.happened(incident, Happening.HELD, facts=facts, at=at)
    if not is_new:
        # That of a new incident is told by its opening.
        taken = {"entry": str(entry.public_id), "mail": str(row.public_id)}
        trail.changed(incident, "mail-taken", facts=taken, actor=None, at=at)


_TERMS = {
    MessageState.HELD: KeptHelpdesk.HELD_ORIGINAL,
    MessageState.TAKEN: KeptHelpdesk.ORIGINAL,
    MessageState.ATTACHED: KeptHelpdesk.ORIGINAL,
    MessageState.IGNORED: KeptHelpdesk.UNREADABLE_ORIGINAL,
}


def _end(
    row: RawMessage,
    state: MessageState,
    *,
    incident: Incident | None,
    mail: ShownMail,
    at: datetime,
    failure: str = "",
) -> None:
    kept = KeptHelpdesk.HELD_ORIGINAL if mail.is_hard else _TERMS[state]
    term = term_on(kept, day_of(at))
    end(
        row,
        state=state,
        incident=incident,
        failure=failure,
        claimed_until=None,
        ended_at=at,
        expires_at=at + term if term else None,
        message_key=row.message_key,
        sender_key=row.sender_key,
    )
    if state is MessageState.IGNORED:
        trail.tell(
            "mail-ignored",
            row.public_id,
            facts={"reason": failure},
            actor=None,
            at=at,
            kind="helpdesk-mail",
        )
