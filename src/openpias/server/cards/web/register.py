"""Which cards has the house issued, and how is one found by the number that is said?"""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpias.core.calendar import dates
from openpias.core.smartcard.states import CardState
from openpias.server.cards.domain.outcomes import CardProblem
from openpias.server.cards.operations import cards as operations
from openpias.server.cards.operations import looking
from openpias.server.cards.operations.looking import Searched
from openpias.server.cards.permissions import Permission
from openpias.server.cards.queries import cards, visibility
from openpias.server.cards.queries.cards import CardRow
from openpias.server.cards.web import labels, navigation, opening
from openpias.server.cards.web.opening import CARD, actor_of, text_of
from openpias.server.cards.web.paging import addresses, number_of
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.registry.api import InsuredView


@require_GET
@requires(Permission.READ_REGISTER, real=True)
def collection(request: HttpRequest) -> HttpResponse:
    """List the cards of the house by state, without their holders."""
    return _page(request)


@require_http_methods(["GET", "POST"])
@requires(Permission.OPEN_CARDS, resumes=True, real=True)
def search(request: HttpRequest) -> HttpResponse:
    """Find a card by a whole card number, CID or CNP; the number never stands in an address."""
    if request.method == "GET" or interrupted.is_back(request):
        return _page(request)
    text, note = text_of(request, "number", most=60), text_of(request, "note")
    if not text:
        missing = _("Scrieți numărul cardului, CID-ul sau CNP-ul.")
        return _page(request, errors={"number": missing})
    found = looking.search(text, actor=actor_of(request), at=timezone.now(), note=note)
    if isinstance(found, CardProblem):
        return _page(request, errors={"note": opening.told(found)})
    for each in found.cards:
        opening.keep_reason(request, CARD, each.public_id, note)
    if len(found.cards) == 1:
        return HttpResponseRedirect(f"/carduri/registru/{found.cards[0].public_id}")
    if not found.cards and found.holder is None:
        nothing = _(
            "Niciun card al casei cu acest număr. Verificați cifrele; cardul poate fi al altei case."
        )
        return _page(request, errors={"number": nothing})
    return _page(request, found=found)


@require_POST
@requires(Permission.CHANGE_CARDS, real=True)
def propose(request: HttpRequest) -> HttpResponse:
    """Propose the first card of an insured person."""
    answer = operations.propose(
        request.POST.get("insured", "")[:60],
        request_key=opening.key_of(request),
        actor=actor_of(request),
        at=timezone.now(),
    )
    if isinstance(answer, CardProblem):
        return _page(request, errors={"number": opening.told(answer)})
    opening.keep_reason(request, CARD, answer.card, text_of(request, "note"))
    return HttpResponseRedirect(f"/carduri/registru/{answer.card}")


def _page(
    request: HttpRequest,
    *,
    errors: dict[str, str] | None = None,
    found: Searched | None = None,
) -> HttpResponse:
    actor, state = actor_of(request), _state(request)
    wrong = errors or {}
    page = cards.page(actor, state=state, number=number_of(request))
    chosen = str(state.value) if state else ""
    context = {
        "tabs": navigation.tabs(request),
        "may_search": actor.may(Permission.OPEN_CARDS),
        "may_propose": actor.may(Permission.CHANGE_CARDS),
        "asks_reason": visibility.asks_reason(actor),
        "typed": {name: request.POST.get(name, "") for name in ("number", "note")},
        "states": labels.states(),
        "state": chosen,
        "found": [_row(each) for each in found.cards] if found else [],
        "holder": _holder(found.holder) if found and found.holder else None,
        "record": str(uuid.uuid4()),
        "columns": _columns(),
        "rows": [_row(each) for each in page.rows],
        "total": page.total,
        "hrefs": addresses(navigation.REGISTER, {"stare": chosen}, pages=page.pages),
        "page_number": page.number,
        "errors": wrong,
        "summary": list(wrong.items()),
    }
    return render(request, "cards/register.html", context, status=422 if wrong else 200)


def _state(request: HttpRequest) -> CardState | None:
    known = {str(each.value): each for each in CardState}
    return known.get(request.GET.get("stare", ""))


def _columns() -> list[dict[str, object]]:
    texts = (_("Numărul cardului"), _("Starea"), _("Valabil până la"), _("Casa"))
    return [{"text": text, "nowrap": place in {0, 2}} for place, text in enumerate(texts)]


def _row(card: CardRow) -> list[object]:
    state = labels.state(card.state)
    return [
        {"text": labels.grouped(card.number), "href": f"/carduri/registru/{card.public_id}"},
        f"{state} ({_('înlocuit')})" if card.is_replaced else state,
        dates.typed(card.valid_to) if card.valid_to else "–",
        card.house,
    ]


def _holder(holder: InsuredView) -> dict[str, str]:
    return {
        "insured": holder.public_id,
        "name": holder.name,
        "born": dates.typed(holder.birth_date) if holder.birth_date else "–",
    }
