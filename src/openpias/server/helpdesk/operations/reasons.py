"""Why does somebody do what asks for a reason: one of a closed list, and words of their own?

The trail keeps the reason; the words are for the desk alone and stand in the incident.
"""

from dataclasses import dataclass
from enum import StrEnum

from openpias.core.findings import Finding
from openpias.server.helpdesk.domain.mail.screening import ShownText
from openpias.server.helpdesk.domain.outcomes import NotSaved
from openpias.server.helpdesk.operations.holding import typed

REASON_REQUIRED = "desk-reason-required"
_LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A value of the list, and the words without soft signs; none is empty text."""

    reason: str
    note: str = ""


def why(reason: str, note: str = "", *, among: type[StrEnum]) -> Why | NotSaved:
    """Return why something is done, or all that is wrong with it: at `/reason` and at `/note`."""
    findings: list[Finding] = []
    if reason not in set(among):
        findings.append(Finding(code=REASON_REQUIRED, path="/reason"))
    words = typed(note, path="/note", longest=_LONGEST_NOTE, required=False)
    if isinstance(words, Finding):
        findings.append(words)
    if findings or not isinstance(words, ShownText):
        return NotSaved(findings=tuple(findings))
    return Why(reason=reason, note=words.text)
