"""Which answer does an exception become? Django's error handlers point here."""

import sys
from collections.abc import Callable
from http import HTTPStatus

import structlog
from django.core.exceptions import RequestDataTooBig
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from openpias.server.platform.http import problems
from openpias.server.platform.http.pages import problem_page, support_of
from openpias.server.platform.http.problems import Problem

_log = structlog.get_logger("openpias.errors")
RETRY_SECONDS = "30"
# What the driver says of the one sign that no text of the database holds, and no keyboard types.
_NUL = "NUL (0x00)"
Render = Callable[[HttpRequest, Problem], HttpResponse]
_renderers: dict[str, Render] = {}


def render_under(prefix: str, render: Render) -> None:
    """Let a module tell problems in its own form under its addresses. Repeating it is harmless."""
    _renderers[prefix] = render


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Render a problem as JSON for a program, as a page for a person, or as its addresses do it."""
    for prefix, render in _renderers.items():
        if request.path_info.startswith(prefix):
            return render(request, problem)
    if problems.is_api(request):
        contact = support_of(getattr(request, "actor", None))
        return problems.json_response(
            problem, language=problems.language_of(request), contact=contact
        )
    return problem_page(request, problem)


def bad_request(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    """Answer 400, or 413 when the body was too large."""
    if isinstance(exception, RequestDataTooBig):
        return answer(request, Problem(status=413, code="body-too-large"))
    return answer(request, Problem(status=400, code="bad-request"))


def forbidden(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Answer 403."""
    return answer(request, Problem(status=403, code="not-allowed"))


def not_found(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Answer 404."""
    return answer(request, Problem(status=404, code="not-found"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Answer 403 when the form's token is missing or old."""
    return answer(request, Problem(status=403, code="form-expired"))


def with_words(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the answer; a method that an address does not take is said with both texts."""
    if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
        return response
    headers = {"Allow": response.headers["Allow"]}
    return answer(request, Problem(status=405, code="method-not-allowed", headers=headers))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what rose to the top: the problem itself, 503 for the database, 500 for the rest."""
    exception = sys.exc_info()[1]
    return answer(request, from_exception(exception))


def from_exception(exception: BaseException | None) -> Problem:
    """Turn an exception into a problem; what nobody expected is logged under a reference."""
    if isinstance(exception, Problem):
        return exception
    if isinstance(exception, DataError) and _NUL in str(exception):
        return Problem(status=400, code="bad-request")
    reference = problems.new_reference()
    if isinstance(exception, OperationalError | InterfaceError):
        # The driver's text can quote rows; its class and SQLSTATE say enough.
        state = getattr(exception.__cause__, "sqlstate", None)
        _log.error("database unavailable", reference=reference, sqlstate=state)
        headers = {"Retry-After": RETRY_SECONDS}
        return Problem(
            status=503, code="database-unavailable", headers=headers, reference=reference
        )
    _log.error("unexpected error", reference=reference, place=_place(exception))
    return Problem(status=500, code="unexpected", reference=reference)


def _place(exception: BaseException | None) -> list[str]:
    """Return the exception's class and the lines it passed, without values."""
    if exception is None:
        return []
    lines: list[str] = []
    trace = exception.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{code.co_filename.rpartition('/src/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return [type(exception).__name__, *lines[-12:]]
