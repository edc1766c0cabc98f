"""How does one open the record of somebody whom another provider registered?

Unknown and not allowed look alike. A record that was opened stays open for this session.
Name and birth date alone open nothing: that somebody is there, masked, is all that they show.
"""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.problems import Problem
from openpias.server.registry.domain.outcomes import Candidate
from openpias.server.registry.operations import lookups, name_look_ups
from openpias.server.registry.operations.lookups import Proof, ReasonRequired, TooManyLookups
from openpias.server.registry.permissions import Permission
from openpias.server.registry.web import labels
from openpias.server.registry.web.persons import OPENED_KEY
from openpias.server.registry.web.registering import card
from openpias.server.registry.web.verification import SCANNER_POLICY

ERASED_KEY = "erased"
FIELDS = (
    "code",
    "number",
    "number_birth_date",
    "document_number",
    "surname",
    "given_name",
    "birth_date",
    "reason",
)


@require_http_methods(["GET", "POST"])
@requires(Permission.LOOK_UP)
def search(request: HttpRequest) -> HttpResponse:
    """Show the three ways to prove that one has the person or the slip at hand, and open it."""
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    if request.method == "GET":
        return _page(request, typed, {})
    malformed = _malformed_dates(typed)
    if malformed:
        return _page(request, typed, malformed)
    proof = _proof(typed)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        if proof is None:
            return _by_name(request, typed, actor=actor)
        person = lookups.open_person(proof, reason=typed["reason"], actor=actor, at=timezone.now())
    except ReasonRequired:
        return _page(request, typed, {"reason": describe("reason-required").practice})
    except TooManyLookups as refusal:
        headers = {"Retry-After": str(refusal.seconds)}
        raise Problem(status=429, code="too-many-lookups", headers=headers) from None
    if person is None:
        return _page(request, typed, {_field(typed): _not_found()})
    opened: dict[str, str] = request.session.get(OPENED_KEY, {})
    request.session[OPENED_KEY] = {**opened, person.public_id: typed["reason"]}
    return HttpResponseRedirect(f"/persoane/{person.public_id}")


def _proof(typed: dict[str, str]) -> Proof | None:
    if typed["code"]:
        return Proof(code=typed["code"])
    if typed["number"]:
        return Proof(number=typed["number"], birth_date=typed["number_birth_date"])
    if typed["document_number"] and typed["surname"] and typed["birth_date"]:
        return Proof(
            document_number=typed["document_number"],
            surname=typed["surname"],
            given_name=typed["given_name"],
            birth_date=typed["birth_date"],
        )
    return None


def _by_name(request: HttpRequest, typed: dict[str, str], *, actor: Actor) -> HttpResponse:
    """Show, masked, whether somebody of this name and birth date is in the register."""
    birth = dates.parse(typed["birth_date"])
    if not typed["surname"] or isinstance(birth, DateProblem):
        return _page(request, typed, _missing(typed))
    shown = name_look_ups.masked(
        surname=typed["surname"],
        given_name=typed["given_name"],
        birth=birth,
        reason=typed["reason"],
        actor=actor,
        at=timezone.now(),
    )
    if not shown:
        return _page(request, typed, {"surname": _not_found()})
    return _page(request, typed, {}, shown=shown)


def _missing(typed: dict[str, str]) -> dict[str, str]:
    """Return what the third way still needs once it was begun, or that nothing was typed."""
    if not any(typed[name] for name in ("document_number", "surname", "given_name", "birth_date")):
        nothing = _("Citiți codul fișei, ori scrieți numărul sau documentul, cu data nașterii.")
        return {"code": nothing}
    required = describe("required").practice
    return {name: required for name in ("birth_date", "surname") if not typed[name]}


def _malformed_dates(typed: dict[str, str]) -> dict[str, str]:
    """Return what is wrong with dates that are none; an empty one may be left out."""
    parsed = {
        name: dates.parse(typed[name])
        for name in ("number_birth_date", "birth_date")
        if typed[name]
    }
    return {
        name: describe(problem).practice
        for name, problem in parsed.items()
        if isinstance(problem, DateProblem)
    }


def _not_found() -> str:
    return _(
        "Nu am găsit o persoană cu aceste date. Verificați-le literă cu literă, după document."
    )


def _field(typed: dict[str, str]) -> str:
    return next(name for name in ("code", "number", "document_number") if typed[name])


def _page(
    request: HttpRequest,
    typed: dict[str, str],
    errors: dict[str, str],
    *,
    shown: Sequence[Candidate] = (),
) -> HttpResponse:
    context = {
        "erased": request.session.pop(ERASED_KEY, False),
        "typed": typed,
        "candidates": [card(candidate) for candidate in shown],
        "labels": labels.field_labels(),
        "reasons": labels.reasons(),
        "errors": errors,
        "summary": list(errors.items()),
    }
    response = render(request, "registry/search.html", context, status=422 if errors else 200)
    response.headers["Content-Security-Policy"] = SCANNER_POLICY
    return response
