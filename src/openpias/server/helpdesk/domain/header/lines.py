"""Which lines of a mail did its sender write, which are quoted, and which are a signature?

Libraries that strip quotes do not know Romanian mail programs, so the marks are ours. Nothing is
thrown away: a quoted part is read where the sender wrote no header above it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MOST_SIGNS, _MOST_LINES, _LONGEST = 32_000, 400, 1_000
_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_QUOTE = re.compile(r"[ \t]*(?:(?:>|\|)[ \t]*)+")
_ORIGINAL = re.compile(
    r"\s*(?:-{2,}.{0,6}(?:original message|mesaj(?:ul)? (?:original|ini|redirec|trimis)|forwarded message|mesaj redirec)"
    r"|_{20,}\s*$|(?:pe|on|[iî]n|la data)\b.{4,150}\b(?:a scris|scrie|wrote)\b.{0,20}:?\s*$"
    r"|(?:de la|from|від)\s*:.{0,200}@)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"\s*(?:--\s*$|(?:cu|toat[aă]) (?:stim[aă]|respect|considera[tț]ie|deosebit[aă])\b|(?:v[aă] )?mul[tț\u0163]umesc?\b"
    r"|mul[tț\u0163]umim\b|o zi (?:bun[aă]|frumoas[aă])\b|trimis de pe\b|sent from\b|best regards\b|з повагою\b|дякую\b)",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\s*(?:bun[aă] (?:ziua|diminea[tț\u0163]a|seara)|buna\b|salut|stima[tț\u0163][iea]\w*|domn\w+ |c[aă]tre\b|hello|добрий день)[^:=]{0,60}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line without its quote marks; `start` is where its text begins in the mail."""

    text: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The lines of a mail by who wrote them; blank ones are left out."""

    own: list[Line]
    quoted: list[Line]
    signature: list[Line]


def parts(text: str) -> Parts:
    """Part the first 32,000 signs of a mail."""
    found = Parts(own=[], quoted=[], signature=[])
    quoting = signing = False
    for line, marked in _lines(text):
        quoting = quoting or _ORIGINAL.match(line.text) is not None
        if quoting or marked:
            found.quoted.append(line)
            continue
        signing = signing or (_SIGNATURE.match(line.text) is not None)
        (found.signature if signing else found.own).append(line)
    return found


def is_greeting(line: Line) -> bool:
    """Tell whether a line only greets."""
    return _GREETING.match(line.text) is not None


def _lines(text: str) -> Iterator[tuple[Line, bool]]:
    for many, match in enumerate(_LINE.finditer(text, 0, _MOST_SIGNS)):
        if many >= _MOST_LINES:
            return
        written = match.group()[:_LONGEST]
        mark = _QUOTE.match(written)
        start = mark.end() if mark else 0
        if written[start:].strip():
            yield Line(text=written[start:], start=match.start() + start), mark is not None
