"""How does a house add a contract of a known provider, and end one before its day?"""

import uuid
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from openpias.core.calendar import dates
from openpias.core.findings import Finding
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.http.pages import render
from openpias.server.providers.domain.contract_inputs import ContractInput, EarlyEndInput
from openpias.server.providers.domain.outcomes import RecordUnknown, Saved
from openpias.server.providers.domain.scope import house_of
from openpias.server.providers.operations import contracts as operations
from openpias.server.providers.permissions import Permission
from openpias.server.providers.queries.providers import ContractView, ProviderView
from openpias.server.providers.web import forms, labels
from openpias.server.providers.web.opening import address, not_found, opened, trail

_TEXTS = ("house", "contract_number", "valid_from", "valid_to")


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PROVIDERS, resumes=True, real=True)
def add(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Add a contract, as a renewal."""
    provider = opened(request, public_id)
    if request.method == "GET":
        own = house_of(actor_of(request)) or next((each.house for each in provider.contracts), "")
        return _contract_form(request, provider, ContractInput(house=own))
    typed = ContractInput(**{name: request.POST.get(name, "") for name in _TEXTS})
    if interrupted.is_back(request):
        return _contract_form(request, provider, typed)
    try:
        answer = operations.add(
            typed, provider=public_id, actor=actor_of(request), at=timezone.now()
        )
    except RecordUnknown:
        raise not_found() from None
    if isinstance(answer, Saved):
        return HttpResponseRedirect(f"{address(provider)}#contracts")
    return _contract_form(request, provider, typed, findings=answer.findings)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PROVIDERS, resumes=True, real=True)
def end(request: HttpRequest, public_id: uuid.UUID, contract: uuid.UUID) -> HttpResponse:
    """End a contract before its day."""
    provider = opened(request, public_id)
    found = _found(provider, contract)
    if request.method == "GET":
        return _end_form(request, provider, found, EarlyEndInput(), seen=found.version)
    typed, seen = _typed_end(request), forms.seen(request)
    if interrupted.is_back(request):
        return _end_form(request, provider, found, typed, seen=seen)
    try:
        answer = operations.end_early(
            typed,
            provider=public_id,
            contract=contract,
            seen=seen,
            actor=actor_of(request),
            at=timezone.now(),
        )
    except RecordUnknown:
        raise not_found() from None
    if isinstance(answer, Saved):
        return HttpResponseRedirect(f"{address(provider)}#contracts")
    return _end_form(request, provider, found, typed, seen=seen, findings=answer.findings)


def _contract_form(
    request: HttpRequest,
    provider: ProviderView,
    typed: ContractInput,
    *,
    findings: Iterable[Finding] = (),
) -> HttpResponse:
    errors, names = forms.errors_of(findings), labels.fields()
    context = {
        "provider": provider,
        "typed": typed,
        "labels": names,
        "houses": labels.houses(only=house_of(actor_of(request))),
        "errors": errors,
        "summary": forms.summary_of(errors, names),
    }
    return render(
        request,
        "providers/contract.html",
        context,
        status=422 if errors else 200,
        breadcrumbs=trail(provider),
    )


def _end_form(
    request: HttpRequest,
    provider: ProviderView,
    contract: ContractView,
    typed: EarlyEndInput,
    *,
    seen: int,
    findings: Iterable[Finding] = (),
) -> HttpResponse:
    errors, names = forms.errors_of(findings), labels.early_end_fields()
    context = {
        "provider": provider,
        "contract": contract,
        "first": dates.typed(contract.valid_from),
        "last": dates.typed(contract.valid_to),
        "typed": typed,
        "seen": seen,
        "labels": names,
        "labels_of_contract": labels.fields(),
        "errors": errors,
        "summary": forms.summary_of(errors, names),
    }
    return render(
        request,
        "providers/contract_end.html",
        context,
        status=422 if errors else 200,
        breadcrumbs=trail(provider),
    )


def _found(provider: ProviderView, contract: uuid.UUID) -> ContractView:
    for each in provider.contracts:
        if each.public_id == str(contract):
            return each
    raise not_found()


def _typed_end(request: HttpRequest) -> EarlyEndInput:
    return EarlyEndInput(
        valid_to=request.POST.get("valid_to", ""), reason=request.POST.get("reason", "")
    )
