"""How does a mail come in, so that none is lost and none is taken twice?

The bytes are stored, sealed, before anything looks at them; only then does the sender's server hear
that the mail was taken. The same bytes again are the same row, whatever the way they come.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.conf import settings
from django.db import transaction

from openpias.server.helpdesk.enums import Mailbox, MessageSource
from openpias.server.helpdesk.models import RawMessage
from openpias.server.helpdesk.models.vault import Purpose, seal
from openpias.server.platform.audit.entries import prepare
from openpias.server.platform.audit.operations import ENTRY, entry_parameters
from openpias.server.platform.database import statements
from openpias.server.platform.ordered_ids import ordered_id

# One round trip, as the sender's server waits for it; with its entry in the trail.
_MAIL = """
    WITH mail AS (
        INSERT INTO helpdesk_raw_message
            (public_id, digest, mailboxes, source, size, sealed, sealed_envelope, received_at,
             state, tries, failure)
        VALUES (%(public_id)s, %(digest)b, %(mailboxes)s, %(source)s, %(size)s, %(sealed)b,
                %(envelope)b, %(at)s, 'stored', 0, '')
        ON CONFLICT (digest) DO NOTHING
        RETURNING id
    ), told AS (
"""
_NEW = " FROM mail) SELECT id FROM mail"
_STORE = _MAIL + ENTRY + _NEW


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """Who sent and for whom, as the mail server said; `mail_from` is None where nobody said it."""

    mailboxes: tuple[Mailbox, ...]
    mail_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """The mail is stored; `is_new` is false where it had come before."""

    message: str
    is_new: bool


class MailTooLargeError(ValueError):
    """The mail is larger than the setting allows, and was not stored."""


def mailboxes_of(recipients: Iterable[str]) -> tuple[Mailbox, ...]:
    """Return the mailboxes of these addresses; others are left out."""
    known = settings.HELPDESK_ADDRESSES
    found = [known.get(_plain(each)) for each in recipients]
    return tuple(dict.fromkeys(Mailbox(each) for each in found if each))


def ingest(raw: bytes, *, envelope: Envelope, source: MessageSource, at: datetime) -> Ingested:
    """Store a mail; when this returns, it is on the disk and waits to be read.

    Also writes an audit row. Harmless to repeat: the same bytes for another mailbox only add the
    mailbox. Raises MailTooLargeError, and ValueError where no mailbox is named.
    """
    if not envelope.mailboxes:
        raise ValueError("a mail needs a mailbox")
    if len(raw) > settings.HELPDESK_MAIL_BYTES:
        raise MailTooLargeError
    digest = hashlib.sha256(raw).digest()
    stored = _store(raw, digest, envelope, source=source, at=at)
    if stored is not None:
        return stored
    with transaction.atomic():
        return _again(digest, envelope)


def _again(digest: bytes, envelope: Envelope) -> Ingested:
    row = RawMessage.objects.defer("sealed", "sealed_envelope").get(digest=digest)
    added = [each for each in envelope.mailboxes if each not in row.mailboxes]
    if added:
        held = RawMessage.objects.select_for_update().only("mailboxes").get(pk=row.pk)
        held.mailboxes = list(dict.fromkeys([*held.mailboxes, *added]))
        held.save(update_fields=["mailboxes"])
    return Ingested(message=str(row.public_id), is_new=False)


def _store(
    raw: bytes, digest: bytes, envelope: Envelope, *, source: MessageSource, at: datetime
) -> Ingested | None:
    """Store a mail that did not come before; None for another one."""
    public_id = ordered_id(at)
    told = prepare(
        event="mail-stored",
        actor=None,
        subject_kind="helpdesk-mail",
        subject_ref=public_id,
        facts={"source": str(source), "mailboxes": [str(each) for each in envelope.mailboxes]},
        at=at,
    )
    row = {
        "public_id": public_id,
        "digest": digest,
        "mailboxes": [str(each) for each in envelope.mailboxes],
        "source": str(source),
        "size": len(raw),
        "sealed": seal(raw, purpose=Purpose.MAIL, ref=public_id),
        "envelope": seal(msgspec.json.encode(envelope), purpose=Purpose.ENVELOPE, ref=public_id),
        "at": at,
        **entry_parameters(told),
    }
    is_new = statements.run(_STORE, row) is not None
    return Ingested(message=str(public_id), is_new=True) if is_new else None


def _plain(address: str) -> str:
    """Return an address without case and without what stands after a plus."""
    name, _, domain = address.strip().strip("<>").lower().rpartition("@")
    return f"{name.split('+', 1)[0]}@{domain}"
