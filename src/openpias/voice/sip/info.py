"""Which key does an INFO carry? Two forms are in use; neither is a standard.

`application/dtmf-relay` has lines as "Signal=5" and "Duration=160", `application/dtmf` the key alone.
Some devices count * as 10 and # as 11.
"""

import re
from typing import Final

from openpias.voice.media.dtmf import KEYS

ACCEPT: Final = "application/dtmf-relay, application/dtmf"
_SIGNAL: Final = re.compile(
    r"^\s*signal\s*=\s*([0-9A-Da-d*#]{1,2})\s*$", re.IGNORECASE | re.MULTILINE
)
_LONGEST = 256


def key_of(content_type: str, body: bytes) -> str | None:
    """Return the key, "" where there is none in it, or None for another kind of content."""
    kind = content_type.partition(";")[0].strip().lower()
    text = body[:_LONGEST].decode("latin-1")
    if kind == "application/dtmf-relay":
        found = _SIGNAL.search(text)
        return _key(found[1]) if found else ""
    if kind == "application/dtmf":
        return _key(text.strip())
    return None


def _key(said: str) -> str:
    counted = {"10": "*", "11": "#"}.get(said, said.upper())
    return counted if len(counted) == 1 and counted in KEYS else ""
