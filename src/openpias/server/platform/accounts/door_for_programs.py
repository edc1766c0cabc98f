"""Which programs may call this route? A view for them wears one of these marks."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from openpias.server.platform.accounts import credentials, entering, second_factor
from openpias.server.platform.accounts.entering import not_authenticated
from openpias.server.platform.accounts.marks import marked, require
from openpias.server.platform.accounts.second_factor import Shown


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
            actor = entering.by_token(request)
            # A token's round trip has looked at the account too.
            checked = checked_later or second_factor.is_required()
            if not checked and not credentials.is_current(actor):
                raise not_authenticated()
            # Known before it is refused: the refusal names the contact of the actor's house.
            request.actor = actor  # type: ignore[attr-defined]
            require(permission, actor=actor)
            return view(request, *args, **kwargs)

        guarded.csrf_exempt = True  # type: ignore[attr-defined]
        return marked(guarded, permission=permission)

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
            actor = entering.by_certificate(request, shown)
            # Known before it is refused: the refusal names the contact of the actor's house.
            request.actor = actor  # type: ignore[attr-defined]
            require(permission, actor=actor)
            return view(request, *args, **kwargs)

        guarded.csrf_exempt = True  # type: ignore[attr-defined]
        return marked(guarded, permission=permission)

    return decorate
