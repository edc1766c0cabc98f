"""What happens around every request: headers that protect, and a line in the access log."""

import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from openpias.server.platform.http.connections import drop_stale
from openpias.server.platform.http.errors import answer, with_words
from openpias.server.platform.http.problems import Problem, is_api

_log = structlog.get_logger("openpias.access")
Handler = Callable[[HttpRequest], HttpResponse]


def _portal() -> str:
    """Return the portal's own origin where the door is another one: its files, and where forms lead."""
    return f" {settings.PUBLIC_URL}" if settings.SECOND_FACTOR else ""


CONTENT_SECURITY_POLICY = (
    f"default-src 'self'{_portal()}; img-src 'self' data:{_portal()}; object-src 'none'; "
    f"base-uri 'none'; form-action 'self'{_portal()}; frame-ancestors 'none'"
)
# What is no page loads nothing and stands in no frame, should a browser open it.
NOTHING_POLICY = "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"
_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Content-Security-Policy": NOTHING_POLICY,
    "X-Content-Type-Options": "nosniff",
}
_PAGE_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
}


class AccessMiddleware:
    """The outermost layer of both handlers."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        started = time.perf_counter()
        drop_stale()
        response = self._get_response(request)
        if is_api(request):
            response = with_words(request, response)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.SECURE:
            response.headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)
        if not response.streaming:
            # Without it the server sends the answer in chunks, which costs a second packet.
            response.headers.setdefault("Content-Length", str(len(response.content)))
        # The route, never the path: a path can hold a number.
        match = request.resolver_match
        _log.info(
            "request",
            method=request.method if request.method in _METHODS else "OTHER",
            route=match.route if match else "-",
            status=response.status_code,
            ms=round((time.perf_counter() - started) * 1000, 1),
            # What a view says of itself: names of operations and codes, nothing that was sent.
            **getattr(request, "logged", {}),
        )
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a problem that a view raised; everything else rises to the error handlers."""
        return answer(request, exception) if isinstance(exception, Problem) else None


class PageHeadersMiddleware:
    """What a browser must be told with every page."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        response = with_words(request, self._get_response(request))
        for name, value in _PAGE_HEADERS.items():
            response.headers.setdefault(name, value)
        return response


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
