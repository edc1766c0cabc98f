"""What is written of new incidents, each table with one statement however many they are?"""

from dataclasses import dataclass, field
from datetime import datetime

from openpias.core.calendar.helpdesk_hours import HelpdeskClock
from openpias.server.helpdesk.models import (
    AttachedDocument,
    Incident,
    IncidentEntry,
    IncidentField,
    KnownMessageId,
)
from openpias.server.helpdesk.operations.trail import Change
from openpias.server.helpdesk.queries.hours import hours
from openpias.server.platform.audit.operations import record_all
from openpias.server.platform.mail import operations as mail
from openpias.server.platform.mail.models import Letter
from openpias.server.platform.outbox.events import Event
from openpias.server.platform.outbox.operations import announce_all


@dataclass(slots=True)
class Rows:
    """Rows that are not written yet; the entries of an incident in their order.

    `clock` counts the days as they stood when the first was put here.
    """

    incidents: list[Incident] = field(default_factory=list)
    fields: list[IncidentField] = field(default_factory=list)
    entries: list[IncidentEntry] = field(default_factory=list)
    documents: list[AttachedDocument] = field(default_factory=list)
    message_ids: list[KnownMessageId] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    clock: HelpdeskClock = field(default_factory=hours)

    def write(self, *, at: datetime) -> None:
        """Write all in the transaction that is open; a message id that is known stays where it is."""
        Incident.objects.bulk_create(self.incidents)
        IncidentField.objects.bulk_create(self.fields)
        IncidentEntry.objects.bulk_create(self.entries)
        AttachedDocument.objects.bulk_create(self.documents)
        KnownMessageId.objects.bulk_create(self.message_ids, ignore_conflicts=True)
        mail.write_all(self.letters)
        record_all(each.told for each in self.changes)
        announce_all((*(each.event for each in self.changes), *self.events), at=at)
