"""Which work with letters runs later? Each task calls one operation."""

import uuid

from django.utils import timezone
from procrastinate.contrib.django import app

from openpias.server.platform.mail import operations

DELIVER = "mail.deliver"


@app.task(name=DELIVER)
def deliver(letter: str, event_id: str) -> None:  # noqa: ARG001 - the event's fields
    """Deliver a letter that was just written."""
    operations.deliver(uuid.UUID(letter), at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="mail.deliver-due", queueing_lock="mail.deliver-due", lock="mail.deliver-due")
def deliver_due(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Try letters again whose pause is over."""
    operations.deliver_due(at=timezone.now())


@app.periodic(cron="41 3 * * *")
@app.task(name="mail.forget")
def forget(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Forget what letters said."""
    operations.forget(at=timezone.now())
