"""How is the status page reached by somebody whose session lies in a database that is stopped?"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from openpias.server.platform.status.snapshots import database_answers

PAGE = "/stare"
JSON = "/stare.json"


class StatusDoorMiddleware:
    """Lets the status page forget the session for one request when nobody can look it up.

    Stands above the layer of sessions. A program's question never has a session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        if request.path == JSON or (request.path == PAGE and not database_answers()):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return self._get_response(request)
