"""What does a further mail of its reporter do to an incident?"""

from collections import Counter
from datetime import datetime, timedelta

from openpias.server.helpdesk.domain.mail.screening import ShownMail
from openpias.server.helpdesk.domain.policy import policy_on
from openpias.server.helpdesk.enums import EntryKind, Happening, IncidentState
from openpias.server.helpdesk.models import Incident, IncidentEntry, RawMessage
from openpias.server.helpdesk.models.vault import Purpose, seal
from openpias.server.helpdesk.operations import clocks, trail
from openpias.server.helpdesk.queries import reporters
from openpias.server.helpdesk.queries.reporters import Reporter
from openpias.server.platform.clock import day_of

_MOST_REFERENCES = 20


def may_go_on(incident: Incident, *, at: datetime) -> bool:
    """Tell whether a mail still belongs to an incident: one that ended long ago does not go on."""
    if incident.emptied_at is not None:
        return False
    return incident.closed_at is None or at - incident.closed_at <= _reopened_within(at)


def go_on(incident: Incident, mail: ShownMail, *, at: datetime) -> Incident:
    """Bring an incident on by a mail of its reporter, in the transaction that is open.

    One that waited runs again, one that was answered comes back to the desk, one that was closed
    is reopened. Our next answer continues this mail, where its sender is the reporter.
    """
    if incident.state == IncidentState.WAITING:
        clocks.resume(incident, at=at)
        trail.happened(incident, Happening.RESUMED, at=at)
    elif incident.state == IncidentState.CLOSED:
        clocks.reopen(incident, at=at)
        trail.happened(incident, Happening.REOPENED, at=at)
    incident.state = clocks.at_desk(incident)
    if incident.reporter_key == reporters.key_of(mail.sender):
        known = reporters.of(incident)
        earlier = (*known.references, known.message_id) if known.message_id else known.references
        again = Reporter(
            address=known.address,
            name=known.name,
            phone=known.phone,
            message_id=mail.message_id,
            references=earlier[-_MOST_REFERENCES:],
        )
        incident.sealed_reporter = reporters.sealed(again, incident)
    incident.has_hidden = incident.has_hidden or bool(hidden_of(mail))
    incident.changed_at = at
    incident.save()
    return incident


def reporter_of(mail: ShownMail, *, phone: str = "") -> Reporter:
    """Return who wrote a mail; answers go where the mail asks for them."""
    return Reporter(
        address=mail.reply_to or mail.sender,
        name=mail.sender_name,
        phone=phone,
        message_id=mail.message_id,
        references=tuple(reversed(mail.references))[-_MOST_REFERENCES:],
    )


def entry_of(row: RawMessage, mail: ShownMail, incident: Incident) -> IncidentEntry:
    """Return the entry of a mail; nothing is written."""
    entry = IncidentEntry(
        incident=incident,
        kind=EntryKind.INCOMING,
        at=row.received_at,
        subject=mail.subject.text[:300],
        text=mail.text.text,
        presentation=mail.presentation,
        hidden=hidden_of(mail),
        message=row,
    )
    entry.sealed_text = sealed_soft_text(entry, mail)
    return entry


def hidden_of(mail: ShownMail) -> dict[str, int]:
    """Return how many finds of each kind were hidden in a mail and its documents."""
    found: Counter[str] = Counter()
    for each in (mail.subject, mail.text):
        found.update(each.hidden)
    for document in mail.documents:
        found.update(document.name.hidden)
        found.update(document.text.hidden)
    return dict(found)


def sealed_soft_text(entry: IncidentEntry, mail: ShownMail) -> bytes | None:
    """Return the text as it was written where only soft signs were hidden, for whoever decides."""
    if mail.is_hard or not mail.soft_text:
        return None
    return seal(mail.soft_text.encode(), purpose=Purpose.TEXT, ref=entry.public_id)


def _reopened_within(at: datetime) -> timedelta:
    return policy_on(day_of(at)).reopened_within
