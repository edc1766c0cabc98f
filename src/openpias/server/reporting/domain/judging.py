"""What becomes of a judged record, and how are its findings written on the wire?"""

import re
from collections.abc import Iterable
from functools import lru_cache

from openpias.core.findings import Finding, Severity
from openpias.core.rules.catalogue import BY_CODE
from openpias.core.rules.rule import LONGEST_WIRE_CODE
from openpias.interop.messages.formats import RecordState
from openpias.interop.messages.problems import Problem

LATE = "sent-late"
# What ends the reading of a message: what stands behind it was never seen.
ENDS_READING = frozenset(
    {
        *(Problem.TOO_LARGE.value, Problem.MALFORMED.value, Problem.ENCODING.value),
        *(Problem.DOCUMENT_TYPE.value, Problem.TOO_DEEP.value, Problem.TOO_MANY_FINDINGS.value),
        *(Problem.ROOT.value, Problem.NAMESPACE.value),
    }
)
_UP_TO_RECORD = re.compile(r"^(.*\[\d+\])")


def state_of(findings: Iterable[Finding]) -> RecordState:
    """Return `invalid` where an error was found, `partial` where only warnings were."""
    severities = {each.severity for each in findings}
    if Severity.ERROR in severities:
        return RecordState.INVALID
    return RecordState.PARTIAL if severities else RecordState.VALID


@lru_cache(maxsize=1024)
def wire_code(code: str) -> str:
    """Return a code of at most 20 characters: the rule's own, or one made of ours."""
    rule = BY_CODE.get(code)
    if rule is not None:
        return rule.wire_code
    return code.upper().replace("-", "_").replace("MESSAGE_", "MSG_")[:LONGEST_WIRE_CODE]


def on_wire(findings: Iterable[Finding]) -> tuple[tuple[str, bool], ...]:
    """Return findings as official answers carry them, without repeats: code, and whether an error."""
    found = ((wire_code(each.code), each.severity is Severity.ERROR) for each in findings)
    return tuple(dict.fromkeys(found))


def record_of(path: str) -> str:
    """Return the part of a path that names the record; the whole path where it names none."""
    found = _UP_TO_RECORD.match(path)
    return found.group(1) if found else path
