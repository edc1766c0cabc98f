"""How does a house give a provider its licence series, and cancel it?"""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from openpias.core.calendar import dates
from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.accounts.permissions import Permission as Accounts
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.providers.domain.outcomes import LicenceProblem
from openpias.server.providers.operations import licences
from openpias.server.providers.permissions import Permission
from openpias.server.providers.queries.providers import ProviderView
from openpias.server.providers.web import provider_page
from openpias.server.providers.web.opening import address, not_found, opened, trail


@require_POST
@requires(Permission.ISSUE_LICENCES, real=True)
def licence(request: HttpRequest, public_id: str, house: str) -> HttpResponse:
    """Give a series and show it once; nothing keeps it."""
    provider = opened(request, public_id)
    answer = licences.issue(
        public_id,
        house=house,
        request_key=request.POST.get("key", "")[:64] or uuid.uuid4().hex,
        actor=actor_of(request),
        at=timezone.now(),
    )
    if isinstance(answer, LicenceProblem):
        return _refused(request, provider, answer)
    context = {
        "provider": provider,
        "house": house,
        "username": answer.username,
        "licence": answer.key,
        "today": dates.typed(timezone.localdate()),
    }
    return render(request, "providers/licence.html", context, breadcrumbs=trail(provider))


@require_POST
@requires(Permission.ISSUE_LICENCES, real=True)
def cancel(request: HttpRequest, public_id: str, house: str) -> HttpResponse:
    """Cancel the valid series of a provider at a house."""
    provider = opened(request, public_id)
    problem = licences.cancel(
        public_id,
        house=house,
        reason=request.POST.get(f"reason-{house}", ""),
        actor=actor_of(request),
        at=timezone.now(),
    )
    if problem is LicenceProblem.REASON_REQUIRED:
        errors = {f"reason-{house}": describe(problem).practice}
        return provider_page.show(request, provider, errors=errors)
    if problem is not None:
        return _refused(request, provider, problem)
    return HttpResponseRedirect(address(provider))


@require_POST
@requires(Accounts.UNLOCK, real=True)
def unlock(request: HttpRequest, public_id: str, house: str) -> HttpResponse:
    """Let the provider try again at once that typed ten wrong series."""
    provider = opened(request, public_id)
    problem = licences.unlock(public_id, house=house, actor=actor_of(request), at=timezone.now())
    if problem is not None:
        return _refused(request, provider, problem)
    return HttpResponseRedirect(address(provider))


def _refused(request: HttpRequest, provider: ProviderView, problem: LicenceProblem) -> HttpResponse:
    if problem in {LicenceProblem.UNKNOWN, LicenceProblem.NOT_YOUR_HOUSE}:
        raise not_found()
    errors = {"licence": describe(problem).practice}
    return provider_page.show(request, provider, errors=errors)
