"""Which rows may be registered, and what exactly of each is then written? Pure, for any process.

Nearly every row is a new person, so its lines are made here, whole, as if it were: the process that
writes passes them on and looks only at rows that share a matching key with somebody.
"""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain

import msgspec

from openpias.core.findings import Finding
from openpias.core.names.matching_keys import MatchFacts, both_keys
from openpias.server.registry.domain import registrations
from openpias.server.registry.domain.codes import Vocabulary
from openpias.server.registry.domain.facts import facts_as_row, facts_from_json
from openpias.server.registry.domain.import_chances import Chances
from openpias.server.registry.domain.import_lines import Act, LineMaker, key_line
from openpias.server.registry.domain.import_rows import Columns
from openpias.server.registry.domain.new_persons import match_facts
from openpias.server.registry.domain.policy import Policy
from openpias.server.registry.domain.registrations import CheckedRegistration
from openpias.server.registry.enums import IdentifierKind


class Batch(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """Rows to prepare: `first` is the place of the first one, `names` are those of the columns.

    `persons` are ids drawn ahead, one a row; those of rows that are not new are lost.
    """

    first: int
    names: list[str]
    rows: list[list[str]]
    persons: list[int]
    act: Act


class Prepared(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A row that may be registered and has to be looked at one by one.

    `number` is the one that the file brings, or a temporary one drawn here, free or not.
    """

    place: int
    person: int
    public_id: str
    number: str
    number_kind: str
    facts: str
    stored: tuple[int, ...]
    probe: tuple[int, ...]

    @property
    def is_brought(self) -> bool:
        """Tell whether the file brings the number."""
        return self.number_kind != IdentifierKind.TEMPORARY.value


class RowRefused(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A row that may not be registered, with every reason."""

    place: int
    findings: tuple[Finding, ...]


class Lines(msgspec.Struct, kw_only=True, array_like=True):
    """What is written of rows that are new persons: lines of COPY, by table and row."""

    persons: list[bytes] = []
    identifiers: list[bytes] = []
    documents: list[bytes] = []
    slips: list[bytes] = []
    registrations: list[bytes] = []


class PreparedChunk(msgspec.Struct, kw_only=True, array_like=True):
    """Neighbouring rows of the file: `rows` of them, each one good or refused.

    The lists hold one element for each good row; `stored` says how many of a row's `probes`, from
    the first, are stored too. `brought` has the kinds of numbers from the file, by index.
    `keys` are the lines of all matching keys, neighbours in their index side by side; `sought` is every probe key, as PostgreSQL
    writes an array; `shared` are those that more than one row has.
    """

    act: Act
    rows: int
    refused: list[RowRefused] = []
    places: list[int] = []
    persons: list[int] = []
    public_ids: list[str] = []
    numbers: list[str] = []
    brought: dict[int, str] = {}
    facts: list[str] = []
    stored: list[int] = []
    probes: list[tuple[int, ...]] = []
    lines: Lines = msgspec.field(default_factory=Lines)
    keys: list[bytes] = []
    sought: str = "{}"
    shared: frozenset[int] = frozenset()

    def kind(self, index: int) -> str:
        """Return the kind of a row's number."""
        return self.brought.get(index, IdentifierKind.TEMPORARY.value)

    def row(self, index: int) -> Prepared:
        """Return a good row as one thing."""
        probe = self.probes[index]
        return Prepared(
            place=self.places[index],
            person=self.persons[index],
            public_id=self.public_ids[index],
            number=self.numbers[index],
            number_kind=self.kind(index),
            facts=self.facts[index],
            stored=probe[: self.stored[index]],
            probe=probe,
        )

    def read_facts(self, index: int) -> MatchFacts:
        """Return what is compared with others."""
        return facts_from_json(self.facts[index])

    def near(self, keys: Iterable[int]) -> Iterator[int]:
        """Yield the indexes of rows with one of these keys, one that others share, or a number."""
        looked_at = self.shared.union(keys)
        for index, probe in enumerate(self.probes):
            if not looked_at.isdisjoint(probe) or index in self.brought:
                yield index


_batches = msgspec.msgpack.Decoder(Batch)
_chunks = msgspec.msgpack.Decoder(PreparedChunk)
_rules: list[tuple[date, Policy, Vocabulary]] = []


def learn(today: date, policy: Policy, vocabulary: Vocabulary) -> None:
    """Keep the rules and codes in this process."""
    _rules[:] = [(today, policy, vocabulary)]


def begin(today: date, policy: Policy, vocabulary: Vocabulary) -> None:
    """Learn the rules in a process that does nothing else.

    It makes plain rows and no cycles, and looking for cycles would be a tenth of its work.
    """
    gc.disable()
    learn(today, policy, vocabulary)


def prepare(packed: bytes) -> bytes:
    """Check the rows of a packed batch and pack what is written; the rules were learnt before.

    One step is done for all rows before the next one begins: what a processor does over and over
    stays in its cache, which makes it a quarter faster than row by row.
    """
    batch = _batches.decode(packed)
    chunk = PreparedChunk(act=batch.act, rows=len(batch.rows))
    good = _check(chunk, batch)
    _name(chunk, good)
    _find_keys(chunk, [match_facts(each) for each in good])
    _write_lines(chunk, good)
    _compare(chunk)
    return msgspec.msgpack.encode(chunk)


def unpack(packed: bytes) -> PreparedChunk:
    """Return what `prepare` packed."""
    return _chunks.decode(packed)


def _check(chunk: PreparedChunk, batch: Batch) -> list[CheckedRegistration]:
    """Note which rows are good, with their persons, and which are refused."""
    today, policy, vocabulary = _rules[0]
    columns = Columns(batch.names)
    typed = [columns.typed(values) for values in batch.rows]
    good = []
    for index, row in enumerate(typed):
        checked = registrations.check(row, today=today, policy=policy, vocabulary=vocabulary)
        place = batch.first + index
        if isinstance(checked, list):
            chunk.refused.append(RowRefused(place=place, findings=tuple(checked)))
        else:
            chunk.places.append(place)
            chunk.persons.append(batch.persons[index])
            good.append(checked)
    return good


def _name(chunk: PreparedChunk, good: Sequence[CheckedRegistration]) -> None:
    """Give each row its ids and its number."""
    chances = Chances(datetime.fromisoformat(chunk.act.at))
    chunk.public_ids = [chances.public_id() for _ in good]
    chunk.numbers = [each.other_number or chances.number() for each in good]
    chunk.brought = {
        index: each.other_number_kind for index, each in enumerate(good) if each.other_number
    }


def _find_keys(chunk: PreparedChunk, matches: Sequence[MatchFacts]) -> None:
    """Note the keys and the facts of each row."""
    for stored, probe in [both_keys(each) for each in matches]:
        chunk.stored.append(len(stored))
        chunk.probes.append((*stored, *(probe - stored)))
    chunk.facts = [msgspec.json.encode(facts_as_row(each)).decode() for each in matches]


def _write_lines(chunk: PreparedChunk, good: Sequence[CheckedRegistration]) -> None:
    chances = Chances(datetime.fromisoformat(chunk.act.at))
    maker, persons, public_ids = LineMaker(chunk.act), chunk.persons, chunk.public_ids
    chunk.lines = Lines(
        persons=[
            maker.person(person, checked, public_id=public_id)
            for person, checked, public_id in zip(persons, good, public_ids, strict=True)
        ],
        identifiers=[
            maker.identifier(person, kind=chunk.kind(index), number=number)
            for index, (person, number) in enumerate(zip(persons, chunk.numbers, strict=True))
        ],
        documents=[
            maker.documents(person, checked) for person, checked in zip(persons, good, strict=True)
        ],
        slips=[maker.slip(person, slip_id=chances.slip_id()) for person in persons],
        # The public id of a new person serves its first registration too: both name one act.
        registrations=[
            maker.registration(person, public_id=public_id, facts=facts)
            for person, public_id, facts in zip(persons, public_ids, chunk.facts, strict=True)
        ],
    )


def _compare(chunk: PreparedChunk) -> None:
    """Note the keys of all rows, and those that rows share."""
    counts = Counter(chain.from_iterable(chunk.probes))
    chunk.shared = frozenset(key for key, count in counts.items() if count > 1)
    chunk.sought = "{" + ",".join(map(str, counts)) + "}"
    chunk.keys = sorted(
        key_line(key, person)
        for person, count, probe in zip(chunk.persons, chunk.stored, chunk.probes, strict=True)
        for key in probe[:count]
    )
