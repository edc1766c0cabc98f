"""Who is behind this session?"""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from openpias.server.platform.accounts.credentials import actor_of, is_open
from openpias.server.platform.accounts.models import Account
from openpias.server.platform.clock import day_of

PRACTICE_KEY = "practice"
VERSION_KEY = "credential_version"


class ActorMiddleware:
    """Puts the actor on the request, and ends a session whose account was closed or changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        request.actor = None  # type: ignore[attr-defined]
        user = request.user
        if isinstance(user, Account):
            same = request.session.get(VERSION_KEY) == user.credential_version
            if same and is_open(user, today=day_of(timezone.now())):
                practice = bool(request.session.get(PRACTICE_KEY))
                request.actor = actor_of(user, practice=practice)  # type: ignore[attr-defined]
            else:
                logout(request)
        return self._get_response(request)
