"""How does one seal hold on to the one before it?"""

import hmac
import uuid

GENESIS = bytes(32)
_DOMAIN = b"openpias-audit-chain-1\0"


def link(previous: bytes, position: int, entry: uuid.UUID, digest: bytes, *, key: bytes) -> bytes:
    """Return the chain up to this position; every part has a fixed length."""
    content = b"".join((_DOMAIN, previous, position.to_bytes(8, "big"), entry.bytes, digest))
    return hmac.digest(key, content, "sha256")
