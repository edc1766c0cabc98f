"""Which stored mails does one worker take into its hands, and how does it give them back?

A claim ends by itself, so that a worker that dies keeps nothing from the others.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from openpias.server.helpdesk.enums import MessageState
from openpias.server.helpdesk.models import RawMessage

LASTS = timedelta(minutes=2)
PAUSE = timedelta(seconds=30)
MOST = 25
# Larger mails are read alone: they may take as long as many others.
MOST_BYTES = 512 * 1024

_ONE = """
    UPDATE helpdesk_raw_message AS mail
       SET claimed_until = %(until)s, tries = mail.tries + 1
     WHERE mail.public_id = %(public_id)s AND mail.state = 'stored'
       AND (mail.claimed_until IS NULL OR mail.claimed_until <= %(at)s)
    RETURNING mail.id, mail.public_id, mail.sealed, mail.sealed_envelope, mail.tries, mail.failure,
              mail.state, mail.mailboxes, mail.received_at
"""
# One that was in somebody's hands before is read alone: whatever broke breaks nothing else.
_SOME = """
    WITH free AS MATERIALIZED (
        SELECT id, size, tries, received_at FROM helpdesk_raw_message
         WHERE state = 'stored' AND received_at <= %(at)s
           AND (claimed_until IS NULL OR claimed_until <= %(at)s)
         ORDER BY received_at, id LIMIT %(most)s
           FOR UPDATE SKIP LOCKED
    ), counted AS (
        SELECT id, row_number() OVER line AS place, sum(size) OVER line AS bytes,
               max(tries) OVER line AS tries
          FROM free WINDOW line AS (ORDER BY received_at, id)
    )
    UPDATE helpdesk_raw_message AS mail
       SET claimed_until = %(until)s, tries = mail.tries + 1
      FROM counted
     WHERE mail.id = counted.id
       AND (counted.place = 1 OR (counted.bytes <= %(bytes)s AND counted.tries = 0))
    RETURNING mail.id, mail.public_id, mail.sealed, mail.sealed_envelope, mail.tries, mail.failure,
              mail.state, mail.mailboxes, mail.received_at
"""


def one(public_id: uuid.UUID, *, at: datetime) -> list[RawMessage]:
    """Take this mail, if it is stored and nobody has it."""
    asked = {"public_id": public_id, "until": at + LASTS, "at": at}
    return list(RawMessage.objects.raw(_ONE, asked))


def some(*, at: datetime, most: int = MOST) -> list[RawMessage]:
    """Take the oldest mails that nobody has, no more than are read in a moment."""
    asked = {"until": at + LASTS, "at": at, "most": most, "bytes": MOST_BYTES}
    return sorted(
        RawMessage.objects.raw(_SOME, asked), key=lambda each: (each.received_at, each.pk)
    )


def waiting(*, at: datetime, untouched_for: timedelta = PAUSE, most: int = 100) -> Sequence[str]:
    """Return stored mails that nobody has, the oldest first; new ones after a while only."""
    free = Q(claimed_until=None, received_at__lte=at - untouched_for) | Q(claimed_until__lte=at)
    found = RawMessage.objects.filter(free, state=MessageState.STORED).order_by("received_at")
    return [str(each) for each in found.values_list("public_id", flat=True)[:most]]


def give_back(row: RawMessage, *, failure: str, at: datetime) -> None:
    """Let a mail whose reading broke be tried again after a pause."""
    _stored([row]).update(claimed_until=at + PAUSE, failure=failure)


def leave(rows: Iterable[RawMessage]) -> None:
    """Give back mails that were not looked at; that was no try."""
    _stored(rows).update(claimed_until=None, tries=F("tries") - 1)


def _stored(rows: Iterable[RawMessage]) -> "QuerySet[RawMessage]":
    return RawMessage.objects.filter(pk__in=[each.pk for each in rows], state=MessageState.STORED)
