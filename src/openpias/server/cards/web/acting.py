"""Which acts does a specialist do on a case? One address each, so that each button is one act."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from openpias.server.cards.domain import identity
from openpias.server.cards.domain.outcomes import CaseProblem
from openpias.server.cards.enums import Identity
from openpias.server.cards.operations import handling
from openpias.server.cards.operations.handling import MOST_COMPARISONS, Handled
from openpias.server.cards.permissions import Permission
from openpias.server.cards.queries import cases
from openpias.server.cards.web.case_page import shown
from openpias.server.cards.web.opening import CASE, actor_of, not_found, reason_of, text_of, told
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires


@require_POST
@requires(Permission.HANDLE_CASES, real=True)
def take(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the case into one's hands."""
    why = reason_of(request, CASE, str(public_id))
    answer = handling.take(str(public_id), actor=actor_of(request), at=timezone.now(), note=why)
    return _answered(request, public_id, answer)


@require_POST
@requires(Permission.HANDLE_CASES, real=True)
def call_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note that the provider was called back."""
    why = reason_of(request, CASE, str(public_id))
    answer = handling.call_back(
        str(public_id), actor=actor_of(request), at=timezone.now(), note=why
    )
    return _answered(request, public_id, answer)


@require_POST
@requires(Permission.HANDLE_CASES, resumes=True, real=True)
def compare(request: HttpRequest, public_id: str) -> HttpResponse:
    """Compare the name and birth date that the provider says with the holder's."""
    if interrupted.is_back(request):
        return shown(request, str(public_id))
    surname, born = text_of(request, "surname"), identity.day(text_of(request, "birth_date"))
    errors = {}
    if not surname:
        errors["surname"] = _("Scrieți numele de familie spus de furnizor.")
    if born is None:
        errors["birth_date"] = _("Scrieți data nașterii ca zi-luna-an, de exemplu 24-02-1982.")
    if errors:
        return _again(request, public_id, errors)
    answer = handling.compare(
        str(public_id),
        surname=surname,
        birth_date=born,
        actor=actor_of(request),
        at=timezone.now(),
        note=reason_of(request, CASE, str(public_id)),
    )
    if answer is Identity.DIFFERS:
        return _again(request, public_id, {"surname": _differs(request, str(public_id))})
    if isinstance(answer, CaseProblem):
        return _refused(request, public_id, answer, field="surname")
    return _back(public_id)


@require_POST
@requires(Permission.HANDLE_CASES, grave=True, resumes=True, real=True)
def unblock(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the provider reset and change the PIN, after the certificate was shown again."""
    if interrupted.is_back(request):
        return shown(request, str(public_id))
    why = reason_of(request, CASE, str(public_id))
    answer = handling.unblock(str(public_id), actor=actor_of(request), at=timezone.now(), note=why)
    return _answered(request, public_id, answer, field="unblock")


@require_POST
@requires(Permission.HANDLE_CASES, grave=True, resumes=True, real=True)
def reinstate(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let an invalid card work again, after the certificate was shown again."""
    if interrupted.is_back(request):
        return shown(request, str(public_id))
    answer = handling.reinstate(
        str(public_id), note=text_of(request, "note"), actor=actor_of(request), at=timezone.now()
    )
    return _answered(request, public_id, answer, field="note")


@require_POST
@requires(Permission.HANDLE_CASES, resumes=True, real=True)
def refuse(request: HttpRequest, public_id: str) -> HttpResponse:
    """Refuse the case with a reason that the provider reads."""
    if interrupted.is_back(request):
        return shown(request, str(public_id))
    answer = handling.refuse(
        str(public_id),
        reason=text_of(request, "reason"),
        actor=actor_of(request),
        at=timezone.now(),
    )
    return _answered(request, public_id, answer, field="reason")


def _differs(request: HttpRequest, public_id: str) -> str:
    case = cases.one(public_id, actor=actor_of(request))
    return _(
        "Numele sau data nașterii nu se potrivesc cu titularul (încercarea %(count)s din %(most)s). "
        "Întrebați din nou, literă cu literă, sau refuzați cazul."
    ) % {"count": case.wrong_comparisons if case else MOST_COMPARISONS, "most": MOST_COMPARISONS}


def _answered(
    request: HttpRequest, public_id: str, answer: Handled | CaseProblem, *, field: str = ""
) -> HttpResponse:
    if isinstance(answer, CaseProblem):
        return _refused(request, public_id, answer, field=field)
    return _back(public_id)


def _refused(
    request: HttpRequest, public_id: str, problem: CaseProblem, *, field: str
) -> HttpResponse:
    if problem is CaseProblem.UNKNOWN:
        raise not_found()
    return _again(request, public_id, {field: told(problem)})


def _again(request: HttpRequest, public_id: str, errors: Mapping[str, str]) -> HttpResponse:
    return shown(request, str(public_id), errors=errors)


def _back(public_id: str) -> HttpResponse:
    return HttpResponseRedirect(f"/carduri/cazuri/{public_id}")
