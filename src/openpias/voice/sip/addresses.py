"""Who is meant by an address field, and by whom did a message come?

Source: RFC 3261, 19.1, 20.10 and 20.42; RFC 3581 for `rport`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# No two parts of a pattern can take the same blanks: a hostile field costs no more than its length.
_NAMED: Final = re.compile(r'(?:"(?:[^"\\]|\\.)*"\s*|[^<"]*)<([^<>]{1,512})>\s*(;.*)?$')
_PLAIN: Final = re.compile(r"([^;,<>\s]{1,512})\s*(;.*)?$")
_VIA: Final = re.compile(
    r"SIP\s*/\s*2\.0\s*/\s*([A-Za-z]+)\s+"
    r"([^\s;:,\[\]]+|\[[0-9a-fA-F:.]+\])(?:\s*:\s*(\d{1,5}))?\s*(;.*)?$"
)
_NUMBER: Final = re.compile(r"[0-9A-Za-z+*#._-]{1,40}")
_ANONYMOUS: Final = frozenset({"anonymous", "unknown", "restricted", "unavailable"})
DEFAULT_PORT = 5060


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A URI with the parameters beside it; names of parameters are lower case."""

    uri: str
    parameters: Mapping[str, str]

    @property
    def tag(self) -> str:
        """Return the tag of one end of a dialog, or ""."""
        return self.parameters.get("tag", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Via:
    """The last hop of a message."""

    host: str
    port: int
    parameters: Mapping[str, str]

    @property
    def branch(self) -> str:
        """Return the name of the transaction, or ""."""
        return self.parameters.get("branch", "")


def parse_address(value: str) -> Address | None:
    """Return the address of a From, To, Contact, Route or identity field, or None."""
    value = value.strip()
    found = _NAMED.match(value) or _PLAIN.match(value)
    if found is None or ":" not in found[1]:
        return None
    return Address(uri=found[1].strip(), parameters=_parameters(found[2] or ""))


def parse_via(value: str) -> Via | None:
    """Return the hop, or None."""
    found = _VIA.match(value)
    if found is None:
        return None
    port = int(found[3] or DEFAULT_PORT)
    if not 0 < port < 1 << 16:
        return None
    return Via(host=found[2], port=port, parameters=_parameters(found[4] or ""))


def received_from(value: str, via: Via, source: tuple[str, int]) -> str:
    """Return a Via with what the receiver writes into it: from where the message really came."""
    kept = [
        part
        for part in value.split(";")
        if part.strip().partition("=")[0].lower() not in {"rport", "received"}
    ]
    wants_port = "rport" in via.parameters
    if wants_port or via.host != source[0]:
        kept.append(f"received={source[0]}")
    if wants_port:
        kept.append(f"rport={source[1]}")
    return ";".join(kept)


def number_of(*fields: str) -> str:
    """Return the number in the first address field that tells one; "" for one that is withheld."""
    for field in fields:
        address = parse_address(field) if field else None
        number = _number(address.uri) if address else ""
        if number:
            return number
    return ""


def _number(uri: str) -> str:
    scheme, _, rest = uri.partition(":")
    if scheme.lower() not in {"sip", "sips", "tel"}:
        return ""
    user = rest if scheme.lower() == "tel" else rest.rpartition("@")[0]
    number = user.partition(";")[0].partition(":")[0].replace("%2B", "+").replace("%2b", "+")
    if number.lower() in _ANONYMOUS or not _NUMBER.fullmatch(number):
        return ""
    return number


def _parameters(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in text.split(";"):
        name, _, value = part.partition("=")
        if name.strip():
            found.setdefault(name.strip().lower(), value.strip())
    return found
