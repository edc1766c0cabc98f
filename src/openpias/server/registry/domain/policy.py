"""Which rules hold on a day, and what follows from them?

The rules are dated data in `law`, each with its act; a switch settles where a text is ambiguous or
where an installation may be stricter. Nothing here reads a clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from openpias.core.calendar import dates
from openpias.core.findings import Finding, Severity
from openpias.server.registry.domain.law import RULES
from openpias.server.registry.domain.rules import (
    DocumentKind,
    DocumentsAsked,
    DocumentsAtLeast,
    EntryLimit,
    InsuredAs,
    Kept,
    MedicalProof,
    Record,
    RegisteredBy,
    Registrar,
    Rule,
    Tab,
    TabFor,
)

# A passport shows who somebody is and lets them travel. Order 155/2022 asks for both kinds; reading
# it as two papers would warn about every person who fled with a passport alone.
_ALSO_PROVES = {DocumentKind.TRAVEL: DocumentKind.IDENTITY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """What an installation decides where the texts leave room.

    `entry_date_inclusive` admits the day of the limit itself.
    `documents_strict` refuses what lacks a document of the category, instead of warning.
    `displaced_insured` lets the check of insured persons answer for displaced persons.
    """

    entry_date_inclusive: bool = False
    documents_strict: bool = False
    displaced_insured: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The rules of one day."""

    day: date
    switches: Switches
    rules: tuple[Rule, ...]
    # The day after which one must have entered; None where no rule holds.
    entry_date_after: date | None = field(init=False, compare=False)
    # How many documents a registration names at least.
    fewest_documents: int = field(init=False, compare=False)
    # Whether a medical document may stand where there is no identity document.
    medical_document_is_proof: bool = field(init=False, compare=False)
    # Who registers persons; empty where no rule says it, and then everybody who holds the right.
    registrars: frozenset[Registrar] = field(init=False, compare=False)
    _missing: dict[tuple[str, frozenset[str]], tuple[Finding, ...]] = field(
        init=False, compare=False, repr=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Read once what every registration asks."""
        limits = [rule.asks.day for rule in self.rules if isinstance(rule.asks, EntryLimit)]
        inclusive = timedelta(days=1 if self.switches.entry_date_inclusive else 0)
        after = max(limits) - inclusive if limits else None
        asked = [rule.asks for rule in self.rules]
        fewest = max(
            (each.number for each in asked if isinstance(each, DocumentsAtLeast)), default=0
        )
        medical = any(isinstance(each, MedicalProof) for each in asked)
        named = [each.registrars for each in asked if isinstance(each, RegisteredBy)]
        object.__setattr__(self, "registrars", frozenset().union(*named))
        object.__setattr__(self, "entry_date_after", after)
        object.__setattr__(self, "fewest_documents", fewest)
        object.__setattr__(self, "medical_document_is_proof", medical)

    def lets_register(self, registrar: Registrar) -> bool:
        """Tell whether a provider, or a house, registers persons on this day."""
        return not self.registrars or registrar in self.registrars

    def allows_entry(self, entry: date) -> bool:
        """Tell whether somebody who entered on this day may be registered."""
        return self.entry_date_after is None or entry > self.entry_date_after

    def entry_limit_text(self) -> str:
        """Return the last day that is too early, as zi-luna-an; empty where no rule holds."""
        return dates.typed(self.entry_date_after) if self.entry_date_after else ""

    def may_use(self, tab: Tab, *, has_permit: bool) -> bool:
        """Tell whether a person with, or without, a permit that carries a CNP belongs in this tab."""
        asked = [rule.asks for rule in self.rules if isinstance(rule.asks, TabFor)]
        return all(each.has_permit is has_permit for each in asked if each.tab is tab)

    def document_kinds(self, category: str) -> tuple[DocumentKind, ...]:
        """Return the kinds of document that this category shows; none where no text is known."""
        for rule in self.rules:
            if isinstance(rule.asks, DocumentsAsked) and rule.asks.category in {"", category}:
                return rule.asks.kinds
        return ()

    def document_findings(self, *, category: str, kinds: Iterable[str]) -> tuple[Finding, ...]:
        """Return a finding for each kind of document that the category asks for and nobody showed.

        `kinds` are those of the documents shown; one that no rule knows proves nothing.
        """
        asked = (category, frozenset(kinds))
        if asked not in self._missing:
            self._missing[asked] = self._documents_missing(*asked)
        return self._missing[asked]

    def _documents_missing(self, category: str, kinds: frozenset[str]) -> tuple[Finding, ...]:
        shown = {kind for kind in DocumentKind if kind.value in kinds}
        proved = shown | {_ALSO_PROVES[kind] for kind in shown & _ALSO_PROVES.keys()}
        severity = Severity.ERROR if self.switches.documents_strict else Severity.WARNING
        return tuple(
            Finding(code=f"{kind.value}-document-missing", path="/documents", severity=severity)
            for kind in self.document_kinds(category)
            if kind not in proved
        )

    def insured_as(self) -> tuple[InsuredAs, date] | None:
        """Return as what displaced persons are insured, and since when; None where they are not."""
        if not self.switches.displaced_insured:
            return None
        found = [
            (rule.asks, rule.valid_from) for rule in self.rules if isinstance(rule.asks, InsuredAs)
        ]
        return found[-1] if found else None

    def keeps(self, record: Record) -> timedelta | None:
        """Return how long a record is kept after it was last needed; None keeps it for good."""
        for rule in self.rules:
            if isinstance(rule.asks, Kept) and rule.asks.record is record:
                return None if rule.asks.days is None else timedelta(days=rule.asks.days)
        return None


def policy_on(day: date, switches: Switches | None = None) -> Policy:
    """Return the rules that hold on a day."""
    valid = tuple(rule for rule in RULES if rule.is_valid_on(day))
    return Policy(day=day, switches=switches or Switches(), rules=valid)


def rules() -> Sequence[Rule]:
    """Return every rule, past ones included, for the page that lists them."""
    return RULES
