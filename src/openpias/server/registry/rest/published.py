"""What do readers of slips fetch: the keys, and once a day the list of slips no longer true?"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from openpias.server.platform.accounts.door import public
from openpias.server.registry.operations import slips
from openpias.server.registry.operations.slip_keys import keys as slip_keys


@require_GET
@public("public keys are for everybody who reads slips")
def keys(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Answer `GET /api/v1/slips/keys.json`."""
    return HttpResponse(slip_keys().ring.published(), content_type="application/json")


@require_GET
@public("the list holds random ids only")
def status_list(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Answer `GET /api/v1/slips/status-list` with a COSE_Sign1 of CBOR."""
    content = slips.latest_list(at=timezone.now())
    return HttpResponse(content, content_type="application/cose; cose-type=cose-sign1")
