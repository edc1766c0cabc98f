"""What did a browser send about a provider, and what was wrong with it, field by field?"""

import uuid
from collections.abc import Iterable, Mapping

from django.http import HttpRequest

from openpias.core.findings import Finding, Severity
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.problems import Problem


def errors_of(findings: Iterable[Finding]) -> dict[str, str]:
    """Return the first error of each field; what belongs to no field stands under an empty name."""
    errors: dict[str, str] = {}
    for finding in findings:
        if finding.severity is Severity.ERROR:
            text = describe(finding.code, finding.facts).practice
            errors.setdefault(finding.path.strip("/"), text)
    return errors


def summary_of(errors: Mapping[str, str], labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the lines of the error summary in the order of the fields, each with its name.

    What belongs to no field comes first.
    """
    lines = [(name, text) for name, text in errors.items() if name not in labels]
    lines += [
        (name, f"{label}: {errors[name]}") for name, label in labels.items() if name in errors
    ]
    return lines


def sent_id(request: HttpRequest) -> uuid.UUID:
    """Return the id that the form drew for what it adds."""
    try:
        return uuid.UUID(request.POST.get("record", ""))
    except ValueError:
        raise Problem(status=400, code="bad-request") from None


def seen(request: HttpRequest) -> int:
    """Return the version that the form showed; 0 for none."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
