"""How does a mail end, once, whoever reads it?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from openpias.server.helpdesk.domain.mail.screening import ShownMail
from openpias.server.helpdesk.domain.retention import KeptHelpdesk, term_on
from openpias.server.helpdesk.enums import MessageState
from openpias.server.helpdesk.models import Incident, RawMessage
from openpias.server.helpdesk.operations import trail
from openpias.server.helpdesk.operations.opening_mails import Arrived
from openpias.server.platform.clock import day_of

_END_ALL = """
    UPDATE helpdesk_raw_message AS mail
       SET state = ended.state, incident_id = ended.incident, message_key = ended.message_key,
           sender_key = ended.sender_key, expires_at = ended.expires_at, ended_at = %(at)s,
           failure = '', claimed_until = NULL
      FROM unnest(%(ids)s::bigint[], %(states)s::text[], %(incidents)s::bigint[],
                  %(message_keys)s::bytea[], %(sender_keys)s::bytea[], %(expire)s::timestamptz[])
        AS ended (id, state, incident, message_key, sender_key, expires_at)
     WHERE mail.id = ended.id AND mail.state = 'stored'
"""


class AlreadySettled(Exception):  # noqa: N818 - a fact, not a fault
    """Another worker was sooner: what this one wrote is rolled back."""


def end(row: RawMessage, **values: Any) -> None:
    """Write where a mail stands, if nobody did before; raises AlreadySettled."""
    waiting = RawMessage.objects.filter(pk=row.pk, state=MessageState.STORED)
    if not waiting.update(**values):
        raise AlreadySettled


_TERMS = {
    MessageState.HELD: KeptHelpdesk.HELD_ORIGINAL,
    MessageState.TAKEN: KeptHelpdesk.ORIGINAL,
    MessageState.ATTACHED: KeptHelpdesk.ORIGINAL,
    MessageState.IGNORED: KeptHelpdesk.UNREADABLE_ORIGINAL,
}


def end_all(arrived: Sequence[Arrived], incidents: Sequence[Incident], *, at: datetime) -> None:
    """Write of mails that opened incidents where they stand; raises AlreadySettled."""
    states = [taken(each.mail) for each in arrived]
    with connection.cursor() as cursor:
        cursor.execute(
            _END_ALL,
            {
                "ids": [each.row.pk for each in arrived],
                "states": [str(each) for each in states],
                "incidents": [each.pk for each in incidents],
                "message_keys": [each.row.message_key for each in arrived],
                "sender_keys": [each.row.sender_key for each in arrived],
                "expire": [_expiry(each, at=at) for each in states],
                "at": at,
            },
        )
        if cursor.rowcount != len(arrived):
            raise AlreadySettled


def taken(mail: ShownMail) -> MessageState:
    """Return the state of a mail that is an entry of an incident."""
    return MessageState.HELD if mail.is_hard else MessageState.TAKEN


def _expiry(state: MessageState, *, at: datetime, is_hard: bool = False) -> datetime | None:
    kept = KeptHelpdesk.HELD_ORIGINAL if is_hard else _TERMS[state]
    term = term_on(kept, day_of(at))
    return at + term if term else None


def end_mail(
    row: RawMessage,
    state: MessageState,
    *,
    incident: Incident | None,
    mail: ShownMail,
    at: datetime,
    failure: str = "",
) -> None:
    """Write where a mail stands and, where nothing follows from it, why; raises AlreadySettled."""
    end(
        row,
        state=state,
        incident=incident,
        failure=failure,
        claimed_until=None,
        ended_at=at,
        expires_at=_expiry(state, at=at, is_hard=mail.is_hard),
        message_key=row.message_key,
        sender_key=row.sender_key,
    )
    if state is MessageState.IGNORED:
        trail.tell(
            "mail-ignored",
            row.public_id,
            facts={"reason": failure},
            actor=None,
            at=at,
            kind="helpdesk-mail",
        )
