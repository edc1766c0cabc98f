"""Who wrote or called, for those who may know?"""

import msgspec

from openpias.server.helpdesk.models import Incident
from openpias.server.helpdesk.models.vault import Purpose, UnsealError, keyed, seal, unseal


class Reporter(msgspec.Struct, frozen=True, kw_only=True):
    """Address, name and telephone of whoever reported; each empty where it is not known.

    `message_id` is that of the last mail, and `references` those before it, for our answers.
    """

    address: str = ""
    name: str = ""
    phone: str = ""
    message_id: str = ""
    references: tuple[str, ...] = ()


def sealed(reporter: Reporter, incident: Incident) -> bytes:
    """Return the reporter as it is kept."""
    content = msgspec.json.encode(reporter)
    return seal(content, purpose=Purpose.REPORTER, ref=incident.public_id)


def of(incident: Incident) -> Reporter:
    """Return the reporter; an empty one where it was forgotten, or does not open any more."""
    if incident.sealed_reporter is None:
        return Reporter()
    try:
        content = unseal(incident.sealed_reporter, purpose=Purpose.REPORTER, ref=incident.public_id)
    except UnsealError:
        return Reporter()
    return msgspec.json.decode(content, type=Reporter)


def key_of(address: str) -> bytes | None:
    """Return what finds the same reporter again; None for nobody."""
    plain = address.strip().lower()
    return keyed(plain, purpose=Purpose.ADDRESS) if plain else None
