"""Which slip does a scanned code name?"""

from openpias.core.slips import signing
from openpias.core.slips.signing import Refusal, Verified
from openpias.server.registry.operations.slip_keys import keys


def verify(code: str) -> Verified | Refusal:
    """Check a code against the keys of this installation. Never raises for what was typed."""
    return signing.verify(code, keys().ring)


def slip_id(code: str, *, practice: bool) -> bytes | None:
    """Return the random slip id inside a code that we signed, else None."""
    checked = verify(code)
    if isinstance(checked, Refusal) or checked.payload.practice is not practice:
        return None
    return checked.payload.slip_id
