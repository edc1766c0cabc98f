"""`POST card-terminals`: may this reader be used, as whom, and for what?"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from openpias.core.contracts.management_unit import TerminalEnrolled, TerminalEnrolment
from openpias.server.cards.domain.outcomes import UnitRefusal
from openpias.server.cards.operations import terminals
from openpias.server.cards.permissions import Permission
from openpias.server.cards.rest import problems
from openpias.server.cards.rest.messages import read
from openpias.server.platform.accounts.door_for_programs import requires_basic
from openpias.server.platform.http.bodies import json_answer


@require_POST
@requires_basic(Permission.USE_UNIT)
def collection(request: HttpRequest) -> HttpResponse:
    """Enrol a terminal; the same one again is the same one."""
    sent = read(request, TerminalEnrolment)
    answer = terminals.enrol(
        sent.serial,
        name=sent.name,
        house=sent.contract.house,
        contract=sent.contract.number,
        actor=request.actor,  # type: ignore[attr-defined]
        at=timezone.now(),
    )
    if isinstance(answer, UnitRefusal):
        raise problems.unit(answer)
    return json_answer(
        TerminalEnrolled(
            terminal_id=answer.terminal,
            profile=answer.profile,
            rights=answer.rights,
            offline_rights=answer.offline_rights,
        )
    )
