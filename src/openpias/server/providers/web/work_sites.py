"""How does a house open, correct and close a provider's work sites?"""

import uuid

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from openpias.core.calendar import dates
from openpias.server.platform.accounts.door import requires
from openpias.server.providers.domain.outcomes import NotSaved, Saved
from openpias.server.providers.domain.work_site_inputs import WorkSiteInput
from openpias.server.providers.operations import work_sites as operations
from openpias.server.providers.permissions import Permission
from openpias.server.providers.queries import records
from openpias.server.providers.queries.records import WorkSiteView
from openpias.server.providers.web import labels
from openpias.server.providers.web.dated_rows import DatedRows, Sent


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PROVIDERS, resumes=True, real=True)
def add(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Open a work site."""
    return _PAGES.add(request, public_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PROVIDERS, resumes=True, real=True)
def edit(request: HttpRequest, public_id: uuid.UUID, site: uuid.UUID) -> HttpResponse:
    """Correct a work site, or close it with a last day."""
    return _PAGES.edit(request, public_id, site)


def _open(typed: WorkSiteInput, sent: Sent) -> Saved | NotSaved:
    return operations.open_site(
        typed, provider=sent.provider, site=sent.record, actor=sent.actor, at=sent.at
    )


def _correct(typed: WorkSiteInput, sent: Sent) -> Saved | NotSaved:
    return operations.correct(
        typed,
        provider=sent.provider,
        site=sent.record,
        seen=sent.seen,
        actor=sent.actor,
        at=sent.at,
    )


def _as_typed(found: WorkSiteView) -> WorkSiteInput:
    return WorkSiteInput(
        name=found.name,
        address=found.address,
        valid_from=dates.typed(found.valid_from),
        valid_to=dates.typed(found.valid_to) if found.valid_to else "",
    )


_PAGES = DatedRows(
    fields=("name", "address", "valid_from", "valid_to"),
    typed_as=WorkSiteInput,
    as_typed=_as_typed,
    labels=labels.work_site_fields,
    rows=lambda provider, house: records.work_sites(provider, house=house),
    enter=_open,
    correct=_correct,
    template="providers/work_site.html",
    anchor="work-sites",
)
