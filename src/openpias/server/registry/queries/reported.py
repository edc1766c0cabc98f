"""What does the register say about identifiers that providers report? Whole sets at a time.

Names and birth dates go in and never come out: the answer says whether they agree.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from openpias.core.calendar.dates import PartialDate, Precision
from openpias.core.names.matching_keys import MatchFacts
from openpias.core.rules.facts import PersonFacts, RegisterState
from openpias.server.registry.domain import matching_names
from openpias.server.registry.domain.facts import facts_from_row
from openpias.server.registry.domain.matching_names import NameMatch
from openpias.server.registry.enums import IdentifierState, PersonStatus
from openpias.server.registry.models import Identifier, Person, Registration
from openpias.server.registry.queries.persons import members

_AGREE = frozenset({NameMatch.SAME, NameMatch.NEAR})
_UNKNOWN = PersonFacts(state=RegisterState.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """An identifier as somebody reported it; what the record does not bring is empty or None."""

    identifier: str
    surname: str = ""
    given_name: str = ""
    birth_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedPerson:
    """What is known of a reported identifier; `also` are opaque ids that were merged into the person."""

    facts: PersonFacts
    also: frozenset[uuid.UUID] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """The person that stands for an identifier, and the spellings under which it was registered."""

    state: RegisterState
    root: Person
    also: frozenset[uuid.UUID]
    spellings: Sequence[MatchFacts]


def reported(asked: Iterable[Reported]) -> dict[Reported, ReportedPerson]:
    """Return what the register has of each; an unknown identifier has the state `unknown`.

    Three queries, five where records were merged, however many are asked. Practice rows are unknown.
    """
    wanted = set(asked)
    standing = _standing({each.identifier for each in wanted if each.identifier})
    return {each: _answer(each, standing.get(each.identifier)) for each in wanted}


def _answer(asked: Reported, found: _Standing | None) -> ReportedPerson:
    if found is None:
        return ReportedPerson(facts=_UNKNOWN)
    return ReportedPerson(
        facts=PersonFacts(
            state=found.state,
            person=str(found.root.public_id),
            names_agree=_names_agree(asked, found.spellings),
            birth_agrees=_birth_agrees(asked.birth_date, found.root),
            entry_date=found.root.entry_date,
        ),
        also=found.also,
    )


def _standing(identifiers: Collection[str]) -> dict[str, _Standing]:
    rows = Identifier.objects.filter(value__in=identifiers, practice=False).select_related("person")
    best: dict[str, Identifier] = {}
    for row in rows.order_by("id"):
        known = best.get(row.value)
        if known is None or known.state != IdentifierState.VALID:
            best[row.value] = row
    living = {value: row for value, row in best.items() if row.person.status != PersonStatus.ERASED}
    roots = _roots(row.person for row in living.values())
    root_of = members(roots)
    others = root_of.keys() - roots.keys()
    merged = dict(
        Person.objects.filter(pk__in=others).values_list("pk", "public_id") if others else ()
    )
    also: defaultdict[int, set[uuid.UUID]] = defaultdict(set)
    for pk, public_id in merged.items():
        also[root_of[pk]].add(public_id)
    spellings = _spellings(root_of)
    return {
        value: _Standing(
            state=_state(row),
            root=roots[_root(row.person)],
            also=frozenset(also[_root(row.person)]),
            spellings=spellings[_root(row.person)],
        )
        for value, row in living.items()
        if _root(row.person) in roots
    }


def _roots(people: Iterable[Person]) -> dict[int, Person]:
    """Return the persons that stand for these; who stands for themselves is known already."""
    found: dict[int, Person] = {}
    missing = set()
    for each in people:
        if each.canonical_id is None:
            found[each.pk] = each
        else:
            missing.add(each.canonical_id)
    missing -= found.keys()
    return {**found, **(Person.objects.in_bulk(missing) if missing else {})}


def _spellings(root_of: Mapping[int, int]) -> Mapping[int, list[MatchFacts]]:
    found: defaultdict[int, list[MatchFacts]] = defaultdict(list)
    rows = Registration.objects.filter(person__in=list(root_of)).order_by("id")
    for person, facts in rows.values_list("person_id", "facts"):
        found[root_of[person]].append(facts_from_row(facts))
    return found


def _root(person: Person) -> int:
    root: int = person.canonical_id or person.pk
    return root


def _state(row: Identifier) -> RegisterState:
    if row.state == IdentifierState.WITHDRAWN or row.person.status == PersonStatus.WITHDRAWN:
        return RegisterState.WITHDRAWN
    if row.person.canonical_id is not None:
        return RegisterState.MERGED
    if row.state == IdentifierState.SUPERSEDED:
        return RegisterState.SUPERSEDED
    return RegisterState.VALID


def _names_agree(asked: Reported, spellings: Sequence[MatchFacts]) -> bool | None:
    if not (asked.surname or asked.given_name) or not spellings:
        return None
    typed = MatchFacts(
        surname=asked.surname,
        given_name=asked.given_name,
        birth_date=date.min,
        birth_precision=Precision.DAY,
        sex="",
        citizenship="",
        document_numbers=(),
    )
    return any(_agree(typed, each) for known in spellings for each in known.spellings())


def _agree(typed: MatchFacts, known: MatchFacts) -> bool:
    if (typed.surname, typed.given_name) == (known.surname, known.given_name):
        return True
    names = matching_names.compare(typed, known, same_sex=True)
    return names.surname in _AGREE and names.given in _AGREE | {NameMatch.MISSING}


def _birth_agrees(birth: date | None, person: Person) -> bool | None:
    if birth is None:
        return None
    known = PartialDate(value=person.birth_date, precision=Precision(person.birth_precision)).iso()
    return birth.isoformat().startswith(known)
