"""How is a problem told to a program that speaks SOAP?

As a fault, always: with the exception that the operation declares where it declares one. Who is not
known, has no right or must wait is told so by the status of HTTP too; every other fault comes under
500, as SOAP 1.1 (6.2) asks and stock clients expect, which says nothing of whose fault it is: that
is in `faultcode`, in our header and in the log.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from openpias.interop.operations import Kind, Operation
from openpias.interop.soap import faults
from openpias.interop.soap.problems import Blame, Refused
from openpias.interop.soap.problems import Problem as SoapProblem
from openpias.server.platform.http import problems
from openpias.server.platform.http.error_texts import Described, describe
from openpias.server.platform.http.pages import support_of
from openpias.server.platform.http.problems import Problem

CONTENT_TYPE = "text/xml; charset=utf-8"
# Read by monitoring and by nginx, which see the status of HTTP alone: `Client soap-value`.
HEADER = "OpenPIAS-Fault"
# Statuses that HTTP itself has to say; annexes and SOAP know 401 and 403 (specification, 4.1.3).
_OF_HTTP = frozenset({401, 403, 404, 405, 429, 503})
# Codes of ours where an exception declares a whole number; the official ones are negative.
OURS = 1000
NOT_BUILT = 1001
_NUMBERS = {"soap-not-built": NOT_BUILT}


def refused(found: Refused) -> Problem:
    """Return the problem of a message that is no call."""
    status = 413 if found.problem is SoapProblem.TOO_LARGE else 400
    return Problem(status=status, code=found.problem, extra={"where": found.where})


def response(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Answer a problem as a fault, in Romanian unless the caller asks for another language."""
    operation: Operation | None = getattr(request, "soap_operation", None)
    blame = _blame(problem)
    language = problems.language_of(request)
    with translation.override(language):
        text = _text(problem, contact=support_of(getattr(request, "actor", None)))
    content = faults.write_fault(
        text, operation=operation, blame=blame, code=_code(operation, problem)
    )
    status = problem.status if problem.status in _OF_HTTP else HTTPStatus.INTERNAL_SERVER_ERROR
    answer = HttpResponse(content, status=status, content_type=CONTENT_TYPE)
    answer.headers["Content-Language"] = language
    answer.headers[HEADER] = f"{blame} {problem.code}"
    known: dict[str, str] = getattr(request, "logged", {})
    request.logged = {**known, "fault": problem.code, "blame": blame}  # type: ignore[attr-defined]
    for name, value in problem.headers.items():
        answer.headers[name] = value
    return answer


def _blame(problem: Problem) -> Blame:
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Blame.SERVER
    known = set(SoapProblem)
    return (
        Refused(problem=SoapProblem(problem.code)).blame if problem.code in known else Blame.CLIENT
    )


def _text(problem: Problem, *, contact: str) -> str:
    """Return code, what happened and what to do, what to check, and whom to ask."""
    told = _told(problem)
    code = f"{problem.code} {problem.extra.get('where', '')}".strip()
    parts = [f"[{code}] {told.practice}", _("Pentru furnizorul IT:") + f" {told.supplier}"]
    if official := problem.extra.get("official"):
        # Applications show or compare the message that the annexes print, so it comes first.
        parts.insert(0, official)
    if problem.reference:
        parts.append(_("Referință:") + f" {problem.reference}.")
    if contact:
        parts.append(f"{contact}.")
    return " ".join(parts)


def _told(problem: Problem) -> Described:
    """Return the texts of a problem; those of any refusal where facts or texts are missing.

    Handlers pass codes of many modules on: a text that cannot be filled must not hide the refusal.
    """
    try:
        return describe(problem.code, problem.extra.get("facts"))
    except (KeyError, ValueError):
        return describe("soap-refused")


def _code(operation: Operation | None, problem: Problem) -> int | str | None:
    """Return the code in the form that the operation's exception declares."""
    if operation is None or operation.fault is None:
        return None
    if operation.fault.code.kind is Kind.STRING:
        return problem.code
    code = problem.extra.get("error_code")
    return code if isinstance(code, int) else _NUMBERS.get(problem.code, OURS)
