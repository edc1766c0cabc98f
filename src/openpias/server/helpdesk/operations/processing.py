"""How does a stored mail become an incident, whatever breaks on the way?

A worker claims the mail, reads it in a process of its own, and writes everything in one transaction.
A mail whose reading breaks is tried again, and after some times goes to the queue of unreadable ones,
where operators see it; a worker that dies leaves a claim that ends by itself.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from django.db import transaction
from django.db.models import F, Q

from openpias.server.helpdesk.domain.retention import KeptHelpdesk, term_on
from openpias.server.helpdesk.enums import Mailbox, MessageState
from openpias.server.helpdesk.models import RawMessage
from openpias.server.helpdesk.models.vault import Purpose, UnsealError, unseal
from openpias.server.helpdesk.operations import reading, settling, trail
from openpias.server.helpdesk.operations.intake import Envelope
from openpias.server.helpdesk.operations.reading import ReaderBrokeError
from openpias.server.helpdesk.operations.settling import AlreadySettled
from openpias.server.helpdesk.queries import visibility
from openpias.server.platform.clock import day_of

LASTS = timedelta(minutes=2)
MOST_TRIES = 3
_NEEDED = (
    *("public_id", "sealed", "sealed_envelope", "tries", "failure", "state"),
    *("mailboxes", "received_at"),
)
PAUSE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claimed:
    """A mail in the hands of one worker."""

    row: RawMessage
    raw: bytes
    envelope: Envelope


def process(message_id: str, *, at: datetime) -> bool:
    """Read one stored mail and write what follows; tell whether it was done now.

    Harmless to repeat, and to run twice at once.
    """
    reference = visibility.reference(message_id)
    claimed = _claim(reference, at=at) if reference else None
    if claimed is None:
        return False
    mailbox = claimed.envelope.mailboxes[0]
    try:
        found = reading.read(
            claimed.raw, mailbox=Mailbox(mailbox), mail_from=claimed.envelope.mail_from
        )
    except ReaderBrokeError:
        _give_back(claimed.row.pk, at=at)
        return False
    try:
        with transaction.atomic():
            if isinstance(found, str):
                set_aside(claimed.row, failure=found, at=at)
            else:
                settling.settle(claimed.row, found, at=at)
    except AlreadySettled:
        return False
    return True


def waiting(*, at: datetime, untouched_for: timedelta = PAUSE, most: int = 100) -> Sequence[str]:
    """Return stored mails that nobody has, the oldest first; new ones after a while only."""
    free = Q(claimed_until=None, received_at__lte=at - untouched_for) | Q(claimed_until__lte=at)
    found = RawMessage.objects.filter(free, state=MessageState.STORED).order_by("received_at")
    return [str(each) for each in found.values_list("public_id", flat=True)[:most]]


def set_aside(row: RawMessage, *, failure: str, at: datetime) -> None:
    """Put a mail into the queue of unreadable ones, in the transaction that is open."""
    term = term_on(KeptHelpdesk.UNREADABLE_ORIGINAL, day_of(at))
    settling.end(
        row,
        state=MessageState.UNREADABLE,
        failure=failure,
        claimed_until=None,
        ended_at=at,
        expires_at=at + term if term else None,
    )
    facts = {"failure": failure}
    trail.tell(
        "mail-unreadable", row.public_id, facts=facts, actor=None, at=at, kind="helpdesk-mail"
    )


def _claim(public_id: uuid.UUID, *, at: datetime) -> _Claimed | None:
    """Take a mail into one's hands; one that was taken too often goes to the unreadable ones."""
    free = RawMessage.objects.filter(public_id=public_id, state=MessageState.STORED).filter(
        Q(claimed_until=None) | Q(claimed_until__lte=at)
    )
    if not free.update(claimed_until=at + LASTS, tries=F("tries") + 1):
        return None
    row = RawMessage.objects.only(*_NEEDED).get(public_id=public_id)
    if row.tries > MOST_TRIES or row.sealed is None or row.sealed_envelope is None:
        with transaction.atomic():
            set_aside(row, failure=row.failure or "reader-broke", at=at)
        return None
    try:
        raw = unseal(row.sealed, purpose=Purpose.MAIL, ref=row.public_id)
        envelope = unseal(row.sealed_envelope, purpose=Purpose.ENVELOPE, ref=row.public_id)
    except UnsealError:
        with transaction.atomic():
            set_aside(row, failure="does-not-open", at=at)
        return None
    return _Claimed(
        row=row,
        raw=raw,
        envelope=msgspec.json.decode(envelope, type=Envelope),
    )


def _give_back(pk: int, *, at: datetime) -> None:
    RawMessage.objects.filter(pk=pk, state=MessageState.STORED).update(
        claimed_until=at + PAUSE, failure="reader-broke"
    )
