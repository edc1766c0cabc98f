"""Which work of cards runs at a time of day? Each task calls one operation."""

from django.utils import timezone
from procrastinate.contrib.django import app

from openpias.server.cards.operations import authorisations, expiry


@app.periodic(cron="* * * * *")
@app.task(name="cards.end-authorisations")
def end_authorisations(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """End authorisations whose fifteen minutes are over, so that both sides see it."""
    authorisations.expire(at=timezone.now())


@app.periodic(cron="10 1 * * *")
@app.task(name="cards.expire")
def expire(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Bring cards past their last day, and of holders who died, to their end."""
    while expiry.expire(at=timezone.now()):
        pass


@app.periodic(cron="37 3 * * *")
@app.task(name="cards.forget")
def forget(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Forget sessions past their term."""
    expiry.forget_sessions(at=timezone.now())
