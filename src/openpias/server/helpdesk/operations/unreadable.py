"""What do operators do with a mail that could not be read?"""

from datetime import datetime

from django.db import transaction

from openpias.server.helpdesk.domain.outcomes import DeskProblem, DeskRefused, NotSaved
from openpias.server.helpdesk.enums import DiscardReason, MessageState, OriginalReason
from openpias.server.helpdesk.models import RawMessage
from openpias.server.helpdesk.models.vault import Purpose, UnsealError, unseal
from openpias.server.helpdesk.operations import trail
from openpias.server.helpdesk.operations.held import erase_rows
from openpias.server.helpdesk.operations.holding import allow
from openpias.server.helpdesk.operations.reasons import why
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import visibility
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import Fact

_AGAIN = (MessageState.UNREADABLE.value, MessageState.IGNORED.value)


def read_again(message_id: str, *, actor: Actor, at: datetime) -> None:
    """Let a mail be read once more, after a correction of the reader; raises DeskRefused."""
    with transaction.atomic():
        row = _held(message_id, actor)
        if row.sealed is None:
            raise DeskRefused(DeskProblem.ERASED)
        if row.state not in _AGAIN:
            return
        row.state, row.tries, row.claimed_until = MessageState.STORED, 0, None
        row.failure, row.ended_at, row.expires_at = "", None, None
        row.save(
            update_fields=[
                *("state", "tries", "claimed_until", "failure", "ended_at", "expires_at"),
            ]
        )
        _tell("mail-read-again", row, actor, at)


def erase(message_id: str, *, reason: str, actor: Actor, at: datetime) -> NotSaved | None:
    """Erase a mail that is of no use, for a reason of DiscardReason; the row stays and says so.

    The reason is kept in the trail. Raises DeskRefused.
    """
    with transaction.atomic():
        row = _held(message_id, actor)
        given = why(reason, among=DiscardReason)
        if isinstance(given, NotSaved):
            return given
        if row.erased_at is None and row.state in _AGAIN:
            erase_rows([row.pk], at=at)
            _tell("mail-erased", row, actor, at, reason=given.reason)
    return None


def download(message_id: str, *, reason: str, actor: Actor, at: datetime) -> bytes | NotSaved:
    """Return the bytes of a mail that could not be read, for a reason of OriginalReason.

    Each look is in the trail, with its reason. Raises DeskRefused.
    """
    with transaction.atomic():
        row = _held(message_id, actor)
        given = why(reason, among=OriginalReason)
        if isinstance(given, NotSaved):
            return given
        if row.state not in _AGAIN:
            raise DeskRefused(DeskProblem.UNKNOWN)
        if row.sealed is None:
            raise DeskRefused(DeskProblem.ERASED)
        _tell("mail-opened", row, actor, at, reason=given.reason)
        try:
            return unseal(row.sealed, purpose=Purpose.MAIL, ref=row.public_id)
        except UnsealError:
            raise DeskRefused(DeskProblem.ERASED) from None


def _held(message_id: str, actor: Actor) -> RawMessage:
    allow(actor, Permission.READ_UNREADABLE)
    reference = visibility.reference(message_id)
    rows = RawMessage.objects.filter(public_id=reference) if reference else None
    row = rows.select_for_update().first() if rows is not None else None
    if row is None:
        raise DeskRefused(DeskProblem.UNKNOWN)
    return row


def _tell(event: str, row: RawMessage, actor: Actor, at: datetime, *, reason: str = "") -> None:
    facts: dict[str, Fact] = {"state": str(row.state)}
    if reason:
        facts["reason"] = reason
    trail.tell(event, row.public_id, facts=facts, actor=actor, at=at, kind="helpdesk-mail")
