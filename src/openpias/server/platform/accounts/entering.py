"""Which account does a program call for, by its password with a token or with a certificate?

Every refusal is written to the trail of the account.
"""

import base64
import binascii
import math
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus

import structlog
from django.http import HttpRequest
from django.utils import timezone

from openpias.server.platform.accounts import credentials, operations, presented, second_factor
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.models import Account
from openpias.server.platform.accounts.permissions import granted
from openpias.server.platform.accounts.second_factor import Refusal, Shown
from openpias.server.platform.http.problems import Problem

_log = structlog.get_logger("openpias.door")
# Spelt so by the official interface: the answer's and the request's header with the token.
TOKEN_NAME = "OSCP_RESPONSE"  # noqa: S105 - the name of a header
TOKEN_HEADER = "HTTP_OSCP_RESPONSE"  # noqa: S105 - the name of a header
TOO_MANY = 429
_CHALLENGE = {"WWW-Authenticate": 'Basic realm="OpenPIAS", charset="UTF-8"'}


def by_certificate(request: HttpRequest, shown: Callable[[HttpRequest], Shown] | None) -> Actor:
    """Return who shows both factors now: `shown` reads the certificate, without it that of TLS."""
    name, _ = _basic_pair(request.META.get("HTTP_AUTHORIZATION", ""))
    try:
        certificate = (shown or _shown)(request)
        actor = _basic_actor(request)
        if not credentials.is_current(actor):
            raise not_authenticated()
        account = Account.objects.get(pk=actor.account_id)
        factor = second_factor.port().factor_of(certificate, account=account, at=timezone.now())
        if isinstance(factor, Refusal):
            raise refused(factor)
    except Problem as problem:
        _note(name, problem)
        raise
    return credentials.actor_of(account, factor=factor)


def by_token(request: HttpRequest) -> Actor:
    """Return who calls with password, and with a token where one is due.

    One who must wait after ten wrong passwords writes nothing more.
    """
    name, _ = _basic_pair(request.META.get("HTTP_AUTHORIZATION", ""))
    try:
        actor = _basic_actor(request)
        return _with_token(request, actor) if second_factor.is_required() else actor
    except Problem as problem:
        _note(name, problem)
        raise


def not_authenticated() -> Problem:
    """Return the answer to somebody who is not known, or no longer."""
    return Problem(status=401, code="not-authenticated", headers=dict(_CHALLENGE))


def refused(refusal: StrEnum) -> Problem:
    """Return the answer to somebody whose certificate, or proof of it, does not open the door."""
    return Problem(status=401, code=refusal, headers=dict(_CHALLENGE))


def seconds_until(moment: datetime, *, at: datetime) -> int:
    """Return the whole seconds after which a moment has passed, as Retry-After says them."""
    return math.ceil((moment - at).total_seconds())


def _shown(request: HttpRequest) -> Shown:
    certificate = presented.certificate(request)
    if certificate is None:
        raise refused(Refusal.MISSING)
    shown = second_factor.port().examine(certificate, at=timezone.now())
    if isinstance(shown, Refusal):
        raise refused(shown)
    return shown


def _note(name: str, problem: Problem) -> None:
    """Write a refusal down; whoever has to wait is written down once, when the wait began."""
    _log.warning("access-refused", reason=problem.code)
    if problem.status == HTTPStatus.UNAUTHORIZED:
        operations.sign_in_failed(username=name, reason=problem.code, at=timezone.now())


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
    except credentials.FirstPasswordError as refusal:
        raise Problem(status=401, code=refusal.code, headers=dict(_CHALLENGE)) from None
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
