"""Which work of providers runs at a time of day? Each task calls one operation."""

from django.utils import timezone
from procrastinate.contrib.django import app

from openpias.server.providers.operations import licences


@app.periodic(cron="1 * * * *")
@app.task(name="providers.follow_begun")
def follow_begun(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Open accounts whose next contract began today."""
    licences.follow_begun(at=timezone.now())
