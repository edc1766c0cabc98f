"""How does the platform take mails by SMTP and LMTP on loopback?

The library leaves four things open, which are closed here: lines longer than a thousand octets are
usual in HTML mails; data without a line end is kept in memory without a limit; connections are not
counted; and LMTP wants one answer for each recipient. Never put before a network: a mail server that
faces one stands in front.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any, AnyStr, cast

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import close_old_connections, connections

from openpias.server.helpdesk.enums import MessageSource
from openpias.server.helpdesk.operations import intake
from openpias.server.helpdesk.operations.intake import MailTooLargeError

MOST_CONNECTIONS = 50
MOST_RECIPIENTS = 20
_SECONDS = 120.0
_ROOM = 1024 * 1024
_log = structlog.get_logger()


class Taking:
    """What both protocols do with recipients and data."""

    def __init__(self, source: MessageSource, *, now: Callable[[], datetime]) -> None:
        self._source = source
        self._now = now
        self._workers = ThreadPoolExecutor(1, thread_name_prefix=f"{source}-intake")

    async def handle_RCPT(  # noqa: N802 - named by the library
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Take a recipient that is one of our mailboxes."""
        if not intake.mailboxes_of([address]):
            return "550 5.1.1 No such mailbox here"
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - named by the library
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Store a mail; 250 says that it is on the disk, 451 that the sender's server keeps it."""
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._workers, self._store, envelope)
        except MailTooLargeError:
            return "552 5.3.4 The mail is too large"
        # Whatever kept it from being stored: the mail stays where it is, and comes again.
        except Exception as error:  # noqa: BLE001
            _log.warning("mail-not-stored", source=str(self._source), error=type(error).__name__)
            return "451 4.3.0 Not stored; try again later"
        return "250 2.0.0 Stored"

    def close(self) -> None:
        """Wait for what is being stored, and give the connection back."""
        self._workers.submit(connections.close_all).result()
        self._workers.shutdown()

    def _store(self, envelope: Envelope) -> None:
        close_old_connections()
        content = cast("bytes", envelope.original_content)
        intake.ingest(
            content,
            envelope=intake.Envelope(
                mailboxes=intake.mailboxes_of(envelope.rcpt_tos),
                mail_from=(envelope.mail_from or "")[:254],
            ),
            source=self._source,
            at=self._now(),
        )


@dataclass(slots=True)
class _Door:
    """How many connections are open; one of these for each port."""

    most: int = MOST_CONNECTIONS
    taken: int = 0


class _Bounded(SMTP):
    """The library's server with bounds on connections and on what a connection sends."""

    def __init__(self, handler: Taking, *, door: _Door, **options: Any) -> None:
        # The reader's limit is that of a line, which is taken when the object is made.
        self.line_length_limit = settings.HELPDESK_MAIL_BYTES + 2
        super().__init__(
            handler,
            data_size_limit=settings.HELPDESK_MAIL_BYTES,
            enable_SMTPUTF8=True,
            timeout=_SECONDS,
            ident="e-PIAS",
            **options,
        )
        self._door = door
        self._is_inside = False
        self._since_answer = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let a connection in, or say that there are too many."""
        if self._door.taken >= self._door.most:
            cast("asyncio.Transport", transport).write(b"421 4.3.2 Too many connections\r\n")
            transport.close()
            return
        self._door.taken += 1
        self._is_inside = True
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Count a connection out."""
        if self._is_inside:
            self._is_inside = False
            self._door.taken -= 1
            super().connection_lost(error)

    def data_received(self, data: bytes) -> None:
        """Cut off whoever sends much more than a mail without waiting for an answer."""
        if not self._is_inside:
            return
        self._since_answer += len(data)
        if self._since_answer > 2 * settings.HELPDESK_MAIL_BYTES + _ROOM:
            transport = cast("asyncio.Transport", self.transport)
            transport.abort()
            return
        super().data_received(data)

    async def push(self, status: AnyStr) -> None:
        """Answer."""
        self._since_answer = 0
        await super().push(status)


class _BoundedLmtp(_Bounded, LMTP):
    """LMTP (RFC 2033): after the data one answer for each recipient, whatever the answer is."""

    _owed = 0

    async def push(self, status: AnyStr) -> None:
        """Answer, as often as recipients wait for it."""
        text = status if isinstance(status, str) else status.decode("ascii", "replace")
        owed, self._owed = self._owed, 0
        if text.startswith("354") and self.envelope is not None:
            self._owed = len(self.envelope.rcpt_tos)
        if owed > 1:
            await super().push("\r\n".join([text] * owed))
        else:
            await super().push(status)


async def listen(
    source: MessageSource, *, port: int, now: Callable[[], datetime], most: int = MOST_CONNECTIONS
) -> tuple[asyncio.Server, Taking]:
    """Listen on a port of loopback, 0 for a free one; the caller closes both.

    `now` is the clock. Raises OSError where the port is taken.
    """
    taking, door = Taking(source, now=now), _Door(most=most)
    kind = _BoundedLmtp if source is MessageSource.LMTP else _Bounded
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: kind(taking, door=door, loop=loop, hostname="e-pias.local"), "127.0.0.1", port
    )
    return server, taking
