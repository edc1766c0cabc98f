"""How do stored mails become incidents, whatever breaks on the way?

A worker claims some mails, reads each in a process of its own, and writes those that begin something
in one transaction: a table is written once for all of them. What belongs to an incident has a
transaction of its own, and so has every mail when the common one fails, so that none takes others
along. A mail whose reading breaks is tried again, and after some times goes to the queue of
unreadable ones, where operators see it.
"""

import functools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.db import DatabaseError, OperationalError, transaction

from openpias.server.helpdesk.domain.mail.screening import ShownMail
from openpias.server.helpdesk.domain.retention import KeptHelpdesk, term_on
from openpias.server.helpdesk.enums import Mailbox, MessageState
from openpias.server.helpdesk.models import RawMessage
from openpias.server.helpdesk.models.vault import Purpose, UnsealError, unseal
from openpias.server.helpdesk.operations import claiming, endings, reading, settling, trail
from openpias.server.helpdesk.operations.claiming import waiting
from openpias.server.helpdesk.operations.endings import AlreadySettled
from openpias.server.helpdesk.operations.intake import Envelope
from openpias.server.helpdesk.operations.opening_mails import Arrived
from openpias.server.helpdesk.operations.reading import ReaderBrokeError
from openpias.server.helpdesk.queries import visibility
from openpias.server.platform.clock import day_of

__all__ = ["MOST_TRIES", "process", "process_some", "set_aside", "waiting"]

MOST_TRIES = 3
# After so long what was read is written, and the rest is left for the next time.
_READING_SECONDS = 1.0
# What one mail may cause: the database, the trail or the virus scanner does not take it. A database
# that is gone is no fault of a mail.
_OF_ONE_MAIL = (DatabaseError, ValueError, OSError)


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
    return bool(reference and _process(claiming.one(reference, at=at), at=at))


def process_some(*, at: datetime, stopping: Callable[[], bool] = lambda: False) -> bool:
    """Read the oldest mails that nobody has, and write what follows; tell whether there were any.

    Raises what kept a mail from being written, after all others were written.
    """
    rows = claiming.some(at=at)
    _process(rows, at=at, stopping=stopping)
    return bool(rows)


def set_aside(row: RawMessage, *, failure: str, at: datetime) -> None:
    """Put a mail into the queue of unreadable ones, in the transaction that is open."""
    term = term_on(KeptHelpdesk.UNREADABLE_ORIGINAL, day_of(at))
    endings.end(
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


def _process(
    rows: Sequence[RawMessage], *, at: datetime, stopping: Callable[[], bool] = lambda: False
) -> int:
    """Return how many were done."""
    done, read = 0, []
    until = time.monotonic() + _READING_SECONDS
    for place, row in enumerate(rows):
        if place and (time.monotonic() > until or stopping()):
            claiming.leave(rows[place:])
            break
        claimed = _opened(row, at=at)
        found = _read(claimed, at=at) if claimed else None
        if isinstance(found, ShownMail):
            read.append(Arrived(row=row, mail=found))
        elif isinstance(found, str):
            done += _written(functools.partial(set_aside, row, failure=found, at=at))
    return done + _settle(read, at=at)


def _settle(read: Sequence[Arrived], *, at: datetime) -> int:
    """Write what follows from mails: those that begin something together, the others one by one."""
    settled = _settle_new(read, at=at) if read else frozenset()
    done, failed = len(settled), []
    for each in read:
        if each.row.pk in settled:
            continue
        try:
            done += _written(functools.partial(settling.settle, each.row, each.mail, at=at))
        except OperationalError:
            raise
        except _OF_ONE_MAIL as error:
            failed.append(error)
    if failed:
        raise failed[0]
    return done


def _settle_new(read: Sequence[Arrived], *, at: datetime) -> frozenset[int]:
    try:
        with transaction.atomic():
            return settling.settle_new(read, at=at)
    except OperationalError:
        raise
    except _OF_ONE_MAIL:
        # One of them does not let itself be written; alone, it takes no other along.
        return frozenset()


def _written(write: Callable[[], None]) -> bool:
    """Write in a transaction; tell whether nobody was sooner."""
    try:
        with transaction.atomic():
            write()
    except AlreadySettled:
        return False
    return True


def _opened(row: RawMessage, *, at: datetime) -> _Claimed | None:
    """Open what is sealed; a mail that was taken too often goes to the unreadable ones."""
    if row.tries > MOST_TRIES or row.sealed is None or row.sealed_envelope is None:
        _written(lambda: set_aside(row, failure=row.failure or "reader-broke", at=at))
        return None
    try:
        raw = unseal(row.sealed, purpose=Purpose.MAIL, ref=row.public_id)
        envelope = unseal(row.sealed_envelope, purpose=Purpose.ENVELOPE, ref=row.public_id)
    except UnsealError:
        _written(lambda: set_aside(row, failure="does-not-open", at=at))
        return None
    return _Claimed(row=row, raw=raw, envelope=msgspec.json.decode(envelope, type=Envelope))


def _read(claimed: _Claimed, *, at: datetime) -> ShownMail | str | None:
    """Return what a mail says, or why it says nothing; None where its reading broke."""
    mailbox, mail_from = claimed.envelope.mailboxes[0], claimed.envelope.mail_from
    try:
        return reading.read(claimed.raw, mailbox=Mailbox(mailbox), mail_from=mail_from)
    except ReaderBrokeError:
        claiming.give_back(claimed.row, failure="reader-broke", at=at)
        return None
