"""Which rows may be registered, and what exactly of each is then written? Pure, for any process."""

import gc
import uuid
from collections.abc import Sequence
from datetime import date

import msgspec

from openpias.core.findings import Finding
from openpias.core.identifiers import temporary_number
from openpias.core.names.matching_keys import MatchFacts, both_keys
from openpias.server.registry.domain import registrations
from openpias.server.registry.domain.codes import Vocabulary
from openpias.server.registry.domain.copy_lines import fields
from openpias.server.registry.domain.facts import facts_as_row, facts_from_row
from openpias.server.registry.domain.import_rows import ImportedRow, typed
from openpias.server.registry.domain.new_persons import document_rows, match_facts, person_columns
from openpias.server.registry.domain.policy import Policy
from openpias.server.registry.enums import IdentifierKind

PERSON_COLUMNS = (
    "public_id",
    "surname",
    "given_name",
    "given_name_missing",
    "surname_latin",
    "given_name_latin",
    "sort_key",
    "birth_date",
    "birth_precision",
    "sex",
    "category",
    "citizenship",
    "entry_point",
    "entry_date",
    "visa_type",
    "copies_kept",
    "no_identity_reason",
    "taken_on",
    "family",
    "practice",
)
DOCUMENT_COLUMNS = ("position", "type", "series", "number", "date", "issuer")


class Prepared(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A row that may be registered, as the texts that are written: cheap to hand over.

    `number` is the one that the file brings, or a temporary one drawn here, free or not.

    `person` and `documents` are fields of COPY lines in the order of the columns above; `facts` and
    `typed` are JSON.
    """

    place: int
    public_id: str
    number: str
    number_kind: str
    is_brought: bool
    facts: str
    typed: bytes
    person: str
    documents: tuple[str, ...]
    stored: frozenset[int]
    probe: frozenset[int]

    def read_facts(self) -> MatchFacts:
        """Return what is compared with others; few rows need it."""
        return facts_from_row(msgspec.json.decode(self.facts))


class RowRefused(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A row that may not be registered, with every reason."""

    place: int
    findings: tuple[Finding, ...]


class PreparedChunk(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """Neighbouring rows of the file: `rows` of them, each in one of the two lists."""

    rows: int
    good: list[Prepared]
    refused: list[RowRefused]


_decoder = msgspec.msgpack.Decoder(PreparedChunk)
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


def prepare(first: int, names: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Check rows and compute what is written of each, packed; the rules were learnt before.

    `first` is the place of the first row; `names` are those of the columns.
    """
    done = [_prepare(typed(place, names, row)) for place, row in enumerate(rows, first)]
    return msgspec.msgpack.encode(
        PreparedChunk(
            rows=len(done),
            good=[each for each in done if isinstance(each, Prepared)],
            refused=[each for each in done if isinstance(each, RowRefused)],
        )
    )


def unpack(packed: bytes) -> PreparedChunk:
    """Return what `prepare` packed."""
    return _decoder.decode(packed)


def _prepare(row: ImportedRow) -> Prepared | RowRefused:
    today, policy, vocabulary = _rules[0]
    checked = registrations.check(row.typed, today=today, policy=policy, vocabulary=vocabulary)
    if isinstance(checked, list):
        return RowRefused(place=row.place, findings=tuple(checked))
    facts = match_facts(checked)
    stored, probe = both_keys(facts)
    public_id = uuid.uuid4()
    person = person_columns(checked, public_id=public_id, practice=False)
    return Prepared(
        place=row.place,
        public_id=str(public_id),
        number=checked.other_number or temporary_number.draw(),
        number_kind=checked.other_number_kind or IdentifierKind.TEMPORARY.value,
        is_brought=bool(checked.other_number),
        facts=msgspec.json.encode(facts_as_row(facts)).decode(),
        typed=msgspec.json.encode(row.typed),
        person=fields([person[name] for name in PERSON_COLUMNS]),
        documents=tuple(
            fields([document[name] for name in DOCUMENT_COLUMNS])
            for document in document_rows(checked)
        ),
        stored=stored,
        probe=probe,
    )
