"""What can a registration lead to?"""

from dataclasses import dataclass
from datetime import date

from openpias.core.findings import Finding
from openpias.server.registry.enums import IdentifierKind, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """The person is in the register under this number; `person` is the opaque public id.

    `number_kind` says whose number it is: ours, one given elsewhere, or a CNP.
    """

    outcome: Outcome
    person: str
    number: str
    number_kind: IdentifierKind
    version: int
    permit: str | None = None
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody whom the register knows and who may be meant; masked unless it is one's own.

    `agreements` names what agrees; `ref` is sealed and valid for 30 minutes.
    """

    ref: str
    own: bool
    initials: str
    birth_year: int | None
    registered_on: date
    agreements: tuple[str, ...]
    number: str | None
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """It may be one of these: somebody has to decide, with a reason."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What was typed is refused, for these reasons."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HasPermit:
    """The person has a residence permit with a CNP: the second tab is the right one."""


Answer = Registered | Question | Refused | HasPermit
