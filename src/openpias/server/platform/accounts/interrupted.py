"""How does a form survive the end of its session?

What was typed waits in the new session, for the account whose session ended and for nobody else,
and comes back after the next sign-in. An unknown visitor can leave nothing here.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from openpias.server.platform.accounts.models import OpenSession

KEPT_FIELD = "_kept"
_KEY = "interrupted"
_LARGEST = 64 * 1024
_OURS = frozenset({"csrfmiddlewaretoken", KEPT_FIELD})


@dataclass(frozen=True, slots=True, kw_only=True)
class InterruptedForm:
    """Where a form was sent, and its fields in their order; files are not among them."""

    path: str
    fields: tuple[tuple[str, str], ...]


def keep(request: HttpRequest, *, account_id: int | None = None) -> bool:
    """Keep a POST that met no session; return whether it will come back."""
    owner = account_id if account_id is not None else _former_account(request)
    if request.method != "POST" or owner is None:
        return False
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in _OURS and isinstance(value, str)
    ]
    if sum(len(name) + len(value) for name, value in fields) > _LARGEST:
        return False
    request.session[_KEY] = {"owner": owner, "path": request.path, "fields": fields}
    return True


def take(request: HttpRequest, *, account_id: int) -> InterruptedForm | None:
    """Return what this account left, once; what another account left is dropped."""
    kept = request.session.pop(_KEY, None)
    if kept is None or kept["owner"] != account_id:
        return None
    fields = tuple((name, value) for name, value in kept["fields"])
    return InterruptedForm(path=kept["path"], fields=fields)


def waits(request: HttpRequest) -> bool:
    """Tell whether something was left."""
    return _KEY in request.session


def is_back(request: HttpRequest) -> bool:
    """Tell whether this is a form that came back: it is to be shown filled, and not to be carried out."""
    return request.method == "POST" and KEPT_FIELD in request.POST


def _former_account(request: HttpRequest) -> int | None:
    """Return whose session the cookie named; its row outlives it by some hours."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    row = OpenSession.objects.filter(session_key=key).values_list("account_id").first()
    return row[0] if row else None
