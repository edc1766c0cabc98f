"""Which work of the register runs later, or at a time of day? Each task calls one operation."""

from django.utils import timezone
from procrastinate.contrib.django import app

from openpias.server.registry.operations import retention, slips

PUBLISH = "registry.publish-status-list"


@app.task(name=PUBLISH)
def publish_status_list(person: str, event_id: str) -> None:  # noqa: ARG001 - the event's fields
    """Sign the list again because slips of a person changed; harmless to repeat."""
    slips.publish(at=timezone.now())


@app.periodic(cron="5 */6 * * *")
@app.task(name="registry.renew-status-list")
def renew_status_list(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Sign the list again before readers find it old."""
    slips.publish(at=timezone.now())


@app.periodic(cron="17 3 * * *")
@app.task(name="registry.forget")
def forget(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Forget what is past its term."""
    retention.forget(at=timezone.now())
