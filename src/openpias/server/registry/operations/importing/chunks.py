"""How is a chunk of rows written: who is new, who is known, who must be asked about?

The caller holds a transaction. The gate is taken alone, so that nobody registers the same person
meanwhile; registrations wait for one chunk at most.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import TypeVar

from django.db import IntegrityError

from openpias.core.identifiers import temporary_number
from openpias.server.platform.accounts.actors import Actor
from openpias.server.registry.domain import import_lines
from openpias.server.registry.domain.import_preparing import Prepared, PreparedChunk
from openpias.server.registry.domain.sameness import Ask, Known, New, by_number, judge
from openpias.server.registry.enums import IdentifierKind
from openpias.server.registry.models import Identifier, MatchingKey
from openpias.server.registry.operations import other_numbers
from openpias.server.registry.operations.importing import candidates, copying
from openpias.server.registry.operations.locks import GATE

# Each key is one look into an index; a large chunk would tempt the planner to read whole tables.
# Nobody waits for the disk after a chunk: one that a crash loses is imported again, as the run's own
# row says how far the file is, and the run ends with a commit that waits for all before it.
_BEGIN = """
    SELECT pg_advisory_xact_lock(%s), set_config('synchronous_commit', 'off', true),
           set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
           set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)
"""
# Checking each reference row by row costs much of the session's work, and says nothing new of rows
# that were made together with their person.
_REFERENCES_TOGETHER = """
    SELECT CASE WHEN has_parameter_privilege('session_replication_role', 'SET')
                THEN set_config('session_replication_role', 'replica', true) END
"""
_REFERENCES_ROW_BY_ROW = """
    SELECT CASE WHEN has_parameter_privilege('session_replication_role', 'SET')
                THEN set_config('session_replication_role', 'origin', true) END
"""
_WRITTEN = "SELECT count(*) FROM registry_person WHERE id = ANY (%s::bigint[])"
_TAKEN = """
    SELECT value FROM registry_identifier WHERE kind = 'temporary' AND value = ANY(%s::text[])
