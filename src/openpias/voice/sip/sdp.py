"""Which voice does the other side offer, and what do we answer?

G.711 and keys as events, over IPv4, unencrypted; everything else in an offer is refused line by
line. Sources: RFC 4566, RFC 3264; "0.0.0.0" as hold is of RFC 2543.
"""

import ipaddress
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from openpias.voice.media.g711 import LAWS

_LONGEST, _MOST_LINES, _MOST_MEDIA = 4096, 200, 8
_NOWHERE: Final = "0.0.0.0"  # noqa: S104 - means "on hold"; nothing is bound to it
_EVENTS: Final = re.compile(r"rtpmap:(\d{2,3}) telephone-event/8000", re.IGNORECASE)
_OWN_EVENTS = 101


class Direction(StrEnum):
    """Who may speak, as the side that says it sees it."""

    BOTH = "sendrecv"
    SENDS = "sendonly"
    RECEIVES = "recvonly"
    NOBODY = "inactive"


_ANSWERED: Final = {
    Direction.BOTH: Direction.BOTH,
    Direction.SENDS: Direction.RECEIVES,
    Direction.RECEIVES: Direction.SENDS,
    Direction.NOBODY: Direction.NOBODY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the other side described. `media`: its lines; `chosen`: which of them is ours.

    `address` is "" where none of IPv4 was given. `events`: the payload type of keys, or None.
    """

    address: str
    port: int
    payload_type: int
    events: int | None
    direction: Direction
    media: Sequence[str]
    chosen: int

    @property
    def listens(self) -> bool:
        """Tell whether the other side wants to hear us now."""
        on_hold = self.address == _NOWHERE or self.port == 0
        return not on_hold and self.direction in {Direction.BOTH, Direction.RECEIVES}


def parse(body: bytes) -> Offer | None:
    """Return the offer, or None where there is no voice in it that we speak."""
    if not body or len(body) > _LONGEST:
        return None
    lines = body.decode("latin-1").replace("\r\n", "\n").split("\n")
    if len(lines) > _MOST_LINES:
        return None
    session, *media = _sections(lines)
    if len(media) > _MOST_MEDIA:
        return None
    for index, section in enumerate(media):
        words = section[0][2:].split()
        types = _payload_types(words)
        if not types:
            continue
        return Offer(
            address=_connection(section) or _connection(session),
            port=int(words[1]),
            payload_type=types[0],
            events=_events(section),
            direction=_direction(section) or _direction(session) or Direction.BOTH,
            media=tuple(each[0] for each in media),
            chosen=index,
        )
    return None


def _sections(lines: Sequence[str]) -> list[list[str]]:
    sections: list[list[str]] = [[]]
    for line in lines:
        if line.startswith("m="):
            sections.append([])
        sections[-1].append(line.rstrip())
    return sections


def _payload_types(words: Sequence[str]) -> list[int]:
    """Return those of an audio line that we speak, in the order of the offer."""
    if len(words) < 4 or words[0] != "audio" or words[2] != "RTP/AVP":
        return []
    if not (words[1].isascii() and words[1].isdigit() and int(words[1][:6]) < 1 << 16):
        return []
    return [int(each) for each in words[3:] if each in {"0", "8"}]


def _connection(section: Sequence[str]) -> str:
    for line in section:
        if line.startswith("c=IN IP4 "):
            address = line[9:].partition("/")[0].strip()
            try:
                return str(ipaddress.IPv4Address(address))
            except ValueError:
                return ""
    return ""


def _direction(section: Sequence[str]) -> Direction | None:
    return next((each for each in Direction if f"a={each}" in section), None)


def _events(section: Sequence[str]) -> int | None:
    for line in section:
        found = _EVENTS.match(line[2:]) if line.startswith("a=") else None
        if found and 96 <= int(found[1]) < 128:
            return int(found[1])
    return None


class Description:
    """Our side of one call; each version has its number."""

    def __init__(self, *, address: str, port: int) -> None:
        """Take where voice is received."""
        self._address, self._port = address, port
        self._session, self._version = secrets.randbelow(10**9), 0
        self._last = ""

    def answer(self, offer: Offer) -> bytes:
        """Return the answer to an offer: one codec, keys where they were offered."""
        media = []
        for index, line in enumerate(offer.media):
            if index == offer.chosen and (offer.port or index):
                media += self._voice([offer.payload_type], offer.events, _ANSWERED[offer.direction])
            else:
                media.append(_refused(line))
        return self._written(media)

    def offer(self) -> bytes:
        """Return an offer of ours, for an invitation that brought none."""
        return self._written(self._voice([8, 0], _OWN_EVENTS, Direction.BOTH))

    def _voice(self, types: Sequence[int], events: int | None, direction: Direction) -> list[str]:
        listed = [*types, *([events] if events is not None else [])]
        lines = [f"m=audio {self._port} RTP/AVP {' '.join(map(str, listed))}"]
        lines += [f"a=rtpmap:{each} {LAWS[each].name}/8000" for each in types]
        if events is not None:
            lines += [f"a=rtpmap:{events} telephone-event/8000", f"a=fmtp:{events} 0-15"]
        return [*lines, "a=ptime:20", f"a={direction}"]

    def _written(self, media: Sequence[str]) -> bytes:
        said = "\r\n".join(media)
        self._version += said != self._last
        self._last = said
        lines = [
            "v=0",
            f"o=- {self._session} {self._version} IN IP4 {self._address}",
            "s=-",
            f"c=IN IP4 {self._address}",
            "t=0 0",
            *media,
            "",
        ]
        return "\r\n".join(lines).encode("ascii", "replace")


def _refused(line: str) -> str:
    words = line[2:].split()
    kind, protocol, form = (
        (*words[:1], *words[2:4]) if len(words) >= 4 else ("audio", "RTP/AVP", "0")
    )
    return f"m={kind} 0 {protocol} {form}"
