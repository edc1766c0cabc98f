"""Why can a message not be read as a call?"""

from dataclasses import dataclass
from enum import StrEnum


class Problem(StrEnum):
    """What is wrong with a message; the value is the code that the caller is told."""

    TOO_LARGE = "soap-too-large"
    MALFORMED = "soap-malformed"
    DOCUMENT_TYPE = "soap-document-type"
    TOO_DEEP = "soap-too-deep"
    TOO_MANY_ELEMENTS = "soap-too-many-elements"
    NO_ENVELOPE = "soap-no-envelope"
    VERSION = "soap-version"
    MUST_UNDERSTAND = "soap-must-understand"
    NO_SINGLE_CALL = "soap-no-single-call"
    UNKNOWN_OPERATION = "soap-unknown-operation"
    UNKNOWN_PART = "soap-unknown-part"
    REPEATED_PART = "soap-repeated-part"
    MISSING_PART = "soap-missing-part"
    REFERENCE = "soap-reference"
    TYPE = "soap-type"
    VALUE = "soap-value"


class Blame(StrEnum):
    """Who has to change something, in the words of SOAP 1.1, section 4.4.1."""

    VERSION = "VersionMismatch"
    HEADER = "MustUnderstand"
    CLIENT = "Client"
    SERVER = "Server"


_BLAMES = {Problem.VERSION: Blame.VERSION, Problem.MUST_UNDERSTAND: Blame.HEADER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A message that is no call: why, and the part or operation where it shows, if it has a name.

    `where` is a name of the table and never text of the message.
    """

    problem: Problem
    where: str = ""

    @property
    def blame(self) -> Blame:
        """The fault code that the caller gets."""
        return _BLAMES.get(self.problem, Blame.CLIENT)


class UnreadableError(Exception):
    """Carries a refusal out of nested readers; it never leaves the package."""

    def __init__(self, problem: Problem, where: str = "") -> None:
        super().__init__(problem)
        self.refused = Refused(problem=problem, where=where)
