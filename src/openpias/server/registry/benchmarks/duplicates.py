"""How many second registrations are recognised, and how many strangers are shown?

A labelled file is registered in row order through the real operation. A row is paired with every
earlier row of each person that it was matched with, or that was shown; a pair is right when both
rows carry the same label. Where the register asks, the simulated clerk answers by the label, as one
who compares documents would.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from tqdm import tqdm

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.credentials import actor_of
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.models import Account
from openpias.server.registry.domain.codes import Vocabulary
from openpias.server.registry.domain.inputs import DocumentInput, RegistrationInput
from openpias.server.registry.domain.outcomes import Answer, Question, Registered
from openpias.server.registry.enums import Outcome
from openpias.server.registry.operations import references, temporary_numbers
from openpias.server.registry.operations.decisions import DecisionInput
from openpias.server.registry.queries.nomenclatures import vocabulary

_ENTERED = date(2022, 3, 1)
_ROUNDS = 3
Row = Mapping[str, str]


@dataclass(slots=True)
class Tally:
    """What was found so far, by label and by person of the register."""

    rows_of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    seen: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    right: int = 0
    wrong: int = 0
    expected: int = 0
    refused: int = 0
    asked: int = 0
    matched: int = 0

    def pair(self, label: str, persons: Iterable[str]) -> None:
        """Count the pairs of one row with the rows of these persons."""
        labels = [other for person in set(persons) for other in self.rows_of[person]]
        right = sum(other == label for other in labels)
        self.right += right
        self.wrong += len(labels) - right

    def figures(self, rows: int) -> dict[str, float | int]:
        """Return recall, precision and counts; a file without doubles has recall 1."""
        found = self.right + self.wrong
        return {
            "recall": self.right / self.expected if self.expected else 1.0,
            "precision": self.right / found if found else 1.0,
            "rows": rows,
            "pairs_expected": self.expected,
            "pairs_right": self.right,
            "pairs_wrong": self.wrong,
            "matched": self.matched,
            "asked": self.asked,
            "refused": self.refused,
        }


def measure(lines: Iterable[str]) -> dict[str, float | int]:
    """Register a labelled file and return recall, precision and counts."""
    actor = actor_of(clerk())
    tally = Tally()
    rows = list(csv.DictReader(lines))
    for row in tqdm(rows, unit="rows", file=sys.stderr, mininterval=2):
        _register(row, actor=actor, tally=tally)
    return tally.figures(len(rows))


def _register(row: Row, *, actor: Actor, tally: Tally) -> None:
    label = row.get("person", "")
    tally.expected += tally.seen[label]
    tally.seen[label] += 1
    typed = typed_row(row, vocabulary())
    decision: DecisionInput | None = None
    answer = _issue(typed, actor=actor, decision=None)
    for _ in range(_ROUNDS):
        if not isinstance(answer, Question):
            break
        shown = _opened(answer, actor=actor)
        if decision is None:
            tally.asked += 1
            tally.pair(label, shown.values())
        decision = _decide(label, shown, tally)
        answer = _issue(typed, actor=actor, decision=decision)
    if not isinstance(answer, Registered):
        tally.refused += 1
        return
    if decision is None and answer.outcome is Outcome.EXISTING:
        tally.matched += 1
        tally.pair(label, [answer.person])
    tally.rows_of[answer.person].append(label)


def _issue(typed: RegistrationInput, *, actor: Actor, decision: DecisionInput | None) -> Answer:
    return temporary_numbers.issue(typed, actor=actor, at=datetime.now(UTC), decision=decision)


def _opened(question: Question, *, actor: Actor) -> dict[str, str]:
    """Return who was shown: the person behind each reference."""
    opened = {each.ref: references.unseal(each.ref, actor=actor) for each in question.candidates}
    return {ref: person for ref, person in opened.items() if person}


def _decide(label: str, shown: Mapping[str, str], tally: Tally) -> DecisionInput:
    for ref, person in shown.items():
        if label in tally.rows_of[person]:
            return DecisionInput(same_as=ref, reason="documents compared")
    return DecisionInput(different_from=tuple(shown), reason="documents compared")


def typed_row(row: Row, codes: Vocabulary) -> RegistrationInput:
    """Return a row as it would be typed; what the file lacks is filled by defaults."""
    born = dates.parse(row.get("birth_date", "").strip())
    recent = not isinstance(born, DateProblem) and born.value > _ENTERED
    document = DocumentInput(
        type=_code(row, "document_type", codes["document-types"], "PASSPORT"),
        series=row.get("document_series", ""),
        number=row.get("document_number", ""),
    )
    given_name = row.get("given_name", "")
    return RegistrationInput(
        surname=row.get("surname", ""),
        given_name=given_name,
        given_name_missing=not given_name.strip(),
        birth_date=row.get("birth_date", ""),
        sex=_code(row, "sex", codes["sexes"], "N"),
        category="A",
        citizenship=_code(row, "citizenship", codes["citizenships"], "UA"),
        entry_point="BORN_RO" if recent else "UNKNOWN",
        entry_date="" if recent else _ENTERED.isoformat(),
        visa_type="NONE",
        documents=(document,),
    )


def _code(row: Row, column: str, codes: Mapping[str, object], default: str) -> str:
    value = row.get(column, "").strip()
    return value if value in codes else default


def clerk() -> Account:
    """Create the account that registers."""
    return Account.objects.create_account(
        "benchmark",
        "a-password-for-nobody",
        display_name="Benchmark",
        provider_code="90000001",
        provider_name="Benchmark",
        house_code="CAS-SV",
        house_name="Benchmark",
        roles=[Role.CLERK.value],
    )
