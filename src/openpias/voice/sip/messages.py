"""What does a datagram of SIP say, and how is one written?

Strict and bounded: what is too long, or is cut off, or holds control characters, is no message and
costs next to nothing. Text is kept as Latin-1, which gives every octet back as it came.
Source: RFC 3261, 7 and 20; compact names 7.3.3.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

LONGEST, SHORTEST = 8192, 24
_MOST_HEADERS, _LONGEST_HEADER = 100, 2048
_VERSION: Final = "SIP/2.0"
_ENDS: Final = b"\r\n\r\n"
_COMPACT: Final = {
    "i": "call-id",
    "m": "contact",
    "e": "content-encoding",
    "l": "content-length",
    "c": "content-type",
    "f": "from",
    "s": "subject",
    "k": "supported",
    "t": "to",
    "v": "via",
    "x": "session-expires",
}
_TOKEN: Final = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.!%*_+`'~"
)
_CONTROLS: Final = frozenset(map(chr, [*range(9), *range(10, 32), 127]))


class Headers:
    """The header fields in their order; names are lower case and long."""

    __slots__ = ("_fields",)

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        self._fields = fields

    def first(self, name: str) -> str:
        """Return the first value of a field, or ""."""
        return next((value for each, value in self._fields if each == name), "")

    def every(self, name: str) -> list[str]:
        """Return all values of a field, with lists taken apart."""
        return [part for each, value in self._fields if each == name for part in split_list(value)]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class CSeq:
    """Number and method of a request."""

    number: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request that has all the fields a request must have."""

    method: str
    uri: str
    cseq: CSeq
    headers: Headers
    body: bytes

    @property
    def call_id(self) -> str:
        """Return the identifier of the call."""
        return self.headers.first("call-id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An answer to a request of ours."""

    status: int
    cseq: CSeq
    headers: Headers
    body: bytes


def parse(data: bytes) -> Request | Response | None:
    """Return the message, or None for what is none."""
    ends = data.find(_ENDS, 0, LONGEST)
    if not SHORTEST <= len(data) <= LONGEST or ends < 0 or not 0x41 <= data[0] <= 0x5A:
        return None
    lines = data[:ends].decode("latin-1").split("\r\n")
    fields = _fields(lines[1:])
    if fields is None:
        return None
    headers = Headers(fields)
    body, cseq = _body(headers, data[ends + len(_ENDS) :]), _cseq(headers.first("cseq"))
    if body is None or cseq is None or not _has_what_is_needed(headers):
        return None
    return _message(lines[0], cseq, headers, body)


def _message(start: str, cseq: CSeq, headers: Headers, body: bytes) -> Request | Response | None:
    words = start.split(" ")
    if words[0] == _VERSION:
        is_status = len(words) > 1 and len(words[1]) == 3 and _is_number(words[1])
        if not is_status:
            return None
        return Response(status=int(words[1]), cseq=cseq, headers=headers, body=body)
    if len(words) != 3 or words[2] != _VERSION or not words[1] or not _is_token(words[0]):
        return None
    if cseq.method != words[0]:
        return None
    return Request(method=words[0], uri=words[1], cseq=cseq, headers=headers, body=body)


def _fields(lines: Sequence[str]) -> list[tuple[str, str]] | None:
    if len(lines) > _MOST_HEADERS:
        return None
    found: list[tuple[str, str]] = []
    for line in lines:
        if not _CONTROLS.isdisjoint(line) or len(line) > _LONGEST_HEADER:
            return None
        if line[:1] in {" ", "\t"}:
            if not found:
                return None
            name, value = found.pop()
            found.append((name, f"{value} {line.strip()}"))
            continue
        name, colon, value = line.partition(":")
        name = name.strip().lower()
        if not colon or not _is_token(name):
            return None
        found.append((_COMPACT.get(name, name), value.strip()))
    return found


def _has_what_is_needed(headers: Headers) -> bool:
    return all(headers.first(name) for name in ("via", "from", "to", "call-id"))


def _body(headers: Headers, rest: bytes) -> bytes | None:
    length = headers.first("content-length")
    if not length:
        return rest
    if not _is_number(length) or int(length) > len(rest):
        return None
    return rest[: int(length)]


def _cseq(value: str) -> CSeq | None:
    number, _, method = value.partition(" ")
    method = method.strip()
    if not _is_number(number) or not _is_token(method) or int(number) >= 1 << 31:
        return None
    return CSeq(number=int(number), method=method)


def _is_number(text: str) -> bool:
    return 0 < len(text) <= 10 and text.isascii() and text.isdigit()


def _is_token(text: str) -> bool:
    return bool(text) and _TOKEN.issuperset(text)


def split_list(value: str) -> list[str]:
    """Take a list apart at its commas, but for those in quotes and in angle brackets."""
    if "," not in value:
        return [value]
    parts, begins, quoted, angled, escaped = [], 0, False, False, False
    for at, sign in enumerate(value):
        if escaped:
            escaped = False
        elif quoted:
            escaped, quoted = sign == "\\", sign != '"'
        elif sign == '"':
            quoted = True
        elif sign in "<>":
            angled = sign == "<"
        elif sign == "," and not angled:
            parts.append(value[begins:at].strip())
            begins = at + 1
    return [part for part in (*parts, value[begins:].strip()) if part]


def write(start: str, fields: Sequence[tuple[str, str]], body: bytes = b"") -> bytes:
    """Return the octets of a message; its length is added."""
    lines = [start, *(f"{name}: {value}" for name, value in fields)]
    lines += [f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace") + body
