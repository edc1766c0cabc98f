"""How is a text read when digits are disguised? A view keeps where each character came from.

A text is read up to three times: as it stands; with what HTML and addresses wrap around characters
taken off (entities, percent codes, tags, invisible marks); and with quoted-printable taken off too,
which would lose a number in an address, whose `=18` looks like a code.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

_MOST_REMEMBERED = 20_000
_BLOCK_TAG = re.compile(r"</?(?:br|p|div|tr|td|th|li|table|h\d)\b", re.IGNORECASE)
# Codes of quoted-printable that no address writes: soft line ends, and marks in UTF-8.
_SURE_PRINTABLE = r"(?P<printable>(?:=(?:C2=A0|C2=AD|E2=80=[0-9A-F]{2}|\r?\n))+)"
_ANY_PRINTABLE = r"(?P<printable>(?:=[0-9A-Fa-f]{2}|=\r?\n)+)"
_OTHERS = (
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,10});)"
    r"|(?P<percent>(?:%[0-9A-Fa-f]{2})+)"
    r"|(?P<escape>\\u[0-9A-Fa-f]{4})"
    r"|(?P<tag></?[A-Za-z!][A-Za-z0-9]{0,12}(?:\s[^<>]{0,1000})?/?>)"
    r"|(?P<marked>[^\W\d_][\u0300-\u036f]+)"
    r"|(?P<invisible>[\x00\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u2064\u2066-\u206f\u20d0-\u20f0\ufe00-\ufe0f\ufeff\U0001d173-\U0001d17a\U000e0000-\U000e01ef]+)"
)
_WRAPPED = re.compile(_SURE_PRINTABLE + _OTHERS)
_WRAPPED_IN_MAIL = re.compile(_ANY_PRINTABLE + _OTHERS)
_ENCODED = re.compile(r"=[0-9A-Fa-f]{2}")
_CODE = re.compile(r"[=%]([0-9A-Fa-f]{2})")


class _Letters(dict[int, str]):
    """A table for `str.translate` that works out each character when it is first met."""

    def __init__(self, meant: Callable[[str], str]) -> None:
        super().__init__()
        self._meant = meant

    def __missing__(self, code: int) -> str:
        found = self._meant(chr(code))
        if len(self) < _MOST_REMEMBERED:
            self[code] = found
        return found


def _plain(char: str) -> str:
    if char.isascii():
        return char
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(char)
    if category in {"Pd", "Zs"}:
        return "-" if category == "Pd" else " "
    if category in {"Zl", "Zp"}:
        return "\n"
    same = unicodedata.normalize("NFKC", char)
    return same if len(same) == 1 and same.isascii() else char


def _folded(char: str) -> str:
    lowered = char.lower()
    base = unicodedata.normalize("NFD", lowered)[:1]
    # Cyrillic й and ї are letters of their own.
    return base if base.isascii() and base else lowered[:1] or char


_PLAIN = _Letters(_plain)
_FOLDED = _Letters(_folded)


@dataclass(frozen=True)
class View:
    """A text as it is read: each stretch begins at one of `starts` and came from one of `sources`.

    A stretch that was wrapped is one thing: each of its characters came from all of its source.
    """

    text: str
    starts: tuple[int, ...] = (0,)
    sources: tuple[tuple[int, int], ...] = ((0, 0),)

    @cached_property
    def plain(self) -> str:
        """The text with digits, blanks and dashes of every script in their plain form."""
        return self.text if self.text.isascii() else self.text.translate(_PLAIN)

    @cached_property
    def folded(self) -> str:
        """The plain text without case and marks, character by character."""
        return self.plain.lower() if self.plain.isascii() else self.plain.translate(_FOLDED)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the given text that a span of this view was read from."""
        return self._source(start)[0], self._source(end - 1)[1]

    def _source(self, place: int) -> tuple[int, int]:
        stretch = bisect_right(self.starts, place) - 1
        begin, end = self.sources[stretch]
        if begin < end:
            return begin, end
        plain = begin + place - self.starts[stretch]
        return plain, plain + 1


def views(text: str) -> tuple[View, ...]:
    """Return the text as it stands, and unwrapped in each way in which anything is wrapped."""
    ways = [_WRAPPED, _WRAPPED_IN_MAIL] if _ENCODED.search(text) else [_WRAPPED]
    unwrapped = (_unwrapped(text, way) for way in ways)
    return (View(text), *(view for view in unwrapped if view is not None))


def _unwrapped(text: str, wrapped: re.Pattern[str]) -> View | None:
    pieces: list[str] = []
    starts: list[int] = [0]
    sources: list[tuple[int, int]] = [(0, 0)]
    length = last = 0
    for match in wrapped.finditer(text):
        before, inside = text[last : match.start()], _inside(match)
        pieces += (before, inside)
        starts += (length + len(before), length + len(before) + len(inside))
        sources += (match.span(), (match.end(), match.end()))
        length, last = starts[-1], match.end()
    if not pieces:
        return None
    pieces.append(text[last:])
    return View("".join(pieces), tuple(starts), tuple(sources))


def _inside(match: re.Match[str]) -> str:
    wrapped = match.group()
    match match.lastgroup:
        case "entity":
            return html.unescape(wrapped)
        case "printable" | "percent":
            codes = bytes(int(code, 16) for code in _CODE.findall(wrapped))
            return codes.decode("utf-8", "replace")
        case "escape":
            return chr(int(wrapped.removeprefix("\\u"), base=16))
        case "tag":
            return "\n" if _BLOCK_TAG.match(wrapped) else ""
        case "marked":
            return unicodedata.normalize("NFC", wrapped)
        case _:
            return ""
