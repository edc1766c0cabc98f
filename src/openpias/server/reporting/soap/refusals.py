"""How is a refusal of reporting told by the official interface?"""

from collections.abc import Sequence

from openpias.core.findings import Finding
from openpias.server.platform.http.problems import Problem
from openpias.server.reporting.domain.outcomes import ReportingProblem, ReportingRefused


def refused(refusal: ReportingRefused) -> Problem:
    """Return the problem of somebody who may not, or of something that cannot be done."""
    is_forbidden = refusal.code == ReportingProblem.NOT_ALLOWED
    return Problem(status=403 if is_forbidden else 400, code=refusal.code)


def unanswerable(findings: Sequence[Finding]) -> Problem:
    """Return the problem of a request that no message of its own kind can answer: its first finding."""
    if not findings:
        return Problem(status=400, code="request-unreadable")
    first = findings[0]
    extra = {"facts": dict(first.facts), "where": first.path}
    return Problem(status=400, code=first.code, extra=extra)
