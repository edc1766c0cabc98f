"""What becomes of a number that was given elsewhere?

It is recorded with the person and found, and no other number is given beside it. A number that is
recorded already belongs to its person: somebody else may not bring it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.registry.domain.outcomes import Refused
from openpias.server.registry.domain.registrations import CheckedRegistration
from openpias.server.registry.domain.sameness import Ask, Join, Known, New, by_number
from openpias.server.registry.models import Identifier, Person
from openpias.server.registry.operations import locks, versions
from openpias.server.registry.operations.registering import (
    Entry,
    Refine,
    Status,
    Step,
    Stop,
    Written,
    register,
)
from openpias.server.registry.queries.persons import members

_TAKEN = Refused(findings=(Finding(code="number-taken", path="/other_number"),))


def rows(checked: CheckedRegistration) -> Sequence[Mapping[str, str]]:
    """Return the identifier of a new person, if one was brought."""
    if not checked.other_number:
        return ()
    return [{"kind": checked.other_number_kind, "value": checked.other_number, "given_by": ""}]


def register_with(
    entry: Entry, checked: CheckedRegistration, *, refine: Refine
) -> Written | Ask | Stop:
    """Register somebody who brings a number; a joined person gets it beside those they have.

    Raises what `register` raises.
    """
    practice = entry.actor.practice
    try:
        with transaction.atomic():
            # Two who bring one number, under whatever kinds, look one after the other.
            locks.hold([_lock(checked.other_number, practice=practice)])
            holder = _holder(checked, practice=practice)
            result = register(entry, refine=_held_by(holder, refine))
            if not isinstance(result, Written):
                return result
            if result.status is Status.ISSUED and holder is not None:
                transaction.set_rollback(True)
                return _TAKEN
            if result.status is Status.JOINED:
                add(
                    result.person,
                    number=checked.other_number,
                    kind=checked.other_number_kind,
                    actor=entry.actor,
                    at=entry.at,
                )
            return result
    except IntegrityError:
        return _TAKEN


def _lock(number: str, *, practice: bool) -> int:
    content = f"number\0{practice}\0{number}".encode()
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big", signed=True)


def _holder(checked: CheckedRegistration, *, practice: bool) -> int | None:
    # Of whatever kind: a number of ours must not come to a second person as one given elsewhere.
    found = Identifier.objects.filter(value=checked.other_number, practice=practice).select_related(
        "person"
    )
    person = next((each.person for each in found), None)
    return (person.canonical_id or person.pk) if person else None


def _held_by(holder: int | None, refine: Refine) -> Refine:
    def judged(known: Sequence[Known], step: Join | Ask | New) -> Step:
        meant = by_number(step, holder=holder, known=known)
        return refine(known, meant) if meant else _TAKEN

    return judged


def add(person_id: int, *, number: str, kind: str, actor: Actor, at: datetime) -> None:
    """Record a number beside those that the person has; the slip shows it from now on.

    Also keeps the version that is replaced; a number that the person has already changes nothing.
    The caller holds a transaction.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    known = Identifier.objects.filter(value=number, person__in=list(members([person_id])))
    if known.exists():
        return
    versions.keep(person, reason="other-number", fields=("other_number",), actor=actor, at=at)
    Identifier.objects.create(
        person=person,
        kind=kind,
        value=number,
        practice=person.practice,
        valid_from=day_of(at),
    )
    versions.advance(person, at=at)
