"""Who asks about a card or a case, and why, where a reason is due?

Whoever sees every house says why they open something; the reason is kept for their session.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from openpias.server.cards.permissions import Permission
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door import requires_any
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.problems import Problem

CASE, CARD, RESETS = "caz", "card", "resetari"
_KEY, _MOST, _LONGEST = "card-reasons", 50, 300
_PLACES = {
    CASE: "/carduri/cazuri/{}",
    CARD: "/carduri/registru/{}",
    RESETS: "/carduri/resetari",
}


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks; practice mode is refused, because every card here is somebody's."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.practice:
        raise Problem(status=403, code="cards-not-in-practice")
    return actor


def not_found() -> Problem:
    """Return the answer to an address that means nothing to whoever asks."""
    return Problem(status=404, code="not-found")


def text_of(request: HttpRequest, name: str, *, most: int = _LONGEST) -> str:
    """Return what was typed into a field on one line, without what a database cannot hold."""
    typed = " ".join(request.POST.get(name, "").split())
    return "".join(each for each in typed if each.isprintable())[:most]


def digits_of(request: HttpRequest, name: str) -> str:
    """Return a number as it was typed, without blanks and hyphens."""
    return text_of(request, name, most=60).replace(" ", "").replace("-", "")


def key_of(request: HttpRequest) -> str:
    """Return the key that the form drew, so that the button pressed twice acts once."""
    try:
        return str(uuid.UUID(request.POST.get("record", "")))
    except ValueError:
        raise Problem(status=400, code="bad-request") from None


def reason_of(request: HttpRequest, what: str, reference: str = "") -> str:
    """Return why this was opened in this session; empty where nobody was asked."""
    kept: Mapping[str, str] = request.session.get(_KEY, {})
    return kept.get(f"{what}/{reference}", "")


def keep_reason(request: HttpRequest, what: str, reference: str, said: str) -> None:
    """Keep why something is opened, for this session."""
    kept = {**request.session.get(_KEY, {}), f"{what}/{reference}": said}
    request.session[_KEY] = dict(list(kept.items())[-_MOST:])


def ask_reason(
    request: HttpRequest, what: str, reference: str = "", *, error: str = ""
) -> HttpResponse:
    """Ask why something of another house is opened."""
    errors = {"reason": error} if error else {}
    context: dict[str, Any] = {
        "what": what,
        "reference": reference,
        "errors": errors,
        "summary": list(errors.items()),
    }
    return render(request, "cards/reason.html", context, status=422 if error else 200)


@require_POST
@requires_any(Permission.OPEN_CARDS, Permission.HANDLE_CASES, real=True)
def say_reason(request: HttpRequest) -> HttpResponse:
    """Keep the reason, and lead to what was to be opened."""
    what, reference = request.POST.get("what", ""), request.POST.get("reference", "")
    if what not in _PLACES or not _is_reference(what, reference):
        raise not_found()
    said = text_of(request, "reason")
    if not said:
        return ask_reason(request, what, reference, error=_("Scrieți de ce deschideți."))
    keep_reason(request, what, reference, said)
    return HttpResponseRedirect(_PLACES[what].format(reference))


def _is_reference(what: str, text: str) -> bool:
    if what == RESETS:
        return not text
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def told(problem: str) -> str:
    """Return what a refusal says to people."""
    if problem == "reason-required":
        return _("Scrieți motivul.")
    return describe(problem).practice
