"""What do the bytes of a header or a text say, whatever their sender claims?

Charsets that are unknown, wrong or not meant for text fall back on UTF-8, then on the code page of
Windows in Romania. NUL, which PostgreSQL refuses, and other controls become blanks.
"""

import codecs
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from openpias.core.names.diacritics import with_commas

_FALLBACKS = ("utf-8", "cp1250")
_NOT_FOR_TEXT = frozenset(
    {
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
        "utf_7",
        "unicode-escape",
    }
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINES = re.compile(r"[\r\n]+[ \t]*")


def decoded(content: bytes, charset: str = "") -> str:
    """Return the text of bytes; never fails."""
    for name in (_charset(charset), *_FALLBACKS):
        if not name:
            continue
        try:
            return clean(content.decode(name))
        except (UnicodeError, LookupError):
            continue
    return clean(content.decode(_FALLBACKS[-1], "replace"))


def clean(text: str) -> str:
    """Return the text without controls and halves of characters, and with Romanian letters."""
    whole = text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
    return _CONTROLS.sub(" ", with_commas(whole))


def header(message: "Message[str, str]", name: str) -> str:
    """Return a header decoded, as one line; empty where there is none."""
    wanted = name.lower()
    for key, value in message.raw_items():
        if key.lower() == wanted:
            return header_text(str(value))
    return ""


def header_text(value: str) -> str:
    """Return what a header says: encoded words decoded, raw bytes guessed."""
    plain = _LINES.sub(" ", decoded(value.encode("utf-8", "surrogateescape")))
    if "=?" not in plain:
        return plain.strip()
    try:
        pieces = decode_header(plain)
    except (HeaderParseError, ValueError):
        return plain.strip()
    said = "".join(
        piece if isinstance(piece, str) else decoded(piece, charset or "")
        for piece, charset in pieces
    )
    return _LINES.sub(" ", said).strip()


def _charset(name: str) -> str:
    plain = name.strip().strip("'\"").lower()
    if not plain or len(plain) > 40 or not plain.isascii():
        return ""
    try:
        found = codecs.lookup(plain).name
    except (LookupError, ValueError):
        return ""
    return "" if found.replace("-", "_") in _NOT_FOR_TEXT else found
