"""How is a chunk of rows written: who is new, who is known, who must be asked about?

The caller holds a transaction. The gate is taken alone, so that nobody registers the same person
meanwhile; registrations wait for one chunk at most.
"""

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

import msgspec

from openpias.core.identifiers import temporary_number
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.registry.domain.copy_lines import fields
from openpias.server.registry.domain.facts import facts_from_row
from openpias.server.registry.domain.import_preparing import (
    DOCUMENT_COLUMNS,
    PERSON_COLUMNS,
    Prepared,
)
from openpias.server.registry.domain.sameness import Ask, Join, Known, New, by_number, judge
from openpias.server.registry.enums import (
    IdentifierKind,
    IdentifierState,
    PersonStatus,
    RegistrationKind,
    SlipStatus,
)
from openpias.server.registry.models import Identifier, MatchingKey, Person
from openpias.server.registry.operations import other_numbers
from openpias.server.registry.operations.importing import copying
from openpias.server.registry.operations.locks import GATE
from openpias.server.registry.operations.registering import SLIP_ID_BYTES
from openpias.server.registry.queries.persons import members

_ACT_COLUMNS = (
    "id",
    "provider_code",
    "provider_name",
    "account_id",
    "registered_at",
    "version",
    "status",
)
_IDENTIFIER_COLUMNS = ("person_id", "kind", "value", "state", "valid_from", "given_by", "practice")
_REGISTRATION_COLUMNS = (
    "public_id",
    "person_id",
    "kind",
    "provider_code",
    "account_id",
    "at",
    "facts",
    "decision",
    "decision_reason",
    "seen",
)
# Each key is one look into an index; a large chunk would tempt the planner to read whole tables.
_BEGIN = """
    SELECT pg_advisory_xact_lock(%s),
           set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)
"""
_KNOWN = """
    SELECT k.key, k.person_id
      FROM registry_matching_key k WHERE k.key = ANY(%s::bigint[])
"""
_REGISTRATIONS = """
    SELECT id, person_id, facts::text FROM registry_registration WHERE person_id = ANY(%s::bigint[])
"""
_TAKEN = """
    SELECT i.value FROM unnest(%s::text[]) AS drawn(value)
     CROSS JOIN LATERAL (
           SELECT d.value FROM registry_identifier d
            WHERE d.kind = %s AND d.value = drawn.value OFFSET 0) AS i
"""
_NOBODY = New(by_decision=False)
_SLIP_COLUMNS = ("slip_id", "person_id", "version", "status", "issued_at")


@dataclass(slots=True)
class Sorted:
    """What becomes of the rows of a chunk; `numbers` are brought for persons who are known."""

    new: list[tuple[int, Prepared]] = field(default_factory=list)
    joined: list[tuple[int, Prepared]] = field(default_factory=list)
    asked: list[Prepared] = field(default_factory=list)
    taken: list[Prepared] = field(default_factory=list)
    numbers: list[tuple[int, Prepared]] = field(default_factory=list)


def write(rows: Sequence[Prepared], *, actor: Actor, at: datetime) -> Sorted:
    """Write the rows that are clear; return what became of each."""
    copying.query(_BEGIN, [GATE])
    found = _sort(rows)
    _write_persons(found.new, actor=actor, at=at)
    _write_registrations([*found.new, *found.joined], actor=actor, at=at)
    MatchingKey.objects.bulk_create(
        (
            MatchingKey(key=key, person_id=person)
            for person, prepared in found.joined
            for key in prepared.stored
        ),
        ignore_conflicts=True,
    )
    for person, prepared in found.numbers:
        number, kind = prepared.number, prepared.number_kind
        other_numbers.add(person, number=number, kind=kind, actor=actor, at=at)
    return found


def _sort(rows: Sequence[Prepared]) -> Sorted:
    """Compare the rows that share a key with the register or with an earlier row."""
    counts = Counter(chain.from_iterable(prepared.probe for prepared in rows))
    shared = frozenset(key for key, count in counts.items() if count > 1)
    known_of = _known_of(rows, counts)
    holders = _holders(rows)
    ids = _person_ids(len(rows))
    earlier: dict[int, list[int]] = defaultdict(list)
    written: dict[int, tuple[int, str]] = {}
    found = Sorted()
    for place, prepared in enumerate(rows):
        known = known_of.get(place, [])
        if not shared.isdisjoint(prepared.probe):
            near = {each for key in shared & prepared.probe for each in earlier.get(key, ())}
            known = [*known, *(_own(rows, each, written) for each in sorted(near))]
        holder = holders.get(prepared.number) if prepared.is_brought else None
        judged = judge(prepared.read_facts(), known, decision=None) if known else _NOBODY
        step = by_number(judged, holder=holder, known=known)
        if step is None:
            found.taken.append(prepared)
            continue
        if isinstance(step, Ask):
            found.asked.append(prepared)
            continue
        if isinstance(step, Join):
            found.joined.append((step.person, prepared))
            written[place] = (step.person, step.ref)
            if prepared.is_brought and holder is None:
                found.numbers.append((step.person, prepared))
        else:
            found.new.append((ids[place], prepared))
            written[place] = (ids[place], prepared.public_id)
        if prepared.is_brought:
            holders[prepared.number] = written[place][0]
        for key in shared & prepared.stored:
            earlier[key].append(place)
    return found


def _own(rows: Sequence[Prepared], place: int, written: Mapping[int, tuple[int, str]]) -> Known:
    """Return an earlier row of this chunk as a candidate; its place stands for the registration."""
    person, ref = written[place]
    return Known(registration=-place - 1, person=person, ref=ref, facts=rows[place].read_facts())


