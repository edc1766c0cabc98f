"""What was changed about persons, when and why?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpias.core.names.matching_keys import MatchFacts
from openpias.server.platform.accounts.actors import Actor
from openpias.server.registry.domain.facts import facts_from_row
from openpias.server.registry.enums import RegistrationKind
from openpias.server.registry.models import Merge, Person, PersonVersion, Registration
from openpias.server.registry.permissions import Permission

_MOST_MERGES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A state that was replaced: its version, the state itself, what changed and why."""

    version: int
    changed_at: datetime
    before: Mapping[str, Any]
    fields: Sequence[str]
    reason: str
    provider_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeView:
    """Two records that stand as one; ids are public ones."""

    public_id: str
    kept: str
    merged: str
    kept_name: str
    merged_name: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One registration as it was reported; the facts are None once they were erased."""

    at: datetime
    kind: RegistrationKind
    provider_code: str
    facts: MatchFacts | None


def changes(person_id: int) -> list[Change]:
    """Return a person's replaced states, latest first."""
    return [
        Change(
            version=row.version,
            changed_at=row.changed_at,
            before=row.snapshot,
            fields=tuple(row.changed_fields),
            reason=row.reason,
            provider_code=row.provider_code,
        )
        for row in PersonVersion.objects.filter(person=person_id).order_by("-version")
    ]


def merges_in_force(*, actor: Actor) -> list[MergeView]:
    """Return the latest merges that were not undone: those of the own house, or for CNAS all."""
    mine = {} if actor.may(Permission.OPEN_ANY) else {"provider_code": actor.provider.code}
    rows = (
        Merge.objects.filter(undone_at__isnull=True, kept__practice=actor.practice, **mine)
        .select_related("kept", "merged")
        .order_by("-id")[:_MOST_MERGES]
    )
    return [
        MergeView(
            public_id=str(row.public_id),
            kept=str(row.kept.public_id),
            merged=str(row.merged.public_id),
            kept_name=f"{row.kept.surname} {row.kept.given_name}".strip(),
            merged_name=f"{row.merged.surname} {row.merged.given_name}".strip(),
            reason=row.reason,
            at=row.at,
        )
        for row in rows
    ]


def registrations(person_id: int) -> list[Reported]:
    """Return how facts about a person came in, oldest first; merged records included."""
    ids = [person_id, *Person.objects.filter(canonical=person_id).values_list("pk", flat=True)]
    return [
        Reported(
            at=row.at,
            kind=RegistrationKind(row.kind),
            provider_code=row.provider_code,
            facts=facts_from_row(row.facts) if row.facts else None,
        )
        for row in Registration.objects.filter(person__in=ids).order_by("at", "pk")
    ]
