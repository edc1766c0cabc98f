"""Which mail server takes our letters? One address says it, as OPENPIAS_MAIL_URL."""

import ipaddress
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from openpias.server.config.env import SettingError

_SHAPES = (
    "smtp://host:25, starttls://user:password@host:587, smtps://user:password@host:465 or file:"
)


class Transport(StrEnum):
    """How letters leave: encrypted from the start, after STARTTLS, in the clear, or into files."""

    SMTPS = "smtps"
    STARTTLS = "starttls"
    SMTP = "smtp"
    FILE = "file"


_PORTS = {Transport.SMTPS: 465, Transport.STARTTLS: 587, Transport.SMTP: 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where letters go; what is printed of it holds no password."""

    transport: Transport
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)


def parse(url: str) -> MailServer | None:
    """Return the server of an address, None for an empty one; raises SettingError without quoting.

    User and password are percent-encoded. A password travels encrypted, or inside this machine.
    """
    if not url:
        return None
    if url == "file:":
        return MailServer(transport=Transport.FILE)
    try:
        parts = urlsplit(url)
        transport, port = Transport(parts.scheme), parts.port
    except ValueError:
        raise SettingError(f"OPENPIAS_MAIL_URL must be like {_SHAPES}.") from None
    if transport is Transport.FILE or not parts.hostname or parts.path not in {"", "/"}:
        raise SettingError(f"OPENPIAS_MAIL_URL must be like {_SHAPES}.")
    if parts.password and transport is Transport.SMTP and not _is_here(parts.hostname):
        raise SettingError("OPENPIAS_MAIL_URL has a password: use starttls:// or smtps://.")
    return MailServer(
        transport=transport,
        host=parts.hostname,
        port=port or _PORTS[transport],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