"""
_NOBODY = New(by_decision=False)
_Line = TypeVar("_Line", bytes, int)


@dataclass(slots=True)
class Sorted:
    """What becomes of the rows of a chunk; `numbers` are brought for persons who are known.

    `not_new` are the indexes of all rows that are not written as new persons.
    """

    new: int = 0
    joined: list[tuple[int, Prepared]] = field(default_factory=list)
    asked: list[Prepared] = field(default_factory=list)
    taken: list[Prepared] = field(default_factory=list)
    numbers: list[tuple[int, Prepared]] = field(default_factory=list)
    not_new: set[int] = field(default_factory=set)


def write(chunk: PreparedChunk, *, actor: Actor, at: datetime) -> Sorted:
    """Write the rows that are clear; return what became of each."""
    copying.query(_BEGIN, [GATE])
    found = _Sorting(chunk).sort()
    _write_new(chunk, found)
    _write_joined(chunk, found)
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


class _Sorting:
    """Compares the rows that share a key with the register or with another row, in their order."""

    def __init__(self, chunk: PreparedChunk) -> None:
        self._chunk = chunk
        self._holders = _holders(chunk)
        self._found = Sorted()
        # Rows of this chunk that hold a shared key, and for whom each was written.
        self._earlier: dict[int, list[int]] = defaultdict(list)
        self._written: dict[int, int] = {}

    def sort(self) -> Sorted:
        """Return what becomes of each row; one that meets nobody is a new person."""
        chunk = self._chunk
        sharing = candidates.sharing(chunk.sought)
        met = {
            index: {
                person for key in sharing.keys() & chunk.probes[index] for person in sharing[key]
            }
            for index in chunk.near(sharing.keys())
        }
        known = candidates.registrations(set(chain.from_iterable(met.values())))
        for index, persons in met.items():
            self._decide(index, [each for person in persons for each in known.get(person, ())])
        self._found.new = len(chunk.places) - len(self._found.not_new)
        return self._found

    def _decide(self, index: int, known: list[Known]) -> None:
        chunk = self._chunk
        known += self._of_this_chunk(index)
        facts = chunk.read_facts(index)
        judged = judge(facts, known, decision=None) if known else _NOBODY
        holder = self._holders.get(chunk.numbers[index]) if index in chunk.brought else None
        step = by_number(judged, holder=holder, known=known)
        if isinstance(step, New):
            self._remember(index, chunk.persons[index])
            return
        row = chunk.row(index)
        self._found.not_new.add(index)
        if step is None:
            self._found.taken.append(row)
        elif isinstance(step, Ask):
            self._found.asked.append(row)
        else:
            self._found.joined.append((step.person, row))
            if row.is_brought and holder is None:
                self._found.numbers.append((step.person, row))
            self._remember(index, step.person)

    def _of_this_chunk(self, index: int) -> list[Known]:
        """Return earlier rows of this chunk that share a key; their place stands for an id."""
        shared = self._chunk.shared.intersection(self._chunk.probes[index])
        near = {each for key in shared for each in self._earlier.get(key, ())}
        return [
            Known(
                registration=-each - 1,
                person=self._written[each],
                ref=candidates.reference(self._written[each]),
                facts=self._chunk.read_facts(each),
            )
            for each in sorted(near)
        ]

    def _remember(self, index: int, person: int) -> None:
        chunk = self._chunk
        self._written[index] = person
        if index in chunk.brought:
            self._holders[chunk.numbers[index]] = person
        for key in chunk.shared.intersection(chunk.probes[index][: chunk.stored[index]]):
            self._earlier[key].append(index)


def _holders(chunk: PreparedChunk) -> dict[str, int]:
    """Return, by number, the persons who have the numbers that these rows bring."""
    brought = [chunk.numbers[index] for index in chunk.brought]
    if not brought:
        return {}
    held = Identifier.objects.filter(value__in=brought, practice=False)
    found = held.values_list("value", "person_id", "person__canonical_id")
    return {value: canonical or person for value, person, canonical in found}


def _write_new(chunk: PreparedChunk, found: Sorted) -> None:
    """Write new persons and all that is theirs; what refers to a person is checked for all at once.

    Where the database lets this role do no such thing, it checks row by row, which is slower.
    Raises IntegrityError where a person is missing.
    """
    copying.query(_REFERENCES_TOGETHER)
    _write_lines(chunk, found)
    copying.query(_REFERENCES_ROW_BY_ROW)
    new = _kept(chunk.persons, found.not_new)
    ((written,),) = copying.query(_WRITTEN, ["{" + ",".join(map(str, new)) + "}"])
    if written != len(new):
        raise IntegrityError("persons of a chunk are missing")


def _write_lines(chunk: PreparedChunk, found: Sorted) -> None:
    lines, not_new = chunk.lines, found.not_new
    copying.copy("registry_person", import_lines.PERSON_COLUMNS, _kept(lines.persons, not_new))
    identifiers = sorted(_kept(_free_numbers(chunk), not_new))
    copying.copy("registry_identifier", import_lines.IDENTIFIER_COLUMNS, identifiers)
    documents = _kept(lines.documents, not_new)
    copying.copy("registry_document", import_lines.DOCUMENT_COLUMNS, documents)
    registrations = _kept(lines.registrations, not_new)
    copying.copy("registry_registration", import_lines.REGISTRATION_COLUMNS, registrations)
    slips = sorted(_kept(lines.slips, not_new))
    copying.copy("registry_slip", import_lines.SLIP_COLUMNS, slips)
    lost = {
        import_lines.key_line(key, chunk.persons[index])
        for index in not_new
        for key in chunk.probes[index][: chunk.stored[index]]
    }
    keys = [line for line in chunk.keys if line not in lost] if lost else chunk.keys
    copying.copy("registry_matching_key", import_lines.KEY_COLUMNS, keys)


def _kept(lines: Sequence[_Line], left_out: Collection[int]) -> Sequence[_Line]:
    if not left_out:
        return lines
    kept = list(lines)
    for index in sorted(left_out, reverse=True):
        del kept[index]
    return kept


def _free_numbers(chunk: PreparedChunk) -> list[bytes]:
    """Return the lines of numbers, with another one for each drawn one that somebody has.

    The gate keeps everybody else from drawing meanwhile.
    """
    lines = list(chunk.lines.identifiers)
    taken = _temporary_numbers_among(chunk.numbers)
    counts = Counter(chunk.numbers) if len(set(chunk.numbers)) < len(lines) else {}
    maker = import_lines.LineMaker(chunk.act)
    for index, drawn in enumerate(chunk.numbers):
        if index in chunk.brought or (drawn not in taken and counts.get(drawn, 1) == 1):
            continue
        number: str = drawn
        while number in taken or counts.get(number):
            number = temporary_number.draw()
            taken |= _temporary_numbers_among([number])
        taken.add(number)
        lines[index] = maker.identifier(
            chunk.persons[index], kind=IdentifierKind.TEMPORARY.value, number=number
        )
    return lines


def _temporary_numbers_among(numbers: Sequence[str]) -> set[str]:
    """Return those that somebody has; all are letters and digits, as an array's text needs."""
    return {number for (number,) in copying.query(_TAKEN, ["{" + ",".join(numbers) + "}"])}


def _write_joined(chunk: PreparedChunk, found: Sorted) -> None:
    """Write the registrations of rows whose person is known."""
    maker = import_lines.LineMaker(chunk.act)
    lines = [
        maker.registration(person, public_id=row.public_id, facts=row.facts)
        for person, row in found.joined
    ]
    if lines:
        copying.copy("registry_registration", import_lines.REGISTRATION_COLUMNS, lines)
