"""Which work of the helpdesk runs later, or at a time of day? Each task calls one operation."""

from django.utils import timezone
from procrastinate.contrib.django import app

from openpias.server.helpdesk.operations import processing

PROCESS = "helpdesk.process"


@app.task(name=PROCESS)
def process(message: str, event_id: str = "") -> None:  # noqa: ARG001 - the event's fields
    """Read a mail that was stored; one that somebody has, or had, is left alone."""
    processing.process(message, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="helpdesk.take-up", queueing_lock="helpdesk.take-up", lock="helpdesk.take-up")
def take_up(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Bring mails to a worker again whose worker died."""
    for message in processing.waiting(at=timezone.now()):
        process.defer(message=message)
