"""What does a person get to see of their own data, and of who looked at it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.queries import provider_names
from openpias.server.platform.audit.operations import record
from openpias.server.platform.audit.queries import Access, entries_about
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries import histories
from openpias.server.registry.queries.histories import Change, Reported
from openpias.server.registry.queries.persons import PersonView


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalRecord:
    """All that is held: the record, how it came in, how it changed, and every look at it."""

    person: PersonView
    registrations: Sequence[Reported]
    changes: Sequence[Change]
    accesses: Sequence[Access]
    providers: Mapping[str, str]


def collect(person: PersonView, *, actor: Actor, at: datetime) -> PersonalRecord | None:
    """Return the record for printing, and write that it was printed; None without the permission.

    The printing itself stands among the accesses.
    """
    if not actor.may(Permission.PRINT_RECORD):
        return None
    record(
        event="record-printed",
        actor=actor,
        subject_kind="person",
        subject_ref=person.public_id,
        facts={"version": person.version},
        at=at,
    )
    registrations = histories.registrations(person.id)
    accesses = entries_about("person", person.public_id)
    return PersonalRecord(
        person=person,
        registrations=registrations,
        changes=histories.changes(person.id),
        accesses=accesses,
        providers=provider_names(
            [each.provider_code for each in registrations]
            + [each.provider_code for each in accesses]
        ),
    )
