"""Which acts does a card allow in its state, and how is one done?

What is offered comes from the one transition table; each act has an address of its own.
"""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openpias.core.smartcard.life_cycle import TRANSITIONS, Act
from openpias.pages import Link
from openpias.server.cards.domain.outcomes import CardProblem
from openpias.server.cards.operations import cards as operations
from openpias.server.cards.operations.cards import SPECIALIST_ACTS
from openpias.server.cards.permissions import Permission
from openpias.server.cards.queries import cards
from openpias.server.cards.queries.cards import CardView
from openpias.server.cards.web import labels, opening
from openpias.server.cards.web.opening import CARD, actor_of, not_found, text_of
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render

SLUGS = {
    "inrolare": Act.ENROL,
    "expediere": Act.DISPATCH,
    "intoarcere": Act.RETURN,
    "predare": Act.DELIVER,
    "neconform": Act.REJECT,
    "date-gresite": Act.FIND_WRONG_DATA,
    "actualizare": Act.BEGIN_UPDATE,
    "actualizat": Act.END_UPDATE,
    "repunere": Act.REINSTATE,
    "repunere-inactiv": Act.REINSTATE_INACTIVE,
    "suspendare": Act.SUSPEND,
    "deces": Act.DIE,
}
GRAVE = frozenset({Act.DIE, Act.REINSTATE, Act.REINSTATE_INACTIVE})
REISSUE = "reemitere"


def offered(card: CardView) -> list[dict[str, str]]:
    """Return the acts that the transition table allows now, in the order of a card's life.

    A card that was never activated goes back to that, and no other: in ACTIVE nobody could activate it.
    """
    was_active = any(each.happening == Act.ACTIVATE for each in card.history)
    other = Act.REINSTATE_INACTIVE if was_active else Act.REINSTATE
    return [
        {"href": f"/carduri/registru/{card.public_id}/{slug}", "text": labels.act(act)}
        for slug, act in SLUGS.items()
        if act in SPECIALIST_ACTS and act is not other and (card.state, act) in TRANSITIONS
    ]


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_CARDS, resumes=True, real=True)
def light(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """Do an act that the next one can put right."""
    return _do(request, str(public_id), slug)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_CARDS, grave=True, resumes=True, real=True)
def grave(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """Do an act that opens a card, or ends it; the certificate was shown again."""
    return _do(request, str(public_id), slug)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHANGE_CARDS, resumes=True, real=True)
def reissue(request: HttpRequest, public_id: str) -> HttpResponse:
    """Propose a new card in the place of this one."""
    if request.method == "GET" or interrupted.is_back(request):
        return _form(request, str(public_id), REISSUE)
    answer = operations.reissue(
        str(public_id),
        note=text_of(request, "note"),
        request_key=opening.key_of(request),
        actor=actor_of(request),
        at=timezone.now(),
    )
    if isinstance(answer, CardProblem):
        return _refused(request, str(public_id), REISSUE, answer)
    opening.keep_reason(request, CARD, answer.card, text_of(request, "note"))
    return HttpResponseRedirect(f"/carduri/registru/{answer.card}")


def _do(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    if request.method == "GET" or interrupted.is_back(request):
        return _form(request, public_id, slug)
    answer = operations.change(
        public_id,
        SLUGS[slug],
        actor=actor_of(request),
        at=timezone.now(),
        reason=text_of(request, "reason", most=24),
        note=text_of(request, "note"),
        request_key=opening.key_of(request),
    )
    if isinstance(answer, CardProblem):
        return _refused(request, public_id, slug, answer)
    return HttpResponseRedirect(f"/carduri/registru/{public_id}")


def _refused(request: HttpRequest, public_id: str, slug: str, problem: CardProblem) -> HttpResponse:
    if problem is CardProblem.UNKNOWN:
        raise not_found()
    lacks_reason = slug == "suspendare" and request.POST.get("reason", "") == ""
    field = "reason" if lacks_reason else "note"
    return _form(request, public_id, slug, errors={field: opening.told(problem)})


def _form(
    request: HttpRequest, public_id: str, slug: str, *, errors: dict[str, str] | None = None
) -> HttpResponse:
    card = cards.one(public_id, actor=actor_of(request))
    if card is None:
        raise not_found()
    wrong = errors or {}
    heading = _("Reemiterea cardului") if slug == REISSUE else labels.act(SLUGS[slug])
    number = labels.grouped(card.number)
    context = {
        "heading": heading,
        "help": _help(slug),
        "number": number,
        "state": labels.state(card.state),
        "address": f"/carduri/registru/{public_id}",
        "slug": slug,
        "reasons": labels.suspensions() if slug == "suspendare" else [],
        "record": request.POST.get("record") or str(uuid.uuid4()),
        "typed": {name: request.POST.get(name, "") for name in ("reason", "note")},
        "errors": wrong,
        "summary": list(wrong.items()),
    }
    trail = [Link(text=number, href=f"/carduri/registru/{public_id}")]
    status = 422 if wrong else 200
    return render(request, "cards/card_act.html", context, status=status, breadcrumbs=trail)


def _help(slug: str) -> str:
    return {
        REISSUE: _("Se propune un card nou pentru același titular. Cardul vechi rămâne cum este."),
        "suspendare": _("Cardul nu mai poate fi folosit până când este repus sau reemis."),
        "deces": _("Cardul nu mai poate fi folosit niciodată. Operația nu se poate anula."),
        "repunere": _("Cardul merge din nou, cu PIN-ul pe care îl avea."),
        "repunere-inactiv": _("Cardul nu a fost activat: titularul îl activează la terminal."),
        "date-gresite": _("Cardul devine invalid (-5) până când este repus sau reemis."),
        "neconform": _("Cardul nu ajunge la titular; se poate reemite."),
        "inrolare": _("Valabilitatea cardului începe astăzi."),
    }.get(slug, "")
