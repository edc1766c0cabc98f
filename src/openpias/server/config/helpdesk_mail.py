"""Which addresses and mailboxes are the helpdesk's? Settings are lists of `siui=…` pairs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from openpias.server.config.env import SettingError

_PORTS = {"imaps": 993, "imap": 143}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_MAILBOXES = ("siui", "ceas", "sipe")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapMailbox:
    """A folder of a mail server; what is printed of it holds no password."""

    mailbox: str
    host: str
    port: int
    is_encrypted: bool
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"


def parse_addresses(text: str) -> Mapping[str, str]:
    """Return the mailbox of each address, as `siui=suport.siui@casan.ro`; raises SettingError."""
    found = {address.lower(): name for name, address in _pairs(text, "OPENPIAS_HELPDESK_ADDRESSES")}
    if not all(address.count("@") == 1 and address.isascii() for address in found):
        raise SettingError("OPENPIAS_HELPDESK_ADDRESSES must be like siui=suport.siui@casan.ro.")
    return found


def parse_imap(text: str) -> tuple[ImapMailbox, ...]:
    """Return the mailboxes to pull from, as `siui=imaps://user:password@host/INBOX`.

    User and password are percent-encoded. Raises SettingError without quoting the address.
    """
    return tuple(_imap(name, url) for name, url in _pairs(text, "OPENPIAS_HELPDESK_IMAP"))


def _pairs(text: str, setting: str) -> list[tuple[str, str]]:
    pairs = [tuple(each.split("=", 1)) for each in text.split()]
    found = [(each[0], each[1]) for each in pairs if len(each) == 2 and each[0] in _MAILBOXES]
    if len(found) != len(pairs):
        raise SettingError(f"{setting} is a list of siui=…, ceas=… and sipe=… pairs.")
    return found


def _imap(mailbox: str, url: str) -> ImapMailbox:
    problem = SettingError(
        "OPENPIAS_HELPDESK_IMAP must be like siui=imaps://user:password@host/INBOX."
    )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise problem from None
    if parts.scheme not in _PORTS or not parts.hostname or not parts.username:
        raise problem
    if parts.scheme == "imap" and parts.hostname not in _LOOPBACK:
        raise SettingError("OPENPIAS_HELPDESK_IMAP has a password: use imaps://.")
    return ImapMailbox(
        mailbox=mailbox,
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        is_encrypted=parts.scheme == "imaps",
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
    )
