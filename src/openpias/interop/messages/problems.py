"""What can be wrong with a message, before any rule looks at what it says?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from openpias.core.findings import Finding


class Problem(StrEnum):
    """What is wrong with a message or with one place in it; the value is the code of the finding."""

    TOO_LARGE = "message-too-large"
    MALFORMED = "message-malformed"
    ENCODING = "message-encoding"
    DOCUMENT_TYPE = "message-document-type"
    TOO_DEEP = "message-too-deep"
    TOO_MANY_FINDINGS = "message-too-many-findings"
    ROOT = "message-root"
    NAMESPACE = "message-namespace"
    UNKNOWN = "message-unknown"
    MISSING = "message-missing"
    REPEATED = "message-repeated"
    ORDER = "message-order"
    TEXT = "message-text"
    TOO_LONG = "message-too-long"
    TOO_SHORT = "message-too-short"
    LENGTH = "message-length"
    PATTERN = "message-pattern"
    NOT_LISTED = "message-not-listed"
    NUMBER = "message-number"
    DATE = "message-date"
    DATE_TIME = "message-date-time"
    BOOLEAN = "message-boolean"
    BASE64 = "message-base64"
    HEX = "message-hex"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a value cannot stand; `facts` are limits of ours and never the value."""

    problem: Problem
    facts: Mapping[str, str] = field(default_factory=dict)

    def at(self, path: str) -> Finding:
        """Say it of one place."""
        return Finding(code=self.problem.value, path=path, facts=self.facts)


class IncompleteError(ValueError):
    """What is to be written lacks something that the message cannot go without; names the place."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path
