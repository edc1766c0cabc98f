"""How does a house open, correct and close a provider's work sites?"""

import uuid
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from openpias.core.calendar import dates
from openpias.core.findings import Finding
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.providers.domain.outcomes import NotSaved, RecordUnknown, Saved
from openpias.server.providers.domain.scope import house_of
from openpias.server.providers.domain.work_site_inputs import WorkSiteInput
from openpias.server.providers.operations import work_sites as operations
from openpias.server.providers.permissions import Permission
from openpias.server.providers.queries import records
from openpias.server.providers.queries.providers import ProviderView
from openpias.server.providers.queries.records import WorkSiteView
from openpias.server.providers.web import forms, labels
from openpias.server.providers.web.opening import actor_of, address, not_found, opened, trail

_TEXTS = ("name", "address", "valid_from", "valid_to")


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PROVIDERS, resumes=True)
def add(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Open a work site."""
    provider = opened(request, public_id)
    if request.method == "GET":
        return _form(request, provider, WorkSiteInput(), record=uuid.uuid4())
    typed, site = _typed(request), forms.sent_id(request)
    if interrupted.is_back(request):
        return _form(request, provider, typed, record=site)
    try:
        answer = operations.open_site(
            typed, provider=public_id, site=site, actor=actor_of(request), at=timezone.now()
        )
    except RecordUnknown:
        raise not_found() from None
    return _answered(request, provider, answer, typed, record=site)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PROVIDERS, resumes=True)
def edit(request: HttpRequest, public_id: uuid.UUID, site: uuid.UUID) -> HttpResponse:
    """Correct a work site, or close it with a last day."""
    provider = opened(request, public_id)
    if request.method == "GET":
        found = _found(request, provider, site)
        return _form(request, provider, _as_typed(found), record=site, seen=found.version)
    typed, seen = _typed(request), forms.seen(request)
    if interrupted.is_back(request):
        return _form(request, provider, typed, record=site, seen=seen)
    try:
        answer = operations.correct(
            typed,
            provider=public_id,
            site=site,
            seen=seen,
            actor=actor_of(request),
            at=timezone.now(),
        )
    except RecordUnknown:
        raise not_found() from None
    return _answered(request, provider, answer, typed, record=site, seen=seen)


def _answered(
    request: HttpRequest,
    provider: ProviderView,
    answer: Saved | NotSaved,
    typed: WorkSiteInput,
    *,
    record: uuid.UUID,
    seen: int = 0,
) -> HttpResponse:
    if isinstance(answer, Saved):
        return HttpResponseRedirect(f"{address(provider)}#work-sites")
    return _form(request, provider, typed, record=record, seen=seen, findings=answer.findings)


def _form(
    request: HttpRequest,
    provider: ProviderView,
    typed: WorkSiteInput,
    *,
    record: uuid.UUID,
    seen: int = 0,
    findings: Iterable[Finding] = (),
) -> HttpResponse:
    errors, names = forms.errors_of(findings), labels.work_site_fields()
    context = {
        "provider": provider,
        "typed": typed,
        "record": str(record),
        "seen": seen,
        "labels": names,
        "errors": errors,
        "summary": forms.summary_of(errors, names),
    }
    return render(
        request,
        "providers/work_site.html",
        context,
        status=422 if errors else 200,
        breadcrumbs=trail(provider),
    )


def _found(request: HttpRequest, provider: ProviderView, site: uuid.UUID) -> WorkSiteView:
    house = house_of(actor_of(request))
    for each in records.work_sites(provider.public_id, house=house):
        if each.public_id == str(site):
            return each
    raise not_found()


def _typed(request: HttpRequest) -> WorkSiteInput:
    return WorkSiteInput(**{name: request.POST.get(name, "") for name in _TEXTS})


def _as_typed(found: WorkSiteView) -> WorkSiteInput:
    return WorkSiteInput(
        name=found.name,
        address=found.address,
        valid_from=dates.typed(found.valid_from),
        valid_to=dates.typed(found.valid_to) if found.valid_to else "",
    )
