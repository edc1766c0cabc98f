"""Which mails could not be read, were ignored, or still wait?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openpias.server.helpdesk.enums import Mailbox, MessageSource, MessageState
from openpias.server.helpdesk.models import RawMessage
from openpias.server.helpdesk.permissions import Permission
from openpias.server.platform.accounts.actors import Actor

PAGE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """A mail as the queue shows it; nothing of what it says. `incident` is a reference."""

    public_id: str
    mailboxes: tuple[Mailbox, ...]
    source: MessageSource
    size: int
    received_at: datetime
    state: MessageState
    failure: str
    tries: int
    expires_at: datetime | None
    is_erased: bool
    incident: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    """One page; `number` counts from 1 and `pages` is at least 1."""

    rows: tuple[MessageRow, ...]
    total: int
    number: int
    pages: int


def page(
    actor: Actor,
    *,
    states: Sequence[MessageState] = (MessageState.UNREADABLE,),
    number: int = 1,
) -> MessagePage:
    """Return one page of mails in these states, the latest first; none for who may not see them."""
    found = RawMessage.objects.filter(state__in=[each.value for each in states])
    if not actor.may(Permission.READ_UNREADABLE):
        found = found.none()
    total = found.count()
    pages = max(1, -(-total // PAGE))
    shown = min(max(1, number), pages)
    rows = found.select_related("incident").defer("sealed", "sealed_envelope")
    rows = rows.order_by("-received_at", "-pk")[(shown - 1) * PAGE : shown * PAGE]
    return MessagePage(
        rows=tuple(_row(each) for each in rows), total=total, number=shown, pages=pages
    )


def _row(message: RawMessage) -> MessageRow:
    return MessageRow(
        public_id=str(message.public_id),
        mailboxes=tuple(Mailbox(each) for each in message.mailboxes),
        source=MessageSource(message.source),
        size=message.size,
        received_at=message.received_at,
        state=MessageState(message.state),
        failure=message.failure,
        tries=message.tries,
        expires_at=message.expires_at,
        is_erased=message.erased_at is not None,
        incident=message.incident.reference if message.incident else "",
    )
