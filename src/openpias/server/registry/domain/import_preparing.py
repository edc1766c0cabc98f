"""Which rows may be registered, and what exactly of each is then written? Pure, for any process.

Nearly every row is a new person, so its lines are made here, whole, as if it were: the process that
writes passes them on and looks only at rows that share a matching key with somebody.
"""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator
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

    def row(self, index: int) -> Prepared:
        """Return a good row as one thing."""
        probe = self.probes[index]
        return Prepared(
            place=self.places[index],
            person=self.persons[index],
            public_id=self.public_ids[index],
            number=self.numbers[index],
            number_kind=self.brought.get(index, IdentifierKind.TEMPORARY.value),
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
    """Check the rows of a packed batch and pack what is written; the rules were learnt before."""
    batch = _batches.decode(packed)
    chunk = PreparedChunk(act=batch.act, rows=len(batch.rows))
    columns, maker, chances = (
        Columns(batch.names),
        LineMaker(batch.act),
        Chances(datetime.fromisoformat(batch.act.at)),
    )
    today, policy, vocabulary = _rules[0]
    for place, (person, values) in enumerate(
        zip(batch.persons, batch.rows, strict=True), batch.first
    ):
        checked = registrations.check(
            columns.typed(values), today=today, policy=policy, vocabulary=vocabulary
        )
        if isinstance(checked, list):
            chunk.refused.append(RowRefused(place=place, findings=tuple(checked)))
        else:
            chunk.places.append(place)
            chunk.persons.append(person)
            _add(chunk, checked, maker=maker, chances=chances)
    _compare(chunk)
    return msgspec.msgpack.encode(chunk)


def unpack(packed: bytes) -> PreparedChunk:
    """Return what `prepare` packed."""
    return _chunks.decode(packed)


def _add(
    chunk: PreparedChunk, checked: CheckedRegistration, *, maker: LineMaker, chances: Chances
) -> None:
    person, public_id = chunk.persons[-1], chances.public_id()
    match = match_facts(checked)
    stored, probe = both_keys(match)
    facts = msgspec.json.encode(facts_as_row(match)).decode()
    kind, number = IdentifierKind.TEMPORARY.value, checked.other_number
    if number:
        kind = chunk.brought[len(chunk.public_ids)] = checked.other_number_kind
    else:
        number = chances.number()
    chunk.public_ids.append(public_id)
    chunk.numbers.append(number)
    chunk.facts.append(facts)
    chunk.stored.append(len(stored))
    chunk.probes.append((*stored, *(probe - stored)))
    lines = chunk.lines
    lines.persons.append(maker.person(person, checked, public_id=public_id))
    lines.identifiers.append(maker.identifier(person, kind=kind, number=number))
    lines.documents.append(maker.documents(person, checked))
    lines.slips.append(maker.slip(person, slip_id=chances.slip_id()))
    # The public id of a new person serves its first registration too: both name one act.
    lines.registrations.append(maker.registration(person, public_id=public_id, facts=facts))


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
