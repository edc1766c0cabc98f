"""Which work of accounts runs later? Each task calls one operation."""

from django.utils import timezone
from procrastinate.contrib.django import app

from openpias.server.platform.accounts import operations


@app.periodic(cron="23 * * * *")
@app.task(name="accounts.drop-old-sessions")
def drop_old_sessions(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Delete rows of sessions that ended hours ago."""
    operations.drop_old_sessions(at=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="accounts.drop-old-guesses")
def drop_old_guesses(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Delete wrong passwords that are too old to count."""
    operations.drop_old_guesses(at=timezone.now())
