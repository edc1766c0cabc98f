"""Is there a text inside the text, in base64? Mails that were forwarded badly carry such rests."""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from itertools import islice

_RUN = re.compile(r"[A-Za-z0-9+/_-]{18,}(?:\r?\n[A-Za-z0-9+/_-]{2,})*={0,2}")
_JOINT = re.compile(r"[_-]")
_URL_SAFE = str.maketrans("-_", "+/")
_MOST, _SHORTEST = 2_000_000, 18
_PRINTABLE = 0.9
_DIGIT = re.compile(r"\d")
_FEWEST_DIGITS = 6
_LOOKED_AT = 2_000


def hidden_texts(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each decoded text with the span that holds it; at most two million signs are decoded."""
    left = _MOST
    for match in _RUN.finditer(text):
        written = match.group()
        left -= len(written)
        if left < 0:
            return
        # A word before or behind may be joined to it as names of files are.
        for part in (written, *(each for each in _JOINT.split(written) if each != written)):
            for decoded in _decoded(part):
                yield decoded, *match.span()


def _decoded(written: str) -> Iterator[str]:
    """Yield the text of a run; also where letters before it, or a line behind it, were taken along."""
    if len(written) < _SHORTEST:
        return
    lines = written.split("\n")
    for many in {len(lines), max(1, len(lines) - 1), 1}:
        plain = re.sub(r"[\r=]", "", "".join(lines[:many])).translate(_URL_SAFE)
        for shift in range(4):
            if text := _readable(_bytes(plain[shift:])):
                yield text


def _bytes(written: str) -> bytes:
    try:
        return b64decode(written + "=" * (-len(written) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _readable(content: bytes) -> str:
    for encoding in ("utf-8", "cp1250", "utf-16-le"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        begin = text[:_LOOKED_AT]
        shown = sum(char.isprintable() or char in "\r\n\t" for char in begin)
        if begin and shown >= _PRINTABLE * len(begin):
            return text if _has_digits(text) else ""
    return ""


def _has_digits(text: str) -> bool:
    return sum(1 for _ in islice(_DIGIT.finditer(text), _FEWEST_DIGITS)) == _FEWEST_DIGITS
