"""Which texts and which attachments does a mail hold?

The structure is the standard library's (compat32, which does not interpret headers); nothing is
trusted but its bounds.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from openpias.server.helpdesk.domain.mail.decoding import clean, decoded, header_text

MOST_PARTS = 200
DEEPEST = 30
MOST_ATTACHMENTS = 20
MOST_TEXT = 1_000_000
_LONGEST_NAME = 120
_SIGNATURES = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-encrypted",
    }
)
_REPORTS = frozenset({"message/delivery-status", "message/disposition-notification"})
_HEADERS_ONLY = frozenset({"text/rfc822-headers", "message/rfc822-headers"})
_IN_HEADER = re.compile(r"<[^<>\s]{3,250}>")
_ID = re.compile(r"(?im)^message-id:\s*(<[^<>\s]{3,250}>)")


class TooManyPartsError(Exception):
    """The mail is nested too deep or has too many parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file with the name that its sender gave it, without path and directions."""

    name: str
    content: bytes


@dataclass(slots=True, kw_only=True)
class Contents:
    """What was found; `returned` are message ids of mails that came back."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    too_many: int = 0
    returned: list[str] = field(default_factory=list)


def contents(message: "Message[str, str]") -> Contents:
    """Return texts and attachments; raises TooManyPartsError."""
    found = Contents()
    for part, is_attached in _leaves(message, found):
        _take(found, part, is_attached=is_attached)
    return found


def _leaves(
    message: "Message[str, str]", found: Contents
) -> Iterator[tuple["Message[str, str]", bool]]:
    waiting = [(message, 0)]
    seen = 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        if seen > MOST_PARTS or depth > DEEPEST:
            raise TooManyPartsError
        inner = part.get_payload()
        if part is not message:
            found.returned += _IN_HEADER.findall(str(part.get("Message-ID", "")))[:1]
        if isinstance(inner, list):
            waiting += [(each, depth + 1) for each in reversed(inner) if isinstance(each, Message)]
            if part.get_content_type() in _REPORTS:
                continue
        else:
            yield part, _is_attached(part)


def _is_attached(part: "Message[str, str]") -> bool:
    disposition = str(part.get("Content-Disposition", "")).split(";")[0].strip().lower()
    return disposition == "attachment" or (
        part.get_content_maintype() != "text" and part.get_content_type() not in _REPORTS
    )


def _take(found: Contents, part: "Message[str, str]", *, is_attached: bool) -> None:
    kind = part.get_content_type()
    if kind in _HEADERS_ONLY or kind in _REPORTS:
        found.returned += _ID.findall(_text(part))[:5]
        return
    if not is_attached and part.get_content_maintype() == "text":
        (found.html if kind == "text/html" else found.plain).append(_text(part))
        return
    if _is_silent(part, kind):
        return
    if len(found.attachments) >= MOST_ATTACHMENTS:
        found.too_many += 1
        return
    found.attachments.append(Attachment(name=_name(part), content=_payload(part)))


def _is_silent(part: "Message[str, str]", kind: str) -> bool:
    """Tell whether this is a picture of a signature, or a signature, which nobody sent on purpose."""
    if kind in _SIGNATURES:
        return True
    disposition = str(part.get("Content-Disposition", "")).split(";")[0].strip().lower()
    is_inline = disposition == "inline" or (part.get("Content-ID") and disposition != "attachment")
    return bool(kind.startswith("image/") and is_inline)


def _payload(part: "Message[str, str]") -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return content if isinstance(content, bytes) else b""


def _text(part: "Message[str, str]") -> str:
    charset = part.get_param("charset", "")
    name = charset[2] if isinstance(charset, tuple) else str(charset or "")
    return decoded(_payload(part)[: 4 * MOST_TEXT], name)[:MOST_TEXT]


def _name(part: "Message[str, str]") -> str:
    try:
        given = part.get_filename("") or ""
    except (ValueError, LookupError, TypeError):
        given = ""
    return safe_name(header_text(str(given)))


def safe_name(given: str) -> str:
    """Return a file name without path, controls and marks that turn its direction."""
    last = re.split(r"[\\/]", clean(given))[-1]
    shown = "".join(char for char in last if unicodedata.category(char) not in {"Cf", "Cc", "Co"})
    tidy = " ".join(shown.split()).strip(". ")
    return tidy[-_LONGEST_NAME:] or "fără nume"
