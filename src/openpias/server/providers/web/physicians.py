"""How does a house enter a provider's physicians, correct them and let them leave?"""

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
from openpias.server.providers.domain.physician_inputs import PhysicianInput
from openpias.server.providers.domain.scope import house_of
from openpias.server.providers.operations import physicians as operations
from openpias.server.providers.permissions import Permission
from openpias.server.providers.queries import records
from openpias.server.providers.queries.providers import ProviderView
from openpias.server.providers.queries.records import PhysicianView
from openpias.server.providers.web import forms, labels
from openpias.server.providers.web.opening import actor_of, address, not_found, opened, trail

_TEXTS = ("stamp_code", "name", "valid_from", "valid_to")


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PROVIDERS, resumes=True)
def add(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Enter a physician."""
    provider = opened(request, public_id)
    if request.method == "GET":
        return _form(request, provider, PhysicianInput(), record=uuid.uuid4())
    typed, physician = _typed(request), forms.sent_id(request)
    if interrupted.is_back(request):
        return _form(request, provider, typed, record=physician)
    try:
        answer = operations.enter(
            typed,
            provider=public_id,
            physician=physician,
            actor=actor_of(request),
            at=timezone.now(),
        )
    except RecordUnknown:
        raise not_found() from None
    return _answered(request, provider, answer, typed, record=physician)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PROVIDERS, resumes=True)
def edit(request: HttpRequest, public_id: uuid.UUID, physician: uuid.UUID) -> HttpResponse:
    """Correct a physician's time, or end it with a last day."""
    provider = opened(request, public_id)
    if request.method == "GET":
        found = _found(request, provider, physician)
        return _form(request, provider, _as_typed(found), record=physician, seen=found.version)
    typed, seen = _typed(request), forms.seen(request)
    if interrupted.is_back(request):
        return _form(request, provider, typed, record=physician, seen=seen)
    try:
        answer = operations.correct(
            typed,
            provider=public_id,
            physician=physician,
            seen=seen,
            actor=actor_of(request),
            at=timezone.now(),
        )
    except RecordUnknown:
        raise not_found() from None
    return _answered(request, provider, answer, typed, record=physician, seen=seen)


def _answered(
    request: HttpRequest,
    provider: ProviderView,
    answer: Saved | NotSaved,
    typed: PhysicianInput,
    *,
    record: uuid.UUID,
    seen: int = 0,
) -> HttpResponse:
    if isinstance(answer, Saved):
        return HttpResponseRedirect(f"{address(provider)}#physicians")
    return _form(request, provider, typed, record=record, seen=seen, findings=answer.findings)


def _form(
    request: HttpRequest,
    provider: ProviderView,
    typed: PhysicianInput,
    *,
    record: uuid.UUID,
    seen: int = 0,
    findings: Iterable[Finding] = (),
) -> HttpResponse:
    errors, names = forms.errors_of(findings), labels.physician_fields()
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
        "providers/physician.html",
        context,
        status=422 if errors else 200,
        breadcrumbs=trail(provider),
    )


def _found(request: HttpRequest, provider: ProviderView, physician: uuid.UUID) -> PhysicianView:
    house = house_of(actor_of(request))
    for each in records.physicians(provider.public_id, house=house):
        if each.public_id == str(physician):
            return each
    raise not_found()


def _typed(request: HttpRequest) -> PhysicianInput:
    return PhysicianInput(**{name: request.POST.get(name, "") for name in _TEXTS})


def _as_typed(found: PhysicianView) -> PhysicianInput:
    return PhysicianInput(
        stamp_code=found.stamp_code,
        name=found.name,
        valid_from=dates.typed(found.valid_from),
        valid_to=dates.typed(found.valid_to) if found.valid_to else "",
    )
