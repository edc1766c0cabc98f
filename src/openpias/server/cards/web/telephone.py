"""How does a specialist open a case for a provider that telephones?"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openpias.core.contracts.management_unit import CaseKind
from openpias.pages import Choice
from openpias.server.cards.domain.outcomes import CaseProblem
from openpias.server.cards.operations import telephone as operations
from openpias.server.cards.operations.telephone import OpenedByTelephone, OtherHouse, TelephoneCase
from openpias.server.cards.permissions import Permission
from openpias.server.cards.queries import desks, visibility
from openpias.server.cards.queries.desks import HouseDesk
from openpias.server.cards.web import labels, navigation, numbers, opening
from openpias.server.cards.web.opening import CASE, actor_of, text_of
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.clock import day_of
from openpias.server.platform.http.pages import render
from openpias.server.providers import api as providers
from openpias.server.providers.api import RegisteredProvider

_NAMES = ("provider", "provider_code", "kind", "cid", "card_number", "note")
_FIELDS = {
    CaseProblem.REASON_REQUIRED: "note",
    CaseProblem.CID_REQUIRED: "cid",
    CaseProblem.CARD_NUMBER_REQUIRED: "card_number",
    CaseProblem.CARD_MISMATCH: "card_number",
    CaseProblem.PROVIDER_UNKNOWN: "provider",
    CaseProblem.NO_PHONE: "provider",
}


@dataclass(slots=True, kw_only=True)
class _Typed:
    """What was typed, whom it may mean, and what was wrong with it."""

    values: dict[str, str]
    found: Sequence[RegisteredProvider] = ()
    errors: dict[str, str] = field(default_factory=dict)
    other: HouseDesk | None = None

    @property
    def provider(self) -> str:
        """Return the fiscal code of the caller; empty while it may be several."""
        chosen = [each.code for each in self.found if each.code == self.values["provider_code"]]
        if len(self.found) == 1:
            return self.found[0].code
        return chosen[0] if chosen else ""


@require_http_methods(["GET", "POST"])
@requires(Permission.HANDLE_CASES, resumes=True, real=True)
def enter(request: HttpRequest) -> HttpResponse:
    """Ask who calls and about which card; a card of another house is told with that house's number."""
    typed = _Typed(values={name: text_of(request, name) for name in _NAMES})
    if request.method == "GET" or interrupted.is_back(request):
        return _page(request, typed)
    _judge(request, typed)
    if typed.errors:
        return _page(request, typed)
    values = typed.values
    said = TelephoneCase(
        kind=CaseKind(values["kind"]),
        provider=typed.provider,
        cid=opening.digits_of(request, "cid"),
        card_number=opening.digits_of(request, "card_number"),
    )
    answer = operations.open_case(
        said, actor=actor_of(request), at=timezone.now(), note=values["note"]
    )
    return _answered(request, typed, answer)


def _judge(request: HttpRequest, typed: _Typed) -> None:
    values, errors = typed.values, typed.errors
    typed.found = providers.found(values["provider"], today=day_of(timezone.now()))
    if not values["provider"]:
        errors["provider"] = _("Scrieți codul fiscal sau numele furnizorului care sună.")
    elif not typed.found:
        errors["provider"] = opening.told(CaseProblem.PROVIDER_UNKNOWN)
    elif not typed.provider:
        errors["provider_code"] = _("Sunt mai mulți furnizori cu acest nume: alegeți-l.")
    if values["kind"] not in set(CaseKind):
        errors["kind"] = _("Alegeți ce arată cardul.")
    errors |= numbers.errors(request)


def _answered(
    request: HttpRequest, typed: _Typed, answer: OpenedByTelephone | OtherHouse | CaseProblem
) -> HttpResponse:
    if isinstance(answer, OpenedByTelephone):
        if typed.values["note"]:
            opening.keep_reason(request, CASE, answer.case, typed.values["note"])
        return HttpResponseRedirect(f"/carduri/cazuri/{answer.case}")
    if isinstance(answer, OtherHouse):
        typed.other = desks.desk(answer.house)
        return _page(request, typed)
    by_kind = "cid" if typed.values["kind"] == CaseKind.BLOCKED else "card_number"
    typed.errors[_FIELDS.get(answer, by_kind)] = opening.told(answer)
    return _page(request, typed)


def _page(request: HttpRequest, typed: _Typed) -> HttpResponse:
    errors = {name: typed.errors[name] for name in _NAMES if name in typed.errors}
    context = {
        "tabs": navigation.tabs(request),
        "typed": typed.values,
        "kinds": labels.kinds(),
        "found": _choices(typed.found) if len(typed.found) > 1 else [],
        "other": typed.other,
        "asks_reason": visibility.asks_reason(actor_of(request)),
        "errors": errors,
        "summary": list(errors.items()),
    }
    return render(request, "cards/telephone.html", context, status=422 if errors else 200)


def _choices(found: Sequence[RegisteredProvider]) -> list[Choice]:
    return [
        Choice(value=each.code, text=each.name, hint=f"{each.code} · {', '.join(each.houses)}")
        for each in found
    ]
