"""Which callable does the web server run?

Two handlers share one URL table: JSON calls pass only the layers they need, pages pass all.
"""

import gc
import os
from collections.abc import Iterable
from typing import Any, ClassVar

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openpias.server.config.settings")

from openpias.server.config import stopping

# Before what takes long to load.
stopping.end_when_asked()

import django  # noqa: E402 - see above
from django.conf import settings  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from django.urls import ResolverMatch, get_resolver  # noqa: E402

from openpias.server.platform.http import unread  # noqa: E402
from openpias.server.platform.http.connections import look_once  # noqa: E402

django.setup(set_prefix=False)

PROGRAM_PREFIXES = ("/api/", "/OCSP/", "/svapntws/")


class _ApiHandler(WSGIHandler):
    """The same handler with the short list of layers, and a memory for addresses without parts."""

    _matches: ClassVar[dict[str, ResolverMatch]] = {}

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's own signature
        every_layer = settings.MIDDLEWARE
        settings.MIDDLEWARE = settings.API_MIDDLEWARE
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = every_layer

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """Find the view; an address that holds somebody's number is looked up, never kept."""
        match = self._matches.get(request.path_info)
        if match is None:
            match = super().resolve_request(request)
            if not match.kwargs and not match.args:
                self._matches[request.path_info] = match
        request.resolver_match = match
        return match


_pages = WSGIHandler()
_api = _ApiHandler()


def _rest_the_collector() -> None:
    """Keep the search for cycles away from what lives as long as the process.

    It would walk over every class and module again and again, in the middle of somebody's call.
    """
    # All pages are read now, not at the first call.
    get_resolver().url_patterns  # noqa: B018 - reading it loads them
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


_rest_the_collector()
look_once()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Serve one request."""
    handler = _api if environ["PATH_INFO"].startswith(PROGRAM_PREFIXES) else _pages
    response: Iterable[bytes] = handler(environ, start_response)
    unread.drop(environ)
    return response
