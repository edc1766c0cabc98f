"""Does the holder of a number have the rights of an insured person on a day, and on what ground?

Insured persons answer by their periods of insurance. Displaced persons answer by the register: a
temporary number, a number given elsewhere or the CNP of a permit, from the entry into the country
on. A number that was replaced, or whose record was merged into another, still answers: whoever
shows an old slip has not lost a right. A number that was withdrawn answers like one that nobody has.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from openpias.server.registry.enums import (
    IdentifierState,
    InsuredState,
    InsuredStatus,
    PersonStatus,
)
from openpias.server.registry.models import Identifier, Insurance, InsuredPerson, Person
from openpias.server.registry.queries import policies


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Category and state in which somebody is insured; both days belong to it."""

    category: str
    state: str
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Tell whether it holds on this day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitlement:
    """What is known of a number on a day; no name and no birth date.

    `cid` is empty for a displaced person, who has none. `subject` is the kind of record and its
    opaque id, for the trail.
    """

    state: InsuredState
    cid: str = ""
    grounds: tuple[Ground, ...] = ()
    subject: tuple[str, str] = ("nobody", "")

    def on(self, day: date) -> tuple[Ground, ...]:
        """Return the grounds that hold on a day."""
        return tuple(each for each in self.grounds if each.holds_on(day))


UNKNOWN = Entitlement(state=InsuredState.UNKNOWN)


def of_number(number: str, *, day: date) -> Entitlement:
    """Tell it for a CNP or a number of a displaced person.

    An insurance comes before the rights of displaced persons; somebody who died has neither.
    """
    insured = _of_insured(Q(cnp=number), day=day)
    if insured.state in (InsuredState.INSURED, InsuredState.DECEASED):
        return insured
    displaced = _of_displaced(number, day=day)
    return insured if displaced.state is InsuredState.UNKNOWN else displaced


def of_cid(cid: str, *, day: date) -> Entitlement:
    """Tell it for a CID, which displaced persons do not have."""
    return _of_insured(Q(cid=cid), day=day)


def _of_insured(meant: Q, *, day: date) -> Entitlement:
    row = InsuredPerson.objects.filter(meant, status=InsuredStatus.ACTIVE).first()
    if row is None:
        return UNKNOWN
    periods = Insurance.objects.filter(insured=row).order_by("-valid_from")
    grounds = tuple(_ground(each) for each in periods)
    return Entitlement(
        state=_state(row, grounds, day=day),
        cid=row.cid,
        grounds=grounds,
        subject=("insured", str(row.public_id)),
    )


def _state(row: InsuredPerson, grounds: Iterable[Ground], *, day: date) -> InsuredState:
    """Tell how it stands on a day; the day of death still belongs to life."""
    if row.died_on is not None and day > row.died_on:
        return InsuredState.DECEASED
    if any(each.holds_on(day) for each in grounds):
        return InsuredState.INSURED
    return InsuredState.NOT_INSURED


def _ground(row: Insurance) -> Ground:
    return Ground(
        category=row.category, state=row.state, valid_from=row.valid_from, valid_to=row.valid_to
    )


def _of_displaced(number: str, *, day: date) -> Entitlement:
    rule = policies.policy(day).insured_as()
    person = _holder(number) if rule else None
    if rule is None or person is None:
        return UNKNOWN
    asks, since = rule
    ground = Ground(
        category=asks.category,
        state=asks.state,
        valid_from=max(since, person.entry_date or since),
        valid_to=None,
    )
    return Entitlement(
        state=InsuredState.INSURED if ground.holds_on(day) else InsuredState.NOT_INSURED,
        grounds=(ground,),
        subject=("person", str(person.public_id)),
    )


def _holder(number: str) -> Person | None:
    """Return who carries a number, or the person that stands for that record; one query."""
    rows = (
        Identifier.objects.filter(value=number, practice=False)
        .exclude(state=IdentifierState.WITHDRAWN)
        .select_related("person__canonical")
    )
    for row in _valid_first(rows):
        person: Person = row.person.canonical or row.person
        if person.status == PersonStatus.ACTIVE:
            return person
    return None


def _valid_first(rows: Iterable[Identifier]) -> list[Identifier]:
    return sorted(rows, key=lambda row: (row.state != IdentifierState.VALID, -row.pk))
