"""Which people may pass through this route? A view for them wears one of these marks."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from openpias.server.platform.accounts import interrupted, second_factor
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.marks import marked, require
from openpias.server.platform.accounts.sessions import CONFIRMED_KEY
from openpias.server.platform.http.problems import Problem


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks; only behind one of these marks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def requires(
    permission: str, *, grave: bool = False, resumes: bool = False, real: bool = False
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let signed-in people with the permission use a page; send others to the sign-in page.

    A `grave` act needs a certificate that was shown minutes ago; where it is a POST it `resumes`.
    What is `real` has no copy to practise on: whoever practises is refused before anything is done.
    A view that `resumes` shows its form filled when `interrupted.is_back`; what was typed into it
    outlives the end of a session.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor: Actor | None = getattr(request, "actor", None)
            if actor is None:
                return _sign_in_first(request, resumes=resumes)
            require(permission, actor=actor)
            if real and actor.practice:
                raise Problem(status=403, code="not-in-practice")
            if grave and not _confirmed_lately(request):
                return _confirm_first(request, actor, resumes=resumes)
            return view(request, *args, **kwargs)

        return marked(guarded, permission=permission, grave=grave)

    return decorate


def requires_any(
    *permissions: str, real: bool = False
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let signed-in people with one of the permissions use a page; the query shows each their part."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor: Actor | None = getattr(request, "actor", None)
            held = [each for each in permissions if actor is not None and actor.may(each)]
            first = held[0] if held else permissions[0]
            return requires(first, real=real)(view)(request, *args, **kwargs)

        return marked(guarded, permission=permissions[0])

    return decorate


def public(reason: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let anybody pass, with the reason why that is right."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def passed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, *args, **kwargs)

        return marked(passed, public_reason=reason)

    return decorate


def _sign_in_first(request: HttpRequest, *, resumes: bool) -> HttpResponse:
    if request.method == "GET":
        return redirect_to_login(request.get_full_path())
    if resumes:
        interrupted.keep(request, account_id=getattr(request, "ended_account", None))
    return redirect_to_login("/")


def _confirmed_lately(request: HttpRequest) -> bool:
    """Tell whether the certificate was shown within the time that a grave act allows."""
    if not second_factor.is_required():
        return True
    at = request.session.get(CONFIRMED_KEY)
    age = timezone.now() - datetime.fromisoformat(at) if at else None
    return age is not None and age.total_seconds() <= settings.CONFIRMED_SECONDS


def _confirm_first(request: HttpRequest, actor: Actor, *, resumes: bool) -> HttpResponse:
    if resumes:
        interrupted.keep(request, account_id=actor.account_id)
    path = request.get_full_path() if request.method == "GET" else request.path
    return HttpResponseRedirect(f"/confirmare?{urlencode({'next': path})}")
