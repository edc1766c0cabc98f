"""Which rows may be registered, and what exactly of each is then written? Pure, for any process."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from openpias.core.findings import Finding
from openpias.core.names.matching_keys import MatchFacts, probe_keys, stored_keys
from openpias.server.registry.domain import registrations
from openpias.server.registry.domain.codes import Vocabulary
from openpias.server.registry.domain.facts import facts_as_row
from openpias.server.registry.domain.import_rows import ImportedRow
from openpias.server.registry.domain.new_persons import document_rows, match_facts, person_columns
from openpias.server.registry.domain.policy import Policy
from openpias.server.registry.enums import IdentifierKind

_KINDS = frozenset({IdentifierKind.OFFICIAL.value, IdentifierKind.HOUSE.value})
_LONGEST_NUMBER = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A row that may be registered."""

    row: ImportedRow
    facts: MatchFacts
    facts_json: str
    person: Mapping[str, Any]
    documents: Sequence[Mapping[str, Any]]
    stored: Sequence[int]
    probe: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRefused:
    """A row that may not be registered, with every reason."""

    row: ImportedRow
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
        return RowRefused(row=row, findings=findings)
    facts = match_facts(checked)
    return Prepared(
        row=row,
        facts=facts,
        facts_json=msgspec.json.encode(facts_as_row(facts)).decode(),
        person=person_columns(checked, public_id=uuid.uuid4(), practice=False),
        documents=document_rows(checked),
        stored=tuple(stored_keys(facts)),
        probe=tuple(probe_keys(facts)),
    )
