"""Who is behind this session?"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from openpias.server.platform.accounts import second_factor
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.credentials import actor_of, is_open
from openpias.server.platform.accounts.models import Account
from openpias.server.platform.accounts.sessions import CERTIFICATE_KEY, OPENED_KEY
from openpias.server.platform.clock import day_of

PRACTICE_KEY = "practice"
VERSION_KEY = "credential_version"
PASSWORD_PAGE = "/parola"  # noqa: S105 - an address
# What somebody with a first password may open before it is replaced.
_BEFORE_CHANGE = frozenset({PASSWORD_PAGE, "/iesire", "/limba"})


class ActorMiddleware:
    """Puts the actor on the request, and ends a session whose account or certificate has ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        request.actor = None  # type: ignore[attr-defined]
        user = request.user
        if isinstance(user, Account):
            actor = _actor(request, user)
            if actor is None:
                logout(request)
                request.ended_account = user.pk  # type: ignore[attr-defined]
            elif user.must_change_password and not _is_open_before_change(request):
                return HttpResponseRedirect(PASSWORD_PAGE)
            request.actor = actor  # type: ignore[attr-defined]
        return self._get_response(request)


def _is_open_before_change(request: HttpRequest) -> bool:
    static: str = settings.STATIC_URL
    return request.path in _BEFORE_CHANGE or request.path.startswith(static)


def _actor(request: HttpRequest, user: Account) -> Actor | None:
    """Return who acts; None when the session no longer opens anything."""
    now = timezone.now()
    same = request.session.get(VERSION_KEY) == user.credential_version
    if not same or not is_open(user, today=day_of(now)) or _is_too_old(request, now):
        return None
    practice = bool(request.session.get(PRACTICE_KEY))
    certificate = request.session.get(CERTIFICATE_KEY, "")
    if not certificate:
        return None if second_factor.is_required() else actor_of(user, practice=practice)
    factor = second_factor.port().still(certificate, account=user, at=now)
    return actor_of(user, factor=factor, practice=practice) if factor is not None else None


def _is_too_old(request: HttpRequest, now: datetime) -> bool:
    """Tell whether somebody has to sign in again, however busy the session is."""
    opened = request.session.get(OPENED_KEY)
    longest = timedelta(seconds=settings.SESSION_LONGEST_SECONDS)
    return opened is None or now - datetime.fromisoformat(opened) > longest
