"""Who is meant by a record? An opaque id that is the same for all records of one person."""

import hmac
import uuid

from openpias.core.rules.facts import PersonFacts
from openpias.core.rules.records import Patient

_NO_CNP = "0000000000000"


def opaque_id(patient: Patient, known: PersonFacts | None, *, key: bytes) -> uuid.UUID | None:
    """Return the register's id of a known person, else a keyed digest of the first identifier."""
    if known is not None and known.person:
        return uuid.UUID(known.person)
    cnp = "" if patient.cnp == _NO_CNP else patient.cnp
    identifier = patient.identifier or cnp or patient.cid
    if not identifier:
        return None
    digest = hmac.digest(key, f"openpias-reported-person-1/{identifier}".encode(), "sha256")
    return uuid.UUID(bytes=digest[:16], version=5)
