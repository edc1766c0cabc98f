"""Which rows may be registered, and what exactly of each is then written? Pure, for any process."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from openpias.core.findings import Finding
from openpias.core.names.matching_keys import MatchFacts, probe_keys, stored_keys
from openpias.server.registry.domain import registrations
from openpias.server.registry.domain.codes import Vocabulary
from openpias.server.registry.domain.copy_lines import fields
from openpias.server.registry.domain.facts import facts_as_row, facts_from_row
from openpias.server.registry.domain.import_rows import ImportedRow
from openpias.server.registry.domain.new_persons import document_rows, match_facts, person_columns
from openpias.server.registry.domain.policy import Policy
from openpias.server.registry.enums import IdentifierKind

_KINDS = frozenset({IdentifierKind.OFFICIAL.value, IdentifierKind.HOUSE.value})
_LONGEST_NUMBER = 40


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A row that may be registered, as the texts that are written: cheap to hand over.

    `person` and `documents` are fields of COPY lines in the order of the columns above; `facts` and
    `typed` are JSON.
    """

    place: int
    public_id: str
    number: str
    number_kind: str
    facts: str
    typed: bytes
    person: str
    documents: Sequence[str]
    stored: Sequence[int]
    probe: Sequence[int]

    def read_facts(self) -> MatchFacts:
        """Return what is compared with others; few rows need it."""
        return facts_from_row(msgspec.json.decode(self.facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRefused:
    """A row that may not be registered, with every reason."""

    place: int
    findings: Sequence[Finding]


_rules: list[tuple[date, Policy, Vocabulary]] = []


def learn(today: date, policy: Policy, vocabulary: Vocabulary) -> None:
    """Keep the rules and codes in this process."""
    _rules[:] = [(today, policy, vocabulary)]


def prepare(rows: Sequence[ImportedRow]) -> list[Prepared | RowRefused]:
    """Check rows and compute what is written of each; `learn` was called before."""
    return [_prepare(row) for row in rows]


def _prepare(row: ImportedRow) -> Prepared | RowRefused:
    today, policy, vocabulary = _rules[0]
    checked = registrations.check(row.typed, today=today, policy=policy, vocabulary=vocabulary)
    findings = list(checked) if isinstance(checked, list) else []
    if row.number and (row.number_kind not in _KINDS or len(row.number) > _LONGEST_NUMBER):
        findings.append(Finding(code="unknown-code", path="/number_kind"))
    if isinstance(checked, list) or findings:
        return RowRefused(place=row.place, findings=findings)
    facts = match_facts(checked)
    public_id = uuid.uuid4()
    person = person_columns(checked, public_id=public_id, practice=False)
    return Prepared(
        place=row.place,
        public_id=str(public_id),
        number=row.number,
        number_kind=row.number_kind,
        facts=msgspec.json.encode(facts_as_row(facts)).decode(),
        typed=msgspec.json.encode(row.typed),
        person=fields([person[name] for name in PERSON_COLUMNS]),
        documents=[
            fields([document[name] for name in DOCUMENT_COLUMNS])
            for document in document_rows(checked)
        ],
        stored=tuple(stored_keys(facts)),
        probe=tuple(probe_keys(facts)),
    )
