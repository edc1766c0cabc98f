"""How is a fact announced?"""

from collections.abc import Iterable
from datetime import datetime

from openpias.server.platform.ordered_ids import ordered_id
from openpias.server.platform.outbox.events import Event
from openpias.server.platform.outbox.models import OutboxEvent


def announce(event: Event, *, at: datetime) -> None:
    """Write the event in the transaction that is open; the relay takes it after the commit."""
    announce_all([event], at=at)


def announce_all(events: Iterable[Event], *, at: datetime) -> None:
    """Write events with one statement, in the transaction that is open."""
    OutboxEvent.objects.bulk_create(
        OutboxEvent(id=ordered_id(at), at=at, name=each.name, payload=each.payload())
        for each in events
    )
