"""What is a rule that comes from an act, as data?

A rule says what it asks, who says so and when it holds.
`ours` marks what no act that we could read says: a decision of this project, to be replaced by the
official text where one is found.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Tab(StrEnum):
    """The two tabs of the portal."""

    TEMPORARY_NUMBER = "temporary-number"
    PERMIT = "permit"


class DocumentKind(StrEnum):
    """What a document proves; the column `kind` of the list of document types."""

    IDENTITY = "identity"
    TRAVEL = "travel"
    STATUS = "status"
    CIVIL = "civil"
    MEDICAL = "medical"


class Record(StrEnum):
    """Kinds of record that are kept for a time of their own."""

    PERSON = "person"
    NUMBER = "number"
    PRACTICE = "practice"
    STORED_ANSWER = "stored-answer"
    SET_ASIDE = "set-aside"
    LOOKUP_COUNT = "lookup-count"
    OUTBOX_EVENT = "outbox-event"
    AUDIT_ENTRY = "audit-entry"
    INSURED_PERSON = "insured-person"
    CID = "cid"
    REFUSED_ROW = "refused-row"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLimit:
    """The entry into the country is later than this day."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsAsked:
    """Persons of this category show one document of each kind."""

    category: str
    kinds: tuple[DocumentKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsAtLeast:
    """A registration names at least so many documents."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicalProof:
    """The provider's medical document proves who somebody without an identity document is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TabFor:
    """Who uses this tab: persons with a permit that carries a CNP, or those without."""

    tab: Tab
    has_permit: bool


class Registrar(StrEnum):
    """Who registers persons and gives numbers."""

    PROVIDER = "provider-in-contract"
    HOUSE = "insurance-house"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredBy:
    """Only these register persons and give numbers."""

    registrars: frozenset[Registrar]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A record is kept for so many days after it was last needed; None keeps it for good."""

    record: Record
    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuredAs:
    """Displaced persons count as insured in this category, and for prescriptions in this state."""

    category: str
    state: str


Asks = (
    EntryLimit
    | DocumentsAsked
    | DocumentsAtLeast
    | MedicalProof
    | TabFor
    | RegisteredBy
    | Kept
    | InsuredAs
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule; both ends of the validity belong to it.

    `says` is the rule in Romanian, `source` where it was read and what is doubtful about it.
    """

    code: str
    asks: Asks
    says: str
    act: str
    article: str
    source: str
    valid_from: date
    valid_to: date | None = None
    ours: bool = False

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the rule holds on this day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
