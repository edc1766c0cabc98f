"""How does a house enter a provider's physicians, correct them and let them leave?"""

import uuid

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from openpias.core.calendar import dates
from openpias.server.platform.accounts.door import requires
from openpias.server.providers.domain.outcomes import NotSaved, Saved
from openpias.server.providers.domain.physician_inputs import PhysicianInput
from openpias.server.providers.operations import physicians as operations
from openpias.server.providers.permissions import Permission
from openpias.server.providers.queries import records
from openpias.server.providers.queries.records import PhysicianView
from openpias.server.providers.web import labels
from openpias.server.providers.web.dated_rows import DatedRows, Sent


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PROVIDERS, resumes=True, real=True)
def add(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Enter a physician."""
    return _PAGES.add(request, public_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PROVIDERS, resumes=True, real=True)
def edit(request: HttpRequest, public_id: uuid.UUID, physician: uuid.UUID) -> HttpResponse:
    """Correct a physician's time, or end it with a last day."""
    return _PAGES.edit(request, public_id, physician)


def _enter(typed: PhysicianInput, sent: Sent) -> Saved | NotSaved:
    return operations.enter(
        typed, provider=sent.provider, physician=sent.record, actor=sent.actor, at=sent.at
    )


def _correct(typed: PhysicianInput, sent: Sent) -> Saved | NotSaved:
    return operations.correct(
        typed,
        provider=sent.provider,
        physician=sent.record,
        seen=sent.seen,
        actor=sent.actor,
        at=sent.at,
    )


def _as_typed(found: PhysicianView) -> PhysicianInput:
    return PhysicianInput(
        stamp_code=found.stamp_code,
        name=found.name,
        valid_from=dates.typed(found.valid_from),
        valid_to=dates.typed(found.valid_to) if found.valid_to else "",
        specialities=" ".join(found.specialities),
    )


_PAGES = DatedRows(
    fields=("stamp_code", "name", "specialities", "valid_from", "valid_to"),
    typed_as=PhysicianInput,
    as_typed=_as_typed,
    labels=labels.physician_fields,
    rows=lambda provider, house: records.physicians(provider, house=house),
    enter=_enter,
    correct=_correct,
    template="providers/physician.html",
    anchor="physicians",
)
