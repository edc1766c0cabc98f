"""How is a fact announced?"""

from datetime import datetime

from openpias.server.platform.ordered_ids import ordered_id
from openpias.server.platform.outbox.events import Event
from openpias.server.platform.outbox.models import OutboxEvent


def announce(event: Event, *, at: datetime) -> None:
    """Write the event in the transaction that is open; the relay takes it after the commit."""
    OutboxEvent.objects.create(id=ordered_id(at), at=at, name=event.name, payload=event.payload())
