"""Do the mailboxes answer, and are mails read soon after they came?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from openpias.server.helpdesk.enums import Mailbox, MessageState
from openpias.server.helpdesk.models import PulledMailbox, RawMessage

SILENT_AFTER = timedelta(minutes=5)
_LATE_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxState:
    """How one pulled mailbox does; `failure` is a code of ours."""

    mailbox: Mailbox
    looked_at: datetime | None
    last_mail_at: datetime | None
    failure: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeState:
    """Since when the oldest stored mail waits, and how the pulled mailboxes do."""

    waiting_since: datetime | None
    mailboxes: tuple[MailboxState, ...]
    is_late: bool


def intake_state(*, at: datetime) -> IntakeState:
    """Return how intake does; states and moments only. Two queries."""
    waiting = RawMessage.objects.filter(state=MessageState.STORED).order_by("received_at")
    since = waiting.values_list("received_at", flat=True).first()
    rows = {each.mailbox: each for each in PulledMailbox.objects.all()}
    states = tuple(
        _state(Mailbox(each.mailbox), rows.get(each.mailbox), at=at)
        for each in settings.HELPDESK_IMAP
    )
    late = since is not None and at - since > _LATE_AFTER
    return IntakeState(
        waiting_since=since,
        mailboxes=states,
        is_late=late or any(each.is_late for each in states),
    )


def _state(mailbox: Mailbox, row: PulledMailbox | None, *, at: datetime) -> MailboxState:
    looked = row.looked_at if row else None
    return MailboxState(
        mailbox=mailbox,
        looked_at=looked,
        last_mail_at=row.last_mail_at if row else None,
        failure=row.failure if row else "",
        is_late=looked is None or at - looked > SILENT_AFTER or bool(row and row.failure),
    )
