"""What does a mail say: from whom, about what, with which texts and files?"""

import re
from dataclasses import dataclass
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parseaddr

from openpias.server.helpdesk.domain.mail import automatic
from openpias.server.helpdesk.domain.mail.automatic import Origin
from openpias.server.helpdesk.domain.mail.bounding import bounded
from openpias.server.helpdesk.domain.mail.decoding import header, header_text
from openpias.server.helpdesk.domain.mail.parts import Contents, TooManyPartsError, contents

_ID = re.compile(r"<[^<>\s]{3,250}>")
_ADDRESS = re.compile(r"[!-?A-~]{1,64}@[!-?A-~]{1,190}")
_MOST_REFERENCES = 50
_LONGEST_SUBJECT = 300


class UnreadableError(Exception):
    """No incident can be made of these bytes; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMail:
    """A mail as it was read; `references` are message ids, the nearest first."""

    sender: str
    sender_name: str
    reply_to: str
    subject: str
    message_id: str
    references: tuple[str, ...]
    origin: Origin
    wants_no_answer: bool
    contents: Contents
    authentication: str


def read(raw: bytes, *, mail_from: str | None, authserv_id: str = "") -> ReadMail:
    """Read a mail; raises UnreadableError."""
    try:
        message: Message[str, str] = BytesParser(policy=compat32).parsebytes(bounded(raw))
        return _read(message, mail_from, authserv_id)
    except TooManyPartsError:
        raise UnreadableError("too-many-parts") from None
    except RecursionError:
        raise UnreadableError("nested-too-deep") from None
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError):
        raise UnreadableError("malformed") from None


def _read(message: "Message[str, str]", mail_from: str | None, authserv_id: str) -> ReadMail:
    if not any(message.get(name) for name in ("From", "Subject", "To", "Date", "Message-ID")):
        raise UnreadableError("no-header")
    name, address = _address(header(message, "From"))
    return ReadMail(
        sender=address or _address(mail_from or "")[1],
        sender_name=name,
        reply_to=_address(header(message, "Reply-To"))[1],
        subject=header(message, "Subject")[:_LONGEST_SUBJECT],
        message_id=_first_id(header(message, "Message-ID")),
        references=_references(message),
        origin=automatic.origin(message, mail_from=mail_from, sender=address),
        wants_no_answer=automatic.wants_no_answer(message),
        contents=contents(message),
        authentication=_authentication(message, authserv_id),
    )


def _authentication(message: "Message[str, str]", authserv_id: str) -> str:
    """Return `fail` where our own server says that the sender is forged (RFC 8601); else nothing.

    Fields that name another server, or come after ours, were written by whoever sent the mail.
    """
    if not authserv_id:
        return ""
    for name, value in message.raw_items():
        if name.lower() == "authentication-results":
            said = header_text(str(value)).lower()
            is_ours = said.split(";", 1)[0].split()[:1] == [authserv_id.lower()]
            return "fail" if is_ours and re.search(r"\bdmarc\s*=\s*fail\b", said) else ""
    return ""


def _address(value: str) -> tuple[str, str]:
    """Return name and address; what is no address of ASCII signs is none."""
    try:
        name, address = parseaddr(value)
    except (RecursionError, ValueError, IndexError, TypeError):
        name, address = "", ""
    if not _ADDRESS.fullmatch(address):
        found = _ADDRESS.search(value)
        address = found.group().strip("<>") if found else ""
    return " ".join(name.split())[:200], address[:254]


def _first_id(value: str) -> str:
    found = _ID.search(value)
    return found.group() if found else ""


def _references(message: "Message[str, str]") -> tuple[str, ...]:
    answered = _ID.findall(header(message, "In-Reply-To"))
    earlier = _ID.findall(header(message, "References"))
    return tuple(dict.fromkeys([*answered, *reversed(earlier)]))[:_MOST_REFERENCES]
