"""Is this the repetition of a call that succeeded?

A key belongs to one provider and is bound only by a success. Key and body are kept as keyed
digests; the answer itself is not kept, only the person that it was about.
"""

import hmac
from dataclasses import dataclass
from typing import Any

import msgspec
from django.conf import settings

DIGEST_BYTES = 16
LONGEST_KEY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class IdempotencyKey:
    """A key that a caller sent, bound to what it sent along."""

    operation: str
    key_digest: bytes
    body_digest: bytes

    @property
    def lock(self) -> int:
        """Return the advisory lock under which calls with this key wait for each other."""
        return int.from_bytes(self.key_digest[:8], "big", signed=True)

    def as_row(self) -> dict[str, str]:
        """Return the key as the issuing function takes it."""
        return {
            "operation": self.operation,
            "key": self.key_digest.hex(),
            "body": self.body_digest.hex(),
        }


def idempotency_key(*, provider: str, key: str, operation: str, body: Any) -> IdempotencyKey | None:
    """Return the key with its digests, or None when the caller sent none.

    `body` is what was typed, as plain data; its order of members does not matter. A decision about
    candidates is not part of it, so that the answer to a question may carry the same key.
    """
    if not key:
        return None
    encoded = msgspec.json.encode(body, order="sorted")
    return IdempotencyKey(
        operation=operation,
        key_digest=_digest(f"key\0{provider}\0{key}".encode()),
        body_digest=_digest(b"body\0" + encoded),
    )


def _digest(content: bytes) -> bytes:
    return hmac.digest(settings.ANSWER_KEY, content, "sha256")[:DIGEST_BYTES]
