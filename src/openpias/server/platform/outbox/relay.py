"""How do announced facts reach the queue, each exactly once?

Jobs are deferred and their events deleted in one transaction. Several relays may run: each takes
events that no other holds.
"""

from collections import defaultdict

import structlog
from django.db import transaction
from procrastinate import App
from procrastinate.contrib.django.django_connector import DjangoConnector

from openpias.server.platform.outbox import consumers
from openpias.server.platform.outbox.models import OutboxEvent

BATCH = 500
PAUSE_SECONDS = 0.5
_log = structlog.get_logger()


class Relay:
    """Moves events to procrastinate's queue over Django's connection of this thread.

    It has an application of its own, because a worker in the same process swaps the connector of
    the shared one, and jobs would then be deferred outside our transaction.
    """

    def __init__(self) -> None:
        self._queue = App(connector=DjangoConnector())
        self._said: set[str] = set()

    def step(self) -> int:
        """Move one batch and return how many events that were; raises Django's database errors."""
        tasks = consumers.registered()
        with transaction.atomic():
            events = list(
                OutboxEvent.objects.select_for_update(skip_locked=True)
                .filter(name__in=tasks)
                .order_by("id")[:BATCH]
            )
            if events:
                self._defer(events)
                OutboxEvent.objects.filter(id__in=[event.id for event in events]).delete()
        return len(events)

    def say_unknown(self) -> None:
        """Log, once each, the names of waiting events that nobody registered; they stay."""
        waiting = OutboxEvent.objects.exclude(name__in=consumers.registered())
        for name in waiting.values_list("name", flat=True).distinct():
            if name not in self._said:
                self._said.add(name)
                _log.error("outbox-event-without-consumer", event_name=name)

    def _defer(self, events: list[OutboxEvent]) -> None:
        tasks = consumers.registered()
        jobs = defaultdict(list)
        for event in events:
            for task in tasks[event.name]:
                jobs[task].append({**event.payload, "event_id": str(event.id)})
        for task, arguments in jobs.items():
            self._queue.configure_task(task).batch_defer(*arguments)