def _known_of(rows: Sequence[Prepared], sought: Iterable[int]) -> Mapping[int, list[Known]]:
    """Return, by place, the registrations that share a key with a row, in four statements."""
    hits = _hits(rows, sought)
    refs = dict(
        Person.objects.filter(
            pk__in={person for _, person in hits}, status=PersonStatus.ACTIVE
        ).values_list("pk", "public_id")
    )
    root_of = members(refs)
    known: dict[int, list[Known]] = defaultdict(list)
    for registration, person, kept in copying.query(_REGISTRATIONS, [list(root_of)]):
        root = root_of[person]
        facts = facts_from_row(msgspec.json.decode(kept))
        each = Known(registration=registration, person=root, ref=str(refs[root]), facts=facts)
        known[root].append(each)
    found: dict[int, list[Known]] = defaultdict(list)
    for place, person in hits:
        found[place].extend(known.get(person, ()))
    return found


def _hits(rows: Sequence[Prepared], sought: Iterable[int]) -> set[tuple[int, int]]:
    """Return places with persons of the register that share a key with the row there."""
    # Written as an array by ourselves: seventy thousand numbers are slow to adapt one by one.
    found = copying.query(_KNOWN, ["{" + ",".join(map(str, sought)) + "}"])
    people = {person for _, person in found}
    roots = dict(Person.objects.filter(pk__in=people).values_list("pk", "canonical_id"))
    persons: dict[int, list[int]] = defaultdict(list)
    for key, person in found:
        persons[key].append(roots[person] or person)
    return {
        (place, person)
        for place, prepared in enumerate(rows)
        if not prepared.probe.isdisjoint(persons)
        for key in prepared.probe & persons.keys()
        for person in persons[key]
    }


def _holders(rows: Iterable[Prepared]) -> dict[str, int]:
    """Return, by number, the persons who have the numbers that these rows bring."""
    brought = [prepared.number for prepared in rows if prepared.is_brought]
    if not brought:
        return {}
    held = Identifier.objects.filter(value__in=brought, practice=False)
    found = held.values_list("value", "person_id", "person__canonical_id")
    return {value: canonical or person for value, person, canonical in found}


def _person_ids(count: int) -> list[int]:
    drawn = copying.query(
        "SELECT array_agg(nextval(pg_get_serial_sequence('registry_person', 'id'))) "
        "FROM generate_series(1, %s)",
        [count],
    )
    return drawn[0][0] or []


def _free_numbers(new: Sequence[tuple[int, Prepared]]) -> dict[int, str]:
    """Return another number, by place, for each drawn one that somebody has.

    The gate keeps everybody else from drawing meanwhile.
    """
    drawn = [prepared for _, prepared in new if not prepared.is_brought]
    taken = _temporary_numbers_among(sorted(prepared.number for prepared in drawn))
    seen: set[str] = set()
    again: dict[int, str] = {}
    for prepared in drawn:
        number = prepared.number
        while number in taken or number in seen:
            number = temporary_number.draw()
            taken |= _temporary_numbers_among([number])
            again[prepared.place] = number
        seen.add(number)
    return again


def _temporary_numbers_among(numbers: list[str]) -> set[str]:
    rows = copying.query(_TAKEN, [numbers, IdentifierKind.TEMPORARY.value])
    return {number for (number,) in rows}


def _write_persons(new: Sequence[tuple[int, Prepared]], *, actor: Actor, at: datetime) -> None:
    moment, day = at.isoformat(), day_of(at).isoformat()
    act = (actor.provider.code, actor.provider.name, actor.account_id, moment, 1)
    act_fields = fields((*act, PersonStatus.ACTIVE.value))
    copying.copy(
        "registry_person",
        (*_ACT_COLUMNS, *PERSON_COLUMNS),
        (f"{person}\t{act_fields}\t{prepared.person}\n" for person, prepared in new),
    )
    again = _free_numbers(new)
    act_of_number = fields((IdentifierState.VALID.value, day, "", False))
    copying.copy(
        "registry_identifier",
        _IDENTIFIER_COLUMNS,
        (
            f"{person}\t{fields((each.number_kind, again.get(each.place, each.number)))}"
            f"\t{act_of_number}\n"
            for person, each in new
        ),
    )
    copying.copy(
        "registry_document",
        ("person_id", *DOCUMENT_COLUMNS),
        (f"{person}\t{document}\n" for person, prepared in new for document in prepared.documents),
    )
    copying.copy(
        "registry_matching_key",
        ("key", "person_id"),
        (f"{key}\t{person}\n" for person, prepared in new for key in prepared.stored),
    )
    copying.copy(
        "registry_slip",
        _SLIP_COLUMNS,
        (
            f"\\\\x{secrets.token_hex(SLIP_ID_BYTES)}\t{person}\t1\t{SlipStatus.CURRENT}\t{moment}\n"
            for person, _ in new
        ),
    )


def _write_registrations(
    rows: Sequence[tuple[int, Prepared]], *, actor: Actor, at: datetime
) -> None:
    act = fields(
        (RegistrationKind.IMPORT.value, actor.provider.code, actor.account_id, at.isoformat())
    )
    # The public id of a new person serves its first registration too: both name one act.
    copying.copy(
        "registry_registration",
        _REGISTRATION_COLUMNS,
        (
            f"{prepared.public_id}\t{person}\t{act}\t{fields((prepared.facts,))}\t\t\t[]\n"
            for person, prepared in rows
        ),
    )
