"""To which incident does a mail belong?

In this order: our own message id among those that it answers, which nobody can forge; any message id
that is known; the reference in the subject, where its sender is the incident's. Never the subject
alone: people write new things under old subjects.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import connection

from openpias.server.helpdesk.domain import threads
from openpias.server.helpdesk.domain.mail.automatic import Origin
from openpias.server.helpdesk.domain.mail.screening import ShownMail
from openpias.server.helpdesk.enums import EntryKind
from openpias.server.helpdesk.models import Incident, IncidentEntry, KnownMessageId, RawMessage
from openpias.server.helpdesk.operations import letters
from openpias.server.helpdesk.queries import reporters

HOUR = timedelta(hours=1)
_MOST_MERGES = 20


def incident_for(mail: ShownMail) -> Incident | None:
    """Return the incident of a mail, locked, or the one that it was merged into."""
    found = _named(mail)
    for _ in range(_MOST_MERGES):
        if found is None or found.merged_into_id is None:
            break
        found = Incident.objects.get(pk=found.merged_into_id)
    if found is None:
        return None
    return Incident.objects.select_for_update().get(pk=found.pk)


def wait_for(message_key: bytes | None) -> None:
    """Let mails with the same id be settled one after another: they may be one, sent twice."""
    if message_key is None:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_number(message_key)])


def _number(message_key: bytes) -> int:
    return int.from_bytes(message_key[:8], "big", signed=True)


def wait_for_all(message_keys: Iterable[bytes | None]) -> None:
    """Wait for several ids, in an order in which nobody waits for somebody who waits."""
    numbers = sorted({_number(each) for each in message_keys if each is not None})
    locks = "SELECT pg_advisory_xact_lock(each) FROM unnest(%s::bigint[]) AS each"
    with connection.cursor() as cursor:
        cursor.execute(locks, [numbers])


def beginning(mails: Sequence[ShownMail]) -> list[bool]:
    """Tell of each of these mails whether it surely begins something; one query for all of them.

    Not so for robots, nor for whatever names an incident, a known mail, or one that stands before it.
    """
    named = [
        [letters.id_key(name) for name in (each.message_id, *each.references) if name]
        for each in mails
    ]
    asked = {key for keys in named for key in keys}
    rows = KnownMessageId.objects.filter(key__in=asked).values_list("key", flat=True)
    known = set(map(bytes, rows))
    begins = []
    for mail, keys in zip(mails, named, strict=True):
        is_free = mail.origin is Origin.HUMAN and known.isdisjoint(keys)
        begins.append(is_free and _names_nothing(mail))
        if mail.message_id:
            known.add(keys[0])
    return begins


def _names_nothing(mail: ShownMail) -> bool:
    is_answer = threads.incident_of(mail.references, sign=letters.sign) is not None
    return not is_answer and not threads.reference_in(mail.subject.text)


def is_ours(message_id: str) -> bool:
    """Tell whether we made this message id: our own letter came back."""
    return threads.incident_of([message_id], sign=letters.sign) is not None


def is_repeated(row: RawMessage, mail: ShownMail, incident: Incident) -> bool:
    """Tell whether the same mail came before, to another mailbox or by another way.

    The same id with other words is another mail: nothing is lost because a program numbers badly.
    """
    if row.message_key is None:
        return False
    earlier = RawMessage.objects.filter(
        message_key=row.message_key, sender_key=row.sender_key, incident=incident
    ).exclude(pk=row.pk)
    said = IncidentEntry.objects.filter(
        incident=incident,
        kind=EntryKind.INCOMING,
        message__in=earlier.values("pk"),
        text=mail.text.text,
    )
    return said.exists()


def _named(mail: ShownMail) -> Incident | None:
    ids = [*mail.references]
    if mail.origin is Origin.BOUNCE:
        ids += mail.returned
    ours = threads.incident_of(ids, sign=letters.sign)
    if ours is not None:
        return Incident.objects.filter(public_id=ours).first()
    keys = [letters.id_key(each) for each in (mail.message_id, *ids) if each]
    known = {
        bytes(each.key): each.incident
        for each in KnownMessageId.objects.filter(key__in=keys).select_related("incident")
    }
    for key in keys:
        if key in known:
            return known[key]
    return _by_reference(mail)


def _by_reference(mail: ShownMail) -> Incident | None:
    reference = threads.reference_in(mail.subject.text)
    key = reporters.key_of(mail.sender)
    if not reference or key is None:
        return None
    return Incident.objects.filter(reference=reference, reporter_key=key).first()
