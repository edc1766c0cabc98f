"""Which work of certificates runs at a time of day? Each task calls one operation."""

from django.utils import timezone
from procrastinate.contrib.django import app

from openpias.server.certificates.operations import checks


@app.periodic(cron="27 3 * * *")
@app.task(name="certificates.forget")
def forget(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Forget checks and evidence that are past their term."""
    checks.forget(at=timezone.now())
