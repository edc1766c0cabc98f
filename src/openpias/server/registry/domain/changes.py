"""What can a change of a person's record lead to?"""

from dataclasses import dataclass
from enum import StrEnum

from openpias.core.findings import Finding


class NotChanged(StrEnum):
    """Why a record was not changed; the value names texts."""

    UNKNOWN = "not-found"
    NOT_YOURS = "not-your-registration"
    CHANGED_MEANWHILE = "changed-meanwhile"
    REASON_REQUIRED = "change-reason-required"
    NOT_ACTIVE = "person-not-active"
    SAME_PERSON = "merge-same-person"
    PRACTICE_MIXED = "merge-practice-mixed"
    NOT_IN_FORCE = "merge-not-in-force"
    WITHOUT_FIRST_TAB = "correct-by-permit"
    STILL_INSURED = "still-insured"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRefused:
    """Nothing was changed."""

    reason: NotChanged
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The record now stands at this version; `fields` names what changed."""

    person: str
    version: int
    fields: tuple[str, ...]


ChangeAnswer = Changed | ChangeRefused
LONGEST_REASON = 500


def is_reason(text: str) -> bool:
    """Tell whether a reason was given and is not too long."""
    return 0 < len(text.strip()) <= LONGEST_REASON
