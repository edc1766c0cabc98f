"""How are mails pulled from a mailbox that stays on another mail server?

By UID alone, since numbers change while one reads; without marking as read; moved away only after the
commit. What a broken round leaves is read again, and known by its digest.
"""

import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator
from datetime import datetime

import structlog
from django.conf import settings

from openpias.server.config.helpdesk_mail import ImapMailbox
from openpias.server.helpdesk.enums import Mailbox, MessageSource
from openpias.server.helpdesk.models import PulledMailbox
from openpias.server.helpdesk.operations import intake

DONE_FOLDER = "Procesate"
_SECONDS = 30
_A_ROUND = 200
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_log = structlog.get_logger()


class MailboxUnavailableError(Exception):
    """The mail server did not let us read; `code` says why, without what it said."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def pull(source: ImapMailbox, *, at: datetime) -> int:
    """Take every mail of a mailbox and return how many were new; notes how the round went.

    Raises MailboxUnavailableError, which is noted too.
    """
    row, _ = PulledMailbox.objects.get_or_create(mailbox=source.mailbox)
    try:
        with _opened(source) as server:
            taken, left = _round(server, row, Mailbox(source.mailbox), at=at)
    except (imaplib.IMAP4.error, OSError, ssl.SSLError) as error:
        code = "refused" if isinstance(error, imaplib.IMAP4.error) else "unreachable"
        row.failure = code
        row.save(update_fields=["failure"])
        raise MailboxUnavailableError(code) from None
    row.looked_at, row.failure = at, "too-large" if left else ""
    row.waiting_since = (row.waiting_since or at) if left else None
    if taken:
        row.last_mail_at = at
    row.save()
    return taken


@contextlib.contextmanager
def _opened(source: ImapMailbox) -> Iterator[imaplib.IMAP4]:
    if source.is_encrypted:
        server: imaplib.IMAP4 = imaplib.IMAP4_SSL(
            source.host,
            source.port,
            ssl_context=ssl.create_default_context(),
            timeout=_SECONDS,
        )
    else:
        server = imaplib.IMAP4(source.host, source.port, timeout=_SECONDS)
    try:
        server.login(source.user, source.password)
        said, _ = server.select(_quoted(source.folder))
        if said != "OK":
            raise imaplib.IMAP4.error("no folder")
        yield server
    finally:
        with contextlib.suppress(imaplib.IMAP4.error, OSError):
            server.logout()


def _round(
    server: imaplib.IMAP4, row: PulledMailbox, mailbox: Mailbox, *, at: datetime
) -> tuple[int, int]:
    """Take what is there; return how many mails were new, and how many are too large to take."""
    validity = int((server.response("UIDVALIDITY")[1] or [b"0"])[0] or 0)
    if validity != row.uid_validity:
        row.uid_validity, row.last_uid = validity, 0
    may_move = _may_move(server)
    taken = left = 0
    for uid in _uids(server)[:_A_ROUND]:
        if uid <= row.last_uid and not may_move:
            continue
        if _size(server, uid) > settings.HELPDESK_MAIL_BYTES:
            left += 1
            continue
        raw = _content(server, uid)
        if raw is None:
            continue
        stored = intake.ingest(
            raw,
            envelope=intake.Envelope(mailboxes=(mailbox,)),
            source=MessageSource.IMAP,
            at=at,
        )
        taken += stored.is_new
        row.last_uid = max(row.last_uid, uid)
        row.save(update_fields=["uid_validity", "last_uid"])
        if may_move:
            server.uid("MOVE", str(uid), DONE_FOLDER)
    return taken, left


def _may_move(server: imaplib.IMAP4) -> bool:
    """Tell whether mails can be moved in one step (RFC 6851); makes the folder where they go."""
    if "MOVE" not in server.capabilities and b"MOVE" not in b" ".join(
        each for each in server.capability()[1] if isinstance(each, bytes)
    ):
        return False
    # A folder that is there already answers NO.
    server.create(DONE_FOLDER)
    return True


def _uids(server: imaplib.IMAP4) -> list[int]:
    said, found = server.uid("SEARCH", "ALL")
    if said != "OK":
        raise imaplib.IMAP4.error("no search")
    return sorted(int(each) for each in (found[0] or b"").split())


def _size(server: imaplib.IMAP4, uid: int) -> int:
    _, found = server.uid("FETCH", str(uid), "(RFC822.SIZE)")
    match = _SIZE.search(found[0]) if found and isinstance(found[0], bytes) else None
    return int(match.group(1)) if match else 0


def _content(server: imaplib.IMAP4, uid: int) -> bytes | None:
    """Return the bytes of a mail; None where somebody moved it meanwhile."""
    _, found = server.uid("FETCH", str(uid), "(BODY.PEEK[])")
    for each in found:
        if isinstance(each, tuple) and isinstance(each[1], bytes):
            return each[1]
    return None


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
