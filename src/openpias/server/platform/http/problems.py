"""How does an error look to a program (RFC 9457) and to a person?"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from openpias.core.findings import Finding, Severity
from openpias.server.platform.http.error_texts import describe

PROGRAM_PREFIXES = ("/api/", "/OCSP/", "/svapntws/")
CONTENT_TYPE = "application/problem+json"


@dataclass(eq=False, kw_only=True)
class Problem(Exception):  # noqa: N818 - RFC 9457 calls it a problem
    """An answer that is not a success; views raise or return it, one place renders it.

    `code` names texts in `error_texts`, which `facts` fill; `extra` adds members of the JSON answer.
    """

    status: int
    code: str
    findings: Sequence[Finding] = ()
    headers: dict[str, str] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    reference: str = ""


def is_api(request: HttpRequest) -> bool:
    """Tell whether a program is asking."""
    return request.path_info.startswith(PROGRAM_PREFIXES)


def new_reference() -> str:
    """Return a short reference under which an unexpected error is logged."""
    return secrets.token_hex(5)


def json_response(problem: Problem, *, language: str, contact: str = "") -> HttpResponse:
    """Render a problem for a program, in the reader's language, with whom to ask at their house."""
    with translation.override(language):
        body = _body(problem)
    if contact:
        body["contact"] = contact
    response = HttpResponse(
        msgspec.json.encode(body), status=problem.status, content_type=CONTENT_TYPE
    )
    response.headers["Content-Language"] = language
    for name, value in problem.headers.items():
        response.headers[name] = value
    return response


def language_of(request: HttpRequest) -> str:
    """Return the language of the reader: ro, uk or en."""
    return translation.get_language_from_request(request)


def _body(problem: Problem) -> dict[str, Any]:
    texts = describe(problem.code, problem.facts)
    body: dict[str, Any] = {
        "type": f"urn:openpias:problem:{problem.code}",
        "title": texts.practice.split(". ")[0].rstrip("."),
        "status": problem.status,
        "detail": texts.practice,
        "practice": texts.practice,
        "supplier": texts.supplier,
        **problem.extra,
    }
    if problem.reference:
        body["reference"] = problem.reference
    if problem.findings:
        body["errors"] = [finding_body(finding) for finding in problem.findings]
    return body


def finding_body(finding: Finding) -> dict[str, str]:
    """Render one finding with its pointer and both texts."""
    texts = describe(finding.code, finding.facts)
    return {
        "pointer": finding.path,
        "code": finding.code,
        "severity": "error" if finding.severity is Severity.ERROR else "warning",
        "practice": texts.practice,
        "supplier": texts.supplier,
    }
