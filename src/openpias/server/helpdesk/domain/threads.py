"""To which incident does a mail belong, by the ids that it answers?"""

import re
import uuid
from collections.abc import Callable, Iterable

_OWN = re.compile(r"<hd\.([0-9a-f]{32})\.([0-9a-f]{8})\.([0-9a-f]{24})@[^<>\s]+>")
_REFERENCE = re.compile(r"\b(SIUI|CEAS|SIPE)-(20\d{2})-(\d{6,9})\b", re.IGNORECASE)
Sign = Callable[[str], bytes]


def own_id(incident: uuid.UUID, *, mark: str, host: str, sign: Sign) -> str:
    """Return a message id that names its incident and that nobody else can make.

    `mark` is eight hexadecimal digits, different for each letter.
    """
    said = f"{incident.hex}.{mark}"
    return f"<hd.{said}.{_mac(said, sign)}@{host}>"


def incident_of(message_ids: Iterable[str], *, sign: Sign) -> uuid.UUID | None:
    """Return the incident of the first of these ids that we made; a forged one is none."""
    for each in message_ids:
        match = _OWN.fullmatch(each)
        if match and _mac(f"{match[1]}.{match[2]}", sign) == match[3]:
            return uuid.UUID(match[1])
    return None


def reference_in(subject: str) -> str:
    """Return the reference that a subject names, in its own spelling; empty where there is none."""
    found = _REFERENCE.search(subject)
    return found.group().upper() if found else ""


def _mac(said: str, sign: Sign) -> str:
    return sign(said).hex()[:24]
