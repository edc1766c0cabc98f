"""Who may pass through this route? Every view wears exactly one of these marks.

A test walks all routes and fails on one without a mark.
"""

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from openpias.server.platform.accounts import credentials
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.platform.http.problems import Problem

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
_CHALLENGE = {"WWW-Authenticate": 'Basic realm="OpenPIAS", charset="UTF-8"'}


class ActorRequest(HttpRequest):
    """A request behind the door: it knows who acts."""

    actor: Actor


class Marked(Protocol):
    """A view that says who may use it."""

    permission: str | None
    public_reason: str | None


def requires(
    permission: str,
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let signed-in people with the permission use a page; send others to the sign-in page."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor: Actor | None = getattr(request, "actor", None)
            if actor is None:
                return redirect_to_login(
                    request.get_full_path() if request.method == "GET" else "/"
                )
            if not actor.may(permission):
                raise Problem(status=403, code="not-allowed")
            return view(request, *args, **kwargs)

        return _marked(guarded, permission=permission)

    return decorate


def requires_basic(
    permission: str, *, checked_later: bool = False
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let programs with a user name and password that hold the permission call an endpoint.

    A remembered password is held against the account's state at every call; `checked_later` says
    that the operation itself does that, in the round trip that it makes anyway.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = _basic_actor(request)
            if not checked_later and not credentials.is_current(actor):
                raise not_authenticated()
            if not actor.may(permission):
                raise Problem(status=403, code="not-allowed")
            request.actor = actor  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        guarded.csrf_exempt = True  # type: ignore[attr-defined]
        return _marked(guarded, permission=permission)

    return decorate


def public(reason: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let anybody pass, with the reason why that is right."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def passed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, *args, **kwargs)

        return _marked(passed, public_reason=reason)

    return decorate


def _marked(
    view: Callable[..., HttpResponse],
    *,
    permission: str | None = None,
    public_reason: str | None = None,
) -> Callable[..., HttpResponse]:
    view.permission = permission  # type: ignore[attr-defined]
    view.public_reason = public_reason  # type: ignore[attr-defined]
    return view


def not_authenticated() -> Problem:
    """Return the answer to somebody who is not known, or no longer."""
    return Problem(status=401, code="not-authenticated", headers=dict(_CHALLENGE))


def _basic_actor(request: HttpRequest) -> Actor:
    username, password = _basic_pair(request.META.get("HTTP_AUTHORIZATION", ""))
    try:
        actor = credentials.verify(username, password, today=day_of(timezone.now()))
    except credentials.TooManyFailuresError:
        headers = {"Retry-After": str(credentials.FAILURE_SECONDS)}
        raise Problem(status=429, code="too-many-failures", headers=headers) from None
    if actor is None:
        raise not_authenticated()
    return actor


def _basic_pair(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        raise not_authenticated()
    try:
        username, separator, password = (
            base64.b64decode(encoded, validate=True).decode().partition(":")
        )
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise not_authenticated() from None
    if not separator or "\0" in username:
        raise not_authenticated()
    return username, password
