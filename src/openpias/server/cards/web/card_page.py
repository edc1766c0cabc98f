"""What does a specialist see of one card, and what may be done with it in its state?"""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openpias.core.calendar import dates
from openpias.core.smartcard.life_cycle import may_reissue
from openpias.core.smartcard.states import CardState
from openpias.pages import Link
from openpias.server.cards.domain.outcomes import CardProblem
from openpias.server.cards.operations import looking, replacement_certificates
from openpias.server.cards.operations.looking import OpenedCard
from openpias.server.cards.operations.replacement_certificates import DAYS
from openpias.server.cards.permissions import Permission
from openpias.server.cards.queries import cards
from openpias.server.cards.queries.cards import CardView
from openpias.server.cards.web import card_acts, histories, labels, navigation, opening
from openpias.server.cards.web.opening import CARD, actor_of, not_found
from openpias.server.platform.accounts import queries as accounts
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.registry.api import InsuredView

_WITH_A_CARD = frozenset({CardState.ACTIVE, CardState.DECEASED})


@require_GET
@requires(Permission.READ_REGISTER, real=True)
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a card with its holder and history."""
    return shown(request, str(public_id))


@require_POST
@requires(Permission.CHANGE_CARDS, real=True)
def issue_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """Issue the paper that stands for the card, once for a press of the button."""
    answer = replacement_certificates.issue(
        str(public_id),
        request_key=opening.key_of(request),
        actor=actor_of(request),
        at=timezone.now(),
        note=opening.reason_of(request, CARD, str(public_id)),
    )
    if answer is CardProblem.UNKNOWN:
        raise not_found()
    if isinstance(answer, CardProblem):
        return shown(request, str(public_id), errors={"paper": opening.told(answer)})
    return HttpResponseRedirect(f"/carduri/registru/{public_id}#adeverinte")


def shown(
    request: HttpRequest, public_id: str, *, errors: dict[str, str] | None = None
) -> HttpResponse:
    """Show a card; each look is in the trail. Whoever may not see holders sees the card alone."""
    actor, wrong = actor_of(request), errors or {}
    if not actor.may(Permission.OPEN_CARDS):
        return _page(request, cards.one(public_id, actor=actor), None, wrong)
    why = opening.reason_of(request, CARD, public_id)
    found = looking.open_card(public_id, actor=actor, at=timezone.now(), note=why)
    if found is CardProblem.REASON_REQUIRED:
        return opening.ask_reason(request, CARD, public_id)
    if not isinstance(found, OpenedCard):
        raise not_found()
    return _page(request, found.card, found.holder, wrong)


def _page(
    request: HttpRequest,
    card: CardView | None,
    holder: InsuredView | None,
    errors: dict[str, str],
) -> HttpResponse:
    if card is None:
        raise not_found()
    may_change = actor_of(request).may(Permission.CHANGE_CARDS)
    names = accounts.names_of(each.account_id for each in card.history if each.account_id)
    context: dict[str, Any] = {
        "card": card,
        "number": labels.grouped(card.number),
        "state": labels.state(card.state),
        "rows": _rows(card, holder),
        "cid": holder.cid if holder else "",
        "acts": card_acts.offered(card) if may_change else [],
        "may_reissue": may_change and may_reissue(card.state) and not card.replaced_by,
        "may_issue_paper": may_change and card.state not in _WITH_A_CARD,
        "may_print": holder is not None,
        "days": DAYS,
        "record": str(uuid.uuid4()),
        "papers": [
            {
                "href": f"/carduri/adeverinte/{each.public_id}.pdf",
                "number": each.number,
                "period": f"{dates.typed(each.valid_from)} – {dates.typed(each.valid_to)}",
            }
            for each in card.papers
        ],
        "columns": histories.columns(),
        "history": histories.events(card.history, names=names),
        "errors": errors,
        "summary": list(errors.items()),
    }
    trail = [Link(text=_("Registrul cardurilor"), href=navigation.REGISTER)]
    status = 422 if errors else 200
    return render(request, "cards/card.html", context, status=status, breadcrumbs=trail)


def _rows(card: CardView, holder: InsuredView | None) -> list[dict[str, str]]:
    period = ""
    if card.valid_from and card.valid_to:
        period = f"{dates.typed(card.valid_from)} – {dates.typed(card.valid_to)}"
    born = holder.birth_date if holder else None
    rows = [
        (_("Starea"), labels.state(card.state)),
        (_("Titularul"), holder.name if holder else ""),
        (_("Data nașterii"), dates.typed(born) if born else ""),
        (_("CID"), labels.masked(holder.cid) if holder else ""),
        (_("Casa emitentă"), card.house),
        (_("Valabilitatea"), period or _("încă nu este valabil")),
        (_("Resetări și schimbări de PIN"), f"{card.resets} / {card.pin_changes}"),
    ]
    if card.must_change:
        rows.append((_("PIN-ul"), _("cardul cere PIN nou; până atunci nu permite altceva")))
    return [{"key": key, "value": value} for key, value in rows if value]
