"""What does a specialist see of a case, and what is to be done next?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.core.calendar import dates
from openpias.pages import Link
from openpias.server.cards.domain.authorisations import MINUTES
from openpias.server.cards.domain.outcomes import CardProblem
from openpias.server.cards.operations import looking
from openpias.server.cards.permissions import Permission
from openpias.server.cards.queries import cases
from openpias.server.cards.queries.cards import CardView
from openpias.server.cards.queries.cases import CaseView
from openpias.server.cards.web import histories, labels, navigation, opening, progress
from openpias.server.cards.web.opening import CASE, actor_of, not_found
from openpias.server.platform.accounts import queries as accounts
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.clock import day_of
from openpias.server.platform.http.pages import render
from openpias.server.providers import api as providers
from openpias.server.registry.api import InsuredView

ERRORS = Mapping[str, str]
_NAMES = ("surname", "birth_date", "note", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """A case; without card and holder for whoever may not see holders."""

    case: CaseView
    card: CardView | None = None
    holder: InsuredView | None = None


@require_GET
@requires(Permission.READ_CASES, real=True)
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one case with its card, holder and steps."""
    return shown(request, str(public_id))


def shown(request: HttpRequest, public_id: str, *, errors: ERRORS | None = None) -> HttpResponse:
    """Show a case, with what was typed and what was wrong with it; each look is in the trail."""
    found = _opened(request, public_id)
    if found is CardProblem.REASON_REQUIRED:
        return opening.ask_reason(request, CASE, public_id)
    if not isinstance(found, _Opened):
        raise not_found()
    wrong = dict(errors or {})
    context = {
        **_facts(request, found),
        "typed": {name: request.POST.get(name, "") for name in _NAMES},
        "errors": wrong,
        "summary": list(wrong.items()),
    }
    trail = [Link(text=_("Cazuri de card"), href=navigation.CASES)]
    status = 422 if wrong else 200
    return render(request, "cards/case.html", context, status=status, breadcrumbs=trail)


def _opened(request: HttpRequest, public_id: str) -> _Opened | CardProblem | None:
    actor = actor_of(request)
    if not actor.may(Permission.OPEN_CARDS):
        case = cases.one(public_id, actor=actor)
        return _Opened(case=case) if case else None
    why = opening.reason_of(request, CASE, public_id)
    found = looking.open_case(public_id, actor=actor, at=timezone.now(), note=why)
    if isinstance(found, CardProblem):
        return found
    return _Opened(case=found.case, card=found.card, holder=found.holder)


def _facts(request: HttpRequest, found: _Opened) -> dict[str, Any]:
    actor, now, case = actor_of(request), timezone.now(), found.case
    provider = providers.registered(case.provider_code, today=day_of(now))
    how_far = progress.of(case, found.card, account=actor.account_id, now=now)
    events = found.card.history if found.card else ()
    acted = [each.account_id for each in case.steps] + [each.account_id for each in events]
    names = accounts.names_of(each for each in acted if each is not None)
    return {
        "case": case,
        "address": f"/carduri/cazuri/{case.public_id}",
        "kind": labels.kind(case.kind),
        "tag": labels.tag(case.status),
        "progress": how_far,
        "advice": progress.advice(case, found.card, how_far),
        "may_act": actor.may(Permission.HANDLE_CASES) and not how_far.is_over,
        "said": labels.said(case.identity),
        "phone": provider.phone if provider else "",
        "called_at": labels.clock(case.called_back_at) if case.called_back_at else "",
        "case_rows": _case_rows(case, phone=provider.phone if provider else ""),
        "holder_rows": _holder_rows(found),
        "cid": found.holder.cid if found.holder else "",
        "steps": histories.steps(case, names=names),
        "history": histories.events(events, names=names),
        "columns": histories.columns(),
        "press": labels.press(),
        "minutes": MINUTES,
        "until": labels.clock(how_far.until) if how_far.until else "",
    }


def _case_rows(case: CaseView, *, phone: str) -> list[dict[str, str]]:
    rows = [
        (_("Furnizorul"), f"{case.provider_name} ({case.provider_code})"),
        (_("Telefonul înregistrat"), phone or _("nu este înscris")),
        (_("Cum a venit"), labels.channel(case.channel)),
        (_("Terminalul"), case.terminal_name),
        (_("Deschis la"), labels.moment(case.opened_at)),
        (_("Preluat de"), case.taken_by_name or _("nimeni")),
        (_("Motivul refuzului"), case.reason),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _holder_rows(found: _Opened) -> list[dict[str, str]]:
    if found.holder is None or found.card is None:
        return []
    born = found.holder.birth_date
    card = found.card
    rows = [
        (_("Titularul"), found.holder.name),
        (_("Data nașterii"), dates.typed(born) if born else ""),
        (_("CID"), labels.masked(found.holder.cid)),
        (_("Numărul cardului"), labels.grouped(card.number)),
        (_("Starea cardului"), labels.state(card.state)),
        (_("Valabil până la"), dates.typed(card.valid_to) if card.valid_to else "–"),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]
