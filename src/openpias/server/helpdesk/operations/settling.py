"""What becomes of a mail that was read: an incident, an entry of one, or nothing?

Everything is written in the transaction that holds the mail's row.
"""

from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings

from openpias.server.helpdesk.domain.mail.automatic import Origin
from openpias.server.helpdesk.domain.mail.screening import ShownMail
from openpias.server.helpdesk.enums import (
    EntryKind,
    Happening,
    MessageState,
)
from openpias.server.helpdesk.models import Incident, IncidentEntry, RawMessage
from openpias.server.helpdesk.operations import (
    arriving,
    attachments,
    endings,
    letters,
    opening_mails,
    threading,
    trail,
)
from openpias.server.helpdesk.operations.opening_mails import Arrived
from openpias.server.helpdesk.queries import reporters

_ROBOTS_AN_HOUR = 20


def settle(row: RawMessage, mail: ShownMail, *, at: datetime) -> None:
    """Write what follows from a mail, and where the mail stands."""
    row.message_key = _key(mail)
    row.sender_key = reporters.key_of(mail.sender)
    threading.wait_for(row.message_key)
    if reason := _ignored(row, mail, at=at):
        endings.end_mail(row, MessageState.IGNORED, incident=None, failure=reason, mail=mail, at=at)
        return
    incident = threading.incident_for(mail)
    if mail.origin in {Origin.BOUNCE, Origin.AUTOMATIC_ANSWER}:
        _attach(row, mail, incident, at=at)
        return
    if incident is not None and threading.is_repeated(row, mail, incident):
        facts: dict[str, str | list[str]] = {"mailboxes": list(row.mailboxes)}
        trail.happened(incident, Happening.REPEATED, facts=facts, at=at)
        letters.know(incident, mail.message_id)
        endings.end_mail(row, MessageState.ATTACHED, incident=incident, mail=mail, at=at)
        return
    if incident is None or not arriving.may_go_on(incident, at=at):
        # An answer to an incident that ended long ago opens another one, which names it.
        (target,) = opening_mails.open_all([Arrived(row=row, mail=mail, earlier=incident)], at=at)
    else:
        target = arriving.go_on(incident, mail, at=at)
        _write_entry(row, mail, target, at=at)
        letters.know(target, mail.message_id)
    endings.end_mail(row, endings.taken(mail), incident=target, mail=mail, at=at)


def settle_new(arrived: Sequence[Arrived], *, at: datetime) -> frozenset[int]:
    """Write what follows from those mails that begin something, all at once; return their rows' keys.

    The others wait for `settle`: what belongs to an incident, robots, what others have settled, and
    whatever answers or repeats a mail that stands before it. The transaction is open.
    """
    for each in arrived:
        each.row.message_key = _key(each.mail)
        each.row.sender_key = reporters.key_of(each.mail.sender)
    threading.wait_for_all(_key(each.mail) for each in arrived)
    stored = RawMessage.objects.filter(
        pk__in=[each.row.pk for each in arrived], state=MessageState.STORED
    ).order_by("pk")
    free = frozenset(stored.select_for_update().values_list("pk", flat=True))
    begins = threading.beginning([each.mail for each in arrived])
    new = [
        each
        for each, begins_one in zip(arrived, begins, strict=True)
        if begins_one and each.row.pk in free and not _ignored(each.row, each.mail, at=at)
    ]
    if new:
        endings.end_all(new, opening_mails.open_all(new, at=at), at=at)
    return frozenset(each.row.pk for each in new)


def _key(mail: ShownMail) -> bytes | None:
    return letters.id_key(mail.message_id) if mail.message_id else None


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
        endings.end_mail(
            row, MessageState.IGNORED, incident=None, failure=failure, mail=mail, at=at
        )
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
    endings.end_mail(row, MessageState.ATTACHED, incident=incident, mail=mail, at=at)


def _write_entry(row: RawMessage, mail: ShownMail, incident: Incident, *, at: datetime) -> None:
    entry = arriving.entry_of(row, mail, incident)
    entry.save(force_insert=True)
    attachments.keep(mail, incident=incident, entry=entry, at=at)
    if mail.is_hard:
        Incident.objects.filter(pk=incident.pk).update(is_held=True)
        facts = {"kinds": sorted(entry.hidden)}
        trail.happened(incident, Happening.HELD, facts=facts, at=at)
    taken = {"entry": str(entry.public_id), "mail": str(row.public_id)}
    trail.changed(incident, "mail-taken", facts=taken, actor=None, at=at)
