"""Which work of certificates runs at a time of day? Each task calls one operation."""

from django.utils import timezone
from procrastinate.contrib.django import app

from openpias.server.certificates.operations import challenges, checks, reminders


@app.periodic(cron="40 7 * * *")
@app.task(name="certificates.remind")
def remind(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Tell holders whose certificate expires soon."""
    reminders.remind(at=timezone.now())


@app.periodic(cron="27 3 * * *")
@app.task(name="certificates.forget")
def forget(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Forget checks, evidence and used challenges that are past their term."""
    now = timezone.now()
    checks.forget(at=now)
    challenges.forget(at=now)
