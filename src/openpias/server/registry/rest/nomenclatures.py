"""Which codes may a program send?"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from openpias.server.platform.accounts.door_for_programs import requires_basic
from openpias.server.platform.http.bodies import json_answer
from openpias.server.platform.http.problems import Problem, language_of
from openpias.server.registry.enums import NomenclatureList
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries import nomenclatures


@require_GET
@requires_basic(Permission.READ_NOMENCLATURES)
def item(request: HttpRequest, name: str) -> HttpResponse:
    """Answer `GET /api/v1/nomenclatures/{name}` in the reader's language."""
    if name not in set(NomenclatureList):
        raise Problem(status=404, code="not-found")
    language = language_of(request)
    body = [
        {
            "code": code.code,
            "name": code.name(language),
            "valid_from": code.valid_from,
            "valid_to": code.valid_to,
        }
        for code in nomenclatures.entries(NomenclatureList(name))
    ]
    return json_answer(body)
