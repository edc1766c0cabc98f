"""How does a program open the record of somebody whom another provider registered?"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from openpias.server.platform.accounts.door_for_programs import requires_basic
from openpias.server.platform.http.bodies import json_answer, json_object
from openpias.server.registry.operations.lookups import Proof
from openpias.server.registry.permissions import Permission
from openpias.server.registry.rest import answers, bodies
from openpias.server.registry.rest.opening import open_with

_FIELDS = ("code", "number", "document_number", "surname", "given_name", "birth_date")


@require_POST
@requires_basic(Permission.LOOK_UP)
def collection(request: HttpRequest) -> HttpResponse:
    """Answer `POST /api/v1/look-ups`: a scanned code, or number and birth date, or a document."""
    reader = bodies.Reader(body=json_object(request))
    shown = {name: reader.text(name) for name in _FIELDS}
    proof = Proof(
        code=shown["code"],
        number=shown["number"],
        document_number=shown["document_number"],
        surname=shown["surname"],
        given_name=shown["given_name"],
        birth_date=shown["birth_date"],
    )
    reason = reader.text("reason")
    if reader.findings:
        raise answers.refused(reader.findings)
    return json_answer(answers.person_body(open_with(request, proof=proof, reason=reason)))
