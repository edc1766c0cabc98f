"""How does a program record a residence permit and print its slip?"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from openpias.server.platform.accounts.door_for_programs import requires_basic
from openpias.server.platform.http.bodies import json_object
from openpias.server.registry.domain.outcomes import Answer, Registered
from openpias.server.registry.operations import permits, slips
from openpias.server.registry.permissions import Permission
from openpias.server.registry.rest import answers, bodies
from openpias.server.registry.rest.opening import open_permit_holder


@require_POST
@requires_basic(Permission.REGISTER, checked_later=True)
def collection(request: HttpRequest) -> HttpResponse:
    """Answer `POST /api/v1/permits`."""
    at = timezone.now()
    key = bodies.idempotency_key(request)
    reader = bodies.Reader(body=json_object(request))
    typed, decision = bodies.permit(reader), bodies.decision(reader)
    if reader.findings:
        raise answers.refused(reader.with_others(permits.examine(typed, at=at)))

    def write() -> Answer:
        return permits.record(
            typed,
            actor=request.actor,  # type: ignore[attr-defined]
            at=at,
            key=key,
            decision=decision,
        )

    return answers.registering(request, write, slip=_slip_address)


@require_GET
@requires_basic(Permission.LOOK_UP)
def slip(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer `GET /api/v1/permits/{id}/slip.pdf`."""
    person = open_permit_holder(request, public_id=public_id)
    pdf = slips.print_slips([person], actor=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    return HttpResponse(pdf, content_type="application/pdf")


def _slip_address(answer: Registered) -> str:
    return f"/api/v1/permits/{answer.permit}/slip.pdf"
