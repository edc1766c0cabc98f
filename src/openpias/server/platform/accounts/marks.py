"""What does a view say of itself: who may pass, or why everybody may?

Every view wears exactly one mark; a test walks all routes and fails on one without.
"""

from collections.abc import Callable
from typing import Protocol

from django.http import HttpResponse
from django.utils import timezone

from openpias.server.platform.accounts import operations
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.http.problems import Problem


class Marked(Protocol):
    """A view that says who may use it."""

    permission: str | None
    public_reason: str | None
    grave: bool


def marked(
    view: Callable[..., HttpResponse],
    *,
    permission: str | None = None,
    public_reason: str | None = None,
    grave: bool = False,
) -> Callable[..., HttpResponse]:
    """Return the view with its mark."""
    view.permission = permission  # type: ignore[attr-defined]
    view.public_reason = public_reason  # type: ignore[attr-defined]
    view.grave = grave  # type: ignore[attr-defined]
    return view


def require(permission: str, *, actor: Actor) -> None:
    """Refuse whoever lacks the permission, and write it to the trail: it may be a search for gaps."""
    if not actor.may(permission):
        operations.access_refused(permission=permission, actor=actor, at=timezone.now())
        raise Problem(status=403, code="not-allowed")
