"""How does an operation name a file, and how does a program fetch it?

The answer is an address and a size. The address is signed and holds what the file is made from, for
whom and of which content: nothing is stored, it ends by itself, and it ends at once when the file
would be another one by now. It is fetched with the same credentials as the call that named it
(specification 3.7.30, 5.1.3).
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from openpias.interop.soap.values import LOCAL, Values
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door_for_programs import requires_basic
from openpias.server.platform.accounts.marks import require
from openpias.server.platform.http.problems import Problem
from openpias.server.platform.soap.handlers import Asked
from openpias.server.platform.soap.permissions import Permission

PATH = "svapntws/files/"
_SALT = "openpias-download"
_DIGEST = 16
# For whom a file is, what it holds, and the moment that it says it was made at.
Make = Callable[[Mapping[str, str], Actor, datetime], bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Who makes files of a kind, always the same octets from the same arguments while nothing changed.

    `make` gets its arguments, who asks, and the moment at which the file was first named; it
    returns the octets, or None where there is nothing to make any more. `permission` is asked for
    again when the file is fetched.
    """

    permission: str
    make: Make


_makers: dict[str, Maker] = {}


def register(kind: str, maker: Maker) -> None:
    """Add a kind of file. Repeating it is harmless."""
    _makers[kind] = maker


def offered(asked: Asked, *, kind: str, arguments: Mapping[str, str]) -> Values | None:
    """Return address and size of a file for whoever asked; None where there is nothing to make.

    The moment of the call, to the second, is the one that the file says it was made at.
    """
    made = int(asked.at.timestamp())
    content = _makers[kind].make(arguments, asked.actor, _moment(made))
    if content is None:
        return None
    token = signing.dumps(
        {
            "kind": kind,
            "arguments": dict(arguments),
            "provider": asked.actor.provider.code,
            "made": made,
            "digest": _digest(content),
        },
        salt=_SALT,
        compress=True,
    )
    return f"{asked.origin}/{PATH}{token}", str(len(content))


def _moment(seconds: int) -> datetime:
    """Return a moment on the clock in Romania, so that it is written alike each time."""
    return datetime.fromtimestamp(seconds, LOCAL)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_DIGEST]


@require_GET
@requires_basic(Permission.CALL)
def download(request: HttpRequest, token: str) -> HttpResponse:
    """Answer the file behind an address, to the provider for whom it was named."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    named = _named(token, actor=actor)
    maker = _makers[named["kind"]]
    require(maker.permission, actor=actor)
    content = maker.make(named["arguments"], actor, _moment(named["made"]))
    if content is None or _digest(content) != named["digest"]:
        raise Problem(status=410, code="download-ended")
    return HttpResponse(content, content_type="application/zip")


def _named(token: str, *, actor: Actor) -> dict[str, Any]:
    try:
        named: dict[str, Any] = signing.loads(token, salt=_SALT, max_age=settings.DOWNLOAD_SECONDS)
    except signing.SignatureExpired:
        raise Problem(status=410, code="download-ended") from None
    except signing.BadSignature:
        raise Problem(status=404, code="not-found") from None
    if named["provider"] != actor.provider.code:
        raise Problem(status=404, code="not-found")
    return named
