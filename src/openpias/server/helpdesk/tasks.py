"""Which work of the helpdesk runs later, or at a time of day? Each task calls one operation."""

from django.utils import timezone
from procrastinate.contrib.django import app

from openpias.server.helpdesk.operations import following, pictures, processing, retention, viruses

PICTURES_WANTED = "helpdesk.pictures-wanted"
FOLLOW_DAYS = "helpdesk.follow-days"
_PICTURES = "helpdesk.read-pictures"


@app.task(name="helpdesk.process")
def process(message: str) -> None:
    """Read a mail that was left; one that somebody has, or had, is left alone."""
    processing.process(message, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="helpdesk.take-up", queueing_lock="helpdesk.take-up", lock="helpdesk.take-up")
def take_up(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Read mails that the process which takes them left behind."""
    for message in processing.waiting(at=timezone.now()):
        process.defer(message=message)


@app.task(name=PICTURES_WANTED)
def pictures_wanted(document: str, event_id: str = "") -> None:  # noqa: ARG001 - the event's fields
    """Put a document into the queue of pictures."""
    read_pictures.defer(document=document)


# One at a time, so that mails go on beside it.
@app.task(name=_PICTURES, queue="pictures", lock=_PICTURES)
def read_pictures(document: str) -> None:
    """Read the pictures of a document."""
    pictures.read(document, at=timezone.now())


@app.periodic(cron="17 * * * *")
@app.task(name="helpdesk.take-up-pictures", queueing_lock="helpdesk.take-up-pictures")
def take_up_pictures(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Read pictures that were left, as before tesseract was installed."""
    for document in pictures.waiting():
        read_pictures.defer(document=document)


@app.task(name=FOLLOW_DAYS, lock=FOLLOW_DAYS)
def follow_days(declared: str, event_id: str = "") -> None:  # noqa: ARG001 - the event's fields
    """Let open incidents follow a day that was declared or withdrawn."""
    following.follow_days(at=timezone.now())


# An incident that was opened while a day was declared knows the days of before.
@app.periodic(cron="23 3 * * *")
@app.task(name="helpdesk.follow-at-night", queueing_lock="helpdesk.follow-at-night")
def follow_at_night(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Let open incidents follow that missed a declaration; nothing is written where none did."""
    following.follow_days(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(
    name="helpdesk.check-viruses",
    queueing_lock="helpdesk.check-viruses",
    lock="helpdesk.check-viruses",
)
def check_viruses(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Ask the virus scanner about documents that wait for it."""
    viruses.check_waiting(at=timezone.now())


@app.periodic(cron="*/15 * * * *")
@app.task(name="helpdesk.forget", queueing_lock="helpdesk.forget")
def forget(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Forget what is past its term."""
    retention.forget(at=timezone.now())


@app.periodic(cron="7 4 * * *")
@app.task(name="helpdesk.close-silent", queueing_lock="helpdesk.close-silent")
def close_silent(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes it
    """Close incidents whose reporter did not answer."""
    retention.close_silent(at=timezone.now())
