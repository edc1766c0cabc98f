"""How does a person's record move to its next version, with its slip?

The state that is replaced is kept whole; the slip in people's hands is superseded and a new one
stands ready.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.outbox.operations import announce
from openpias.server.registry.enums import SlipStatus
from openpias.server.registry.events import SlipsChanged
from openpias.server.registry.models import Permit, Person, PersonDocument, PersonVersion, Slip
from openpias.server.registry.operations.registering import SLIP_ID_BYTES

_KEPT = (
    "surname",
    "given_name",
    "given_name_missing",
    "surname_latin",
    "given_name_latin",
    "birth_precision",
    "sex",
    "category",
    "citizenship",
    "entry_point",
    "visa_type",
    "copies_kept",
    "no_identity_reason",
    "status",
)


def keep(person: Person, *, reason: str, fields: Sequence[str], actor: Actor, at: datetime) -> None:
    """Keep the state of a person before a change; the caller holds the row's lock."""
    PersonVersion.objects.create(
        person=person,
        version=person.version,
        snapshot=snapshot(person),
        changed_fields=list(fields),
        reason=reason,
        changed_at=at,
        account_id=actor.account_id,
        provider_code=actor.provider.code,
    )


def snapshot(person: Person) -> dict[str, object]:
    """Return the state of a person as plain data."""
    return {
        **{field: getattr(person, field) for field in _KEPT},
        "birth_date": person.birth_date.isoformat(),
        "entry_date": person.entry_date.isoformat() if person.entry_date else None,
        "documents": [
            {
                "type": document.type,
                "series": document.series,
                "number": document.number,
                "date": document.date.isoformat() if document.date else None,
                "issuer": document.issuer,
            }
            for document in PersonDocument.objects.filter(person=person).order_by("position")
        ],
        "permits": [
            {
                "permit_number": permit.permit_number,
                "issued_on": permit.issued_on.isoformat(),
                "valid_from": permit.valid_from.isoformat(),
                "expires_on": permit.expires_on.isoformat(),
            }
            for permit in Permit.objects.filter(person=person).order_by("-expires_on", "-pk")
        ],
    }


def latin_forms(person: Person) -> Mapping[str, str]:
    """Return how a person's names are written in Latin letters, by the name."""
    return {person.surname: person.surname_latin, person.given_name: person.given_name_latin}


def advance(person: Person, *, at: datetime) -> None:
    """Save the changed person as the next version, supersede its slips and issue a new one."""
    person.version += 1
    person.save()
    retire(person, status=SlipStatus.SUPERSEDED, at=at)
    Slip.objects.create(
        slip_id=secrets.token_bytes(SLIP_ID_BYTES),
        person=person,
        version=person.version,
        issued_at=at,
    )


def retire(person: Person, *, status: SlipStatus, at: datetime) -> None:
    """Say of the slips in people's hands that they are no longer true, and publish it."""
    changed = Slip.objects.filter(person=person, status=SlipStatus.CURRENT).update(
        status=status, changed_at=at
    )
    if changed and not person.practice:
        announce(SlipsChanged(person=str(person.public_id)), at=at)
