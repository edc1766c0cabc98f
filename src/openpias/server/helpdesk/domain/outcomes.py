"""Why was something at the desk not done? Each value is the code of its texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from openpias.core.findings import Finding


class DeskProblem(StrEnum):
    """Why an operation of the desk was refused."""

    UNKNOWN = "not-found"
    NOT_ALLOWED = "not-allowed"
    PRACTICE = "helpdesk-not-in-practice"
    CLOSED = "incident-closed"
    NOT_CLOSED = "incident-not-closed"
    MERGED = "incident-merged"
    NOT_WAITING = "incident-not-waiting"
    NO_ADDRESS = "incident-without-address"
    NOT_CALLED = "incident-not-by-telephone"
    NOT_HELD = "incident-not-held"
    SELF_MERGE = "incident-merge-with-itself"
    OTHER_MAILBOX = "incident-other-mailbox"
    CASE_UNKNOWN = "incident-case-unknown"
    ERASED = "incident-original-erased"
    KEY_REUSED = "key-reused"
    CHANGED = "incident-changed-meanwhile"
    NOT_OPERATOR = "incident-assignee-unknown"
    LINK_INVALID = "satisfaction-link-invalid"
    NOT_THERE = "document-not-there"
    UNCHECKED = "document-not-checked"
    PICTURES_UNVERIFIED = "document-not-verified"


class DeskRefused(Exception):  # noqa: N818 - a refusal, not a fault
    """Nothing was written; `code` names the texts that say why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSaved:
    """Nothing was written; the findings say why, each at a field of the input."""

    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The incident stands so; `is_new` is false where it stood so before, or the key was used."""

    incident: str
    reference: str
    is_new: bool = True
