"""Which attachments of a mail are kept?"""

from collections.abc import Iterable
from datetime import datetime

from openpias.server.helpdesk.domain.mail.screening import ShownDocument, ShownMail
from openpias.server.helpdesk.enums import Pictures
from openpias.server.helpdesk.events import DocumentStored
from openpias.server.helpdesk.models import AttachedDocument, Incident, IncidentEntry
from openpias.server.helpdesk.models.vault import Purpose, seal
from openpias.server.helpdesk.operations import viruses
from openpias.server.platform.outbox.operations import announce_all


def keep(mail: ShownMail, *, incident: Incident, entry: IncidentEntry, at: datetime) -> None:
    """Write the attachments of a mail, in the transaction that is open.

    A document with a hard find is known by its redacted text alone; its bytes are kept nowhere else
    than in the held mail. Announces those whose pictures are still to be read.
    """
    if not mail.documents:
        return
    kept = rows(mail, incident=incident, entry=entry)
    AttachedDocument.objects.bulk_create(kept)
    announce_all(stored(kept), at=at)
    pictures = worst(each.pictures for each in incident.documents.all())
    if pictures is not Pictures.NONE:
        Incident.objects.filter(pk=incident.pk).update(pictures=pictures)


def rows(
    mail: ShownMail, *, incident: Incident, entry: IncidentEntry
) -> tuple[AttachedDocument, ...]:
    """Return the attachments of a mail; nothing is written."""
    return tuple(
        _row(document, position, incident=incident, entry=entry)
        for position, document in enumerate(mail.documents)
    )


def stored(documents: Iterable[AttachedDocument]) -> tuple[DocumentStored, ...]:
    """Return the events of the documents whose pictures are still to be read."""
    return tuple(
        DocumentStored(document=str(each.public_id))
        for each in documents
        if each.sealed is not None and each.pictures == Pictures.UNVERIFIED
    )


def _row(
    document: ShownDocument, position: int, *, incident: Incident, entry: IncidentEntry
) -> AttachedDocument:
    hidden = {**document.name.hidden, **document.text.hidden}
    row = AttachedDocument(
        incident=incident,
        entry=entry,
        position=position,
        name=document.name.text[:120],
        size=document.size,
        format=document.format,
        refusal=document.refusal,
        text=document.text.text,
        hidden=hidden,
        has_hidden=bool(hidden),
        pictures=document.pictures,
        picture_count=document.picture_count,
    )
    if not row.refusal and not document.text.hard:
        row.sealed = seal(document.content, purpose=Purpose.DOCUMENT, ref=row.public_id)
        row.virus_check = viruses.first_state()
    return row


_ORDER = (Pictures.NONE, Pictures.VERIFIED, Pictures.UNVERIFIED, Pictures.HIDDEN)


def worst(states: Iterable[str]) -> Pictures:
    """Return the state of an incident's pictures: that of the least known document."""
    found = [Pictures(each) for each in states]
    return max(found, key=_ORDER.index, default=Pictures.NONE)
