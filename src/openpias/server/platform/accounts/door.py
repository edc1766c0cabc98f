"""Who may pass through this route? Every view wears exactly one of these marks.

A test walks all routes and fails on one without a mark.
"""

import base64
import binascii
import math
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol
from urllib.parse import urlencode

import structlog
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from openpias.server.platform.accounts import (
    credentials,
    interrupted,
    operations,
    presented,
    second_factor,
)
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.models import Account
from openpias.server.platform.accounts.permissions import granted
from openpias.server.platform.accounts.second_factor import Refusal, Shown
from openpias.server.platform.accounts.sessions import CONFIRMED_KEY
from openpias.server.platform.http.problems import Problem

_log = structlog.get_logger("openpias.door")
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
# Spelt so by the official interface: the answer's and the request's header with the token.
TOKEN_NAME = "OSCP_RESPONSE"  # noqa: S105 - the name of a header
TOKEN_HEADER = "HTTP_OSCP_RESPONSE"  # noqa: S105 - the name of a header
TOO_MANY = 429
_CHALLENGE = {"WWW-Authenticate": 'Basic realm="OpenPIAS", charset="UTF-8"'}


class ActorRequest(HttpRequest):
    """A request behind the door: it knows who acts."""

    actor: Actor


class Marked(Protocol):
    """A view that says who may use it."""

    permission: str | None
    public_reason: str | None


def requires(
    permission: str, *, grave: bool = False, resumes: bool = False
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let signed-in people with the permission use a page; send others to the sign-in page.

    A `grave` act needs a certificate that was shown minutes ago.
    A view that `resumes` shows its form filled when `interrupted.is_back`; what was typed into it
    outlives the end of a session.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor: Actor | None = getattr(request, "actor", None)
            if actor is None:
                return _sign_in_first(request, resumes=resumes)
            if not actor.may(permission):
                raise Problem(status=403, code="not-allowed")
            if grave and not _confirmed_lately(request):
                return _confirm_first(request, actor, resumes=resumes)
            return view(request, *args, **kwargs)

        return _marked(guarded, permission=permission)

    return decorate


def requires_any(
    *permissions: str,
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let signed-in people with one of the permissions use a page; the query shows each their part."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor: Actor | None = getattr(request, "actor", None)
            held = [each for each in permissions if actor is not None and actor.may(each)]
            return requires(held[0] if held else permissions[0])(view)(request, *args, **kwargs)

        return _marked(guarded, permission=permissions[0])

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
            if second_factor.is_required():
                actor = _with_token(request, actor)
            elif not checked_later and not credentials.is_current(actor):
                raise not_authenticated()
            # Known before it is refused: the refusal names the contact of the actor's house.
            request.actor = actor  # type: ignore[attr-defined]
            if not actor.may(permission):
                raise Problem(status=403, code="not-allowed")
            return view(request, *args, **kwargs)

        guarded.csrf_exempt = True  # type: ignore[attr-defined]
        return _marked(guarded, permission=permission)

    return decorate


def requires_certificate(
    permission: str, *, shown: Callable[[HttpRequest], Shown] | None = None
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let programs call that show both factors in this very call, as to get a token.

    `shown` returns the certificate of the call, or raises Problem; without it, that of TLS.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = _with_certificate(request, shown or _shown)
            # Known before it is refused: the refusal names the contact of the actor's house.
            request.actor = actor  # type: ignore[attr-defined]
            if not actor.may(permission):
                raise Problem(status=403, code="not-allowed")
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


def refused(refusal: StrEnum) -> Problem:
    """Return the answer to somebody whose certificate, or proof of it, does not open the door."""
    return Problem(status=401, code=refusal, headers=dict(_CHALLENGE))


def _shown(request: HttpRequest) -> Shown:
    certificate = presented.certificate(request)
    if certificate is None:
        raise refused(Refusal.MISSING)
    shown = second_factor.port().examine(certificate, at=timezone.now())
    if isinstance(shown, Refusal):
        raise refused(shown)
    return shown


def _with_certificate(request: HttpRequest, shown: Callable[[HttpRequest], Shown]) -> Actor:
    """Return who shows both factors now; a refusal is written to the trail of the account."""
    name, _ = _basic_pair(request.META.get("HTTP_AUTHORIZATION", ""))
    try:
        certificate = shown(request)
        actor = _basic_actor(request)
        if not credentials.is_current(actor):
            raise not_authenticated()
        account = Account.objects.get(pk=actor.account_id)
        factor = second_factor.port().factor_of(certificate, account=account, at=timezone.now())
        if isinstance(factor, Refusal):
            raise refused(factor)
    except Problem as problem:
        _log.warning("access-refused", reason=problem.code)
        if problem.status != TOO_MANY:
            operations.sign_in_failed(username=name, reason=problem.code, at=timezone.now())
        raise
    return credentials.actor_of(account, factor=factor)


def _with_token(request: HttpRequest, actor: Actor) -> Actor:
    """Add the factor behind the token of the call; a password alone opens nothing where one is due.

    The same round trip tells whether the password is still the account's.
    """
    found = second_factor.port().of_token(
        request.META.get(TOKEN_HEADER, ""),
        actor=actor,
        certificate=presented.certificate(request),
        at=timezone.now(),
    )
    if found is None:
        raise Problem(status=401, code="token-missing", headers=dict(_CHALLENGE))
    if isinstance(found, Refusal):
        raise refused(found)
    if not found.is_current:
        credentials.forget(actor)
        raise not_authenticated()
    factor = found.factor
    return replace(
        actor,
        display_name=factor.holder,
        certificate=factor.certificate,
        permissions=granted((factor.role,)) if factor.role else actor.permissions,
    )


def _basic_actor(request: HttpRequest) -> Actor:
    username, password = _basic_pair(request.META.get("HTTP_AUTHORIZATION", ""))
    now = timezone.now()
    try:
        actor = credentials.verify(username, password, at=now)
    except credentials.TooManyFailuresError as refusal:
        raise Problem(
            status=TOO_MANY,
            code="too-many-failures",
            headers={"Retry-After": str(seconds_until(refusal.until, at=now))},
            extra={"retry_at": refusal.until},
        ) from None
    except credentials.ContractEndedError:
        raise Problem(status=401, code="contract-ended", headers=dict(_CHALLENGE)) from None
    if actor is None:
        raise not_authenticated()
    return actor


def seconds_until(moment: datetime, *, at: datetime) -> int:
    """Return the whole seconds after which a moment has passed, as Retry-After says them."""
    return math.ceil((moment - at).total_seconds())


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
