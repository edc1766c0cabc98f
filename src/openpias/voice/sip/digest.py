"""How is a registrar's challenge answered? Source: RFC 3261, 22; RFC 8760 for SHA-256; RFC 7616.

The digest is SIP's own proof of a password; MD5 is what most registrars still ask for.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_PART: Final = re.compile(r'([A-Za-z][\w-]*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')
_HASHES: Final = {"MD5": "md5", "SHA-256": "sha256"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """What a registrar asks. `algorithm` is one that we know."""

    realm: str
    nonce: str
    opaque: str
    algorithm: str
    wants_count: bool
    is_stale: bool


def parse_challenge(value: str) -> Challenge | None:
    """Return the challenge, or None for a scheme or an algorithm that we have not."""
    scheme, _, rest = value.strip().partition(" ")
    said = {name.lower(): quoted or plain for name, quoted, plain in _PART.findall(rest)}
    algorithm = said.get("algorithm", "MD5")
    if scheme.lower() != "digest" or algorithm.upper() not in _HASHES or "nonce" not in said:
        return None
    qualities = {each.strip().lower() for each in said.get("qop", "").split(",") if each.strip()}
    if qualities and "auth" not in qualities:
        return None
    return Challenge(
        realm=said.get("realm", ""),
        nonce=said["nonce"],
        opaque=said.get("opaque", ""),
        algorithm=algorithm,
        wants_count=bool(qualities),
        is_stale=said.get("stale", "").lower() == "true",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """A user of a registrar."""

    user: str
    password: str = field(repr=False)


def authorisation(
    challenge: Challenge,
    credentials: Credentials,
    *,
    method: str,
    uri: str,
    count: int = 1,
    cnonce: str = "",
) -> str:
    """Return the value of the field that answers a challenge."""
    known = _hashed(challenge, f"{credentials.user}:{challenge.realm}:{credentials.password}")
    asked = _hashed(challenge, f"{method}:{uri}")
    middle = (
        f"{challenge.nonce}:{count:08x}:{cnonce}:auth" if challenge.wants_count else challenge.nonce
    )
    parts: Mapping[str, str] = {
        "username": f'"{credentials.user}"',
        "realm": f'"{challenge.realm}"',
        "nonce": f'"{challenge.nonce}"',
        "uri": f'"{uri}"',
        "response": f'"{_hashed(challenge, f"{known}:{middle}:{asked}")}"',
        "algorithm": challenge.algorithm,
        **({"opaque": f'"{challenge.opaque}"'} if challenge.opaque else {}),
    }
    if challenge.wants_count:
        parts = {**parts, "qop": "auth", "nc": f"{count:08x}", "cnonce": f'"{cnonce}"'}
    return "Digest " + ", ".join(f"{name}={value}" for name, value in parts.items())


def _hashed(challenge: Challenge, text: str) -> str:
    name = _HASHES[challenge.algorithm.upper()]
    return hashlib.new(name, text.encode("utf-8"), usedforsecurity=False).hexdigest()
