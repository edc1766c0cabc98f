"""How does one letter reach the mail server, and which failures may pass?

The message is built by the standard library and handed over by Django's SMTP backend.
"""

import contextlib
import os
import smtplib
import ssl
import uuid
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage as Envelope
from django.core.mail.backends.smtp import EmailBackend

from openpias.server.config.mail_server import MailServer, Transport
from openpias.server.platform.mail.enums import Manner

TIMEOUT_SECONDS = 10


class MailUnavailableError(Exception):
    """The letter may be tried again; `server` says that no other letter would get through either."""

    def __init__(self, code: str, *, server: bool) -> None:
        super().__init__(code)
        self.code = code
        self.server = server


class LetterRefusedError(Exception):
    """The mail server will never take this letter; `code` is its reply code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A letter as the transport needs it."""

    id: uuid.UUID
    recipient: str
    language: str
    subject: str
    body: str
    created_at: datetime
    sender: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    references: str = ""
    manner: Manner = Manner.GENERATED

    @property
    def author(self) -> str:
        """Return from whom the letter is."""
        return self.sender or str(settings.MAIL_FROM)

    @property
    def return_path(self) -> str:
        """Return where the letter comes back to; an automatic answer to nobody (RFC 3834, 3.3)."""
        return "" if self.manner is Manner.REPLIED else parseaddr(self.author)[1]


# Ids longer than a usual line would be written as encoded words, which no mail program reads as ids.
_POLICY = policy.SMTP.clone(max_line_length=998)


class _Message(EmailMessage):
    """A message of the standard library in the form that Django's backend asks for."""

    def as_bytes(self, *_args: object, **_options: object) -> bytes:
        """Return the message with the line ends of SMTP and 7 bits a byte."""
        return super().as_bytes(policy=_POLICY)


class _Envelope(Envelope):
    """What Django's backend sends: addresses, and a message that is ready."""

    def __init__(self, letter: Outgoing) -> None:
        super().__init__(from_email=letter.author, to=[letter.recipient])
        self._ready = message(letter)
        self.return_path = letter.return_path

    def message(self, **_options: Any) -> Any:
        """Return the ready message."""
        return self._ready


class _Backend(EmailBackend):
    """Django's backend, which lets a letter have no return path."""

    def _send(self, email_message: Any) -> bool:
        if self.connection is None:
            return False
        self.connection.sendmail(
            email_message.return_path, email_message.to, email_message.message().as_bytes()
        )
        return True


def message(letter: Outgoing) -> _Message:
    """Build the message; its id is the letter's, so that a letter sent twice is known as one."""
    made = _Message(policy=_POLICY)
    made["From"] = letter.author
    made["To"] = letter.recipient
    made["Subject"] = letter.subject
    made["Date"] = letter.created_at
    domain = parseaddr(letter.author)[1].rpartition("@")[2]
    made["Message-ID"] = letter.message_id or f"<{letter.id}@{domain}>"
    if letter.in_reply_to:
        made["In-Reply-To"] = letter.in_reply_to
    if letter.references:
        made["References"] = letter.references
    if letter.manner is not Manner.HUMAN:
        # RFC 3834 and an old habit of mail programs: no out-of-office note comes back.
        made["Auto-Submitted"] = f"auto-{letter.manner}"
        made["X-Auto-Response-Suppress"] = "All"
    made.set_content(letter.body, cte="quoted-printable")
    # After the content, which takes older headers about content away.
    made["Content-Language"] = letter.language
    return made


def hand_over(letter: Outgoing) -> None:
    """Give the letter to the mail server; raises MailUnavailableError and LetterRefusedError."""
    server: MailServer | None = settings.MAIL_SERVER
    if server is None:
        raise MailUnavailableError("not-set-up", server=True)
    if server.transport is Transport.FILE:
        _write(letter)
    else:
        _send(letter, server)


def _write(letter: Outgoing) -> None:
    folder = Path(settings.MAIL_DIR)
    file = folder / f"{letter.created_at:%Y%m%d-%H%M%S}-{letter.id}.eml"
    half = file.with_suffix(".part")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(message(letter).as_bytes())
        half.rename(file)
    except OSError:
        raise MailUnavailableError("not-written", server=True) from None


def _send(letter: Outgoing, server: MailServer) -> None:
    backend = _Backend(
        host=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.transport is Transport.STARTTLS,
        use_ssl=server.transport is Transport.SMTPS,
        timeout=TIMEOUT_SECONDS,
    )
    try:
        _open(backend)
        _transmit(backend, letter)
    finally:
        # A letter that was taken stays taken when the parting goes wrong.
        with contextlib.suppress(OSError):
            backend.close()


# `from None` in both: a reply of the server may quote the address.
def _open(backend: EmailBackend) -> None:
    try:
        backend.open()
    except smtplib.SMTPResponseException as error:
        raise MailUnavailableError(f"smtp-{error.smtp_code}", server=True) from None
    except ssl.SSLError:
        raise MailUnavailableError("tls", server=True) from None
    except OSError:
        raise MailUnavailableError("unreachable", server=True) from None


def _transmit(backend: EmailBackend, letter: Outgoing) -> None:
    try:
        backend.send_messages([_Envelope(letter)])
    except smtplib.SMTPException as error:
        raise _judged(error) from None
    except OSError:
        raise MailUnavailableError("connection-lost", server=True) from None


def _judged(error: smtplib.SMTPException) -> MailUnavailableError | LetterRefusedError:
    """Tell what an answer to one letter means: 5xx about its address or content is for good."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, about_letter = next(iter(error.recipients.values()))[0], True
    elif isinstance(error, smtplib.SMTPResponseException):
        # A refused sender is our own setting, which somebody will put right.
        code, about_letter = error.smtp_code, isinstance(error, smtplib.SMTPDataError)
    else:
        return MailUnavailableError("connection-lost", server=True)
    if about_letter and 500 <= code < 600:
        return LetterRefusedError(f"smtp-{code}")
    return MailUnavailableError(f"smtp-{code}", server=not about_letter)
