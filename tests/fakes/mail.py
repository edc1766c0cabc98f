"""Which mail server do tests write to? A real one on loopback, told how to answer."""

import socket
import ssl
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from openpias.server.config.mail_server import MailServer, Transport


def free_port() -> int:
    """Return a port of loopback that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@dataclass(slots=True)
class MailHouse:
    """Takes letters, or answers as it was told; it may be closed and opened again.

    With `starttls` or `smtps` it has a certificate, and with `login` it asks for user and password
    once the line is encrypted.
    """

    port: int = field(default_factory=free_port)
    host: str = "127.0.0.1"
    recipient_answer: str = ""
    content_answer: str = ""
    starttls: ssl.SSLContext | None = None
    smtps: ssl.SSLContext | None = None
    login: tuple[str, str] | None = None
    received: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    _controller: Controller | None = None

    async def handle_RCPT(  # noqa: N802 - named by the library
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Take a recipient, or answer as told."""
        if self.recipient_answer:
            return self.recipient_answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - named by the library
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take a letter, or answer as told."""
        if self.content_answer:
            return self.content_answer
        content = envelope.content
        assert isinstance(content, bytes)
        self.received.append(message_from_bytes(content, policy=policy.default))
        self.recipients.extend(envelope.rcpt_tos)
        self.senders.append(envelope.mail_from or "")
        return "250 OK"

    def open(self) -> None:
        """Begin to answer."""
        self._controller = Controller(
            self,
            hostname=self.host,
            port=self.port,
            ssl_context=self.smtps,
            tls_context=self.starttls,
            require_starttls=self.starttls is not None,
            authenticator=self._known if self.login else None,
            auth_required=self.login is not None and self.starttls is not None,
            # Only STARTTLS is known to the library as encrypted; its own port is so from the start.
            auth_require_tls=self.starttls is not None,
        )
        self._controller.start()

    def close(self) -> None:
        """Stop answering."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def server(self) -> MailServer:
        """Return the setting that leads here."""
        transport = Transport.SMTPS if self.smtps else Transport.SMTP
        transport = Transport.STARTTLS if self.starttls else transport
        user, password = self.login or ("", "")
        return MailServer(
            transport=transport, host=self.host, port=self.port, user=user, password=password
        )

    def _known(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _way: str, shown: object
    ) -> AuthResult:
        pair = (
            (shown.login.decode(), shown.password.decode())
            if isinstance(shown, LoginPassword)
            else None
        )
        return AuthResult(success=pair == self.login, handled=False)
