"""Which work of reporting runs later, or at a time of day? Each task calls one operation."""

from django.utils import timezone
from procrastinate.contrib.django import app

from openpias.server.reporting.operations import claiming, deadlines, processing, retention

PROCESS = "reporting.process"
MOVE_DEADLINES = "reporting.move-deadlines"
FOLLOW_DAYS = "reporting.follow-days"


@app.task(name=PROCESS)
def process(report: str, event_id: str = "") -> None:  # noqa: ARG001 - the event's fields
    """Process a report that was accepted; one that somebody has, or had, is left alone."""
    processing.process(report)


@app.periodic(cron="* * * * *")
@app.task(name="reporting.take-up")
def take_up(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Bring reports to a worker again whose worker died."""
    for report in claiming.waiting(at=timezone.now()):
        process.defer(report=report)


@app.task(name=MOVE_DEADLINES)
def move_deadlines(pause: str, event_id: str = "") -> None:  # noqa: ARG001 - the event's fields
    """Let deadlines follow a pause that was declared, changed or withdrawn."""
    deadlines.move(at=timezone.now())


@app.task(name=FOLLOW_DAYS)
def follow_days(declared: str, event_id: str = "") -> None:  # noqa: ARG001 - the event's fields
    """Let deadlines follow a day that was declared free or worked, or withdrawn."""
    deadlines.move(at=timezone.now())


# A report that was judged while something was declared knows the deadlines of before.
@app.periodic(cron="13 3 * * *")
@app.task(name="reporting.follow-at-night", queueing_lock="reporting.follow-at-night")
def follow_at_night(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Let deadlines follow that missed a declaration; nothing is written where none did."""
    deadlines.move(at=timezone.now())


@app.periodic(cron="47 3 * * *")
@app.task(name="reporting.forget")
def forget(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Forget what is past its term."""
    retention.forget(at=timezone.now())
