"""What did a check find, where, and how grave is it?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error refuses, a warning is shown and let through."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a validator noticed.

    `code` names the rule, `path` is a JSON pointer into the input ("/documents/0/number"),
    `facts` fills the placeholders of the rule's texts and never holds what a person typed.
    """

    code: str
    path: str
    severity: Severity = Severity.ERROR
    facts: Mapping[str, str] = field(default_factory=dict)


def has_errors(findings: list[Finding]) -> bool:
    """Tell whether at least one finding refuses."""
    return any(finding.severity is Severity.ERROR for finding in findings)
