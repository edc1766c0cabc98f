"""What can programs send and what do they get? The pieces of all modules as one OpenAPI 3.1 document."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

import openpias
from openpias.server.cards.rest import openapi as cards
from openpias.server.certificates.rest import openapi as certificates
from openpias.server.platform.accounts.door import public
from openpias.server.platform.accounts.entering import TOKEN_NAME
from openpias.server.platform.http.bodies import json_answer
from openpias.server.platform.http.contracts import FINDING, PROBLEM
from openpias.server.registry.rest import openapi as registry
from openpias.server.reporting.rest import openapi as reporting

_SCHEMES = {
    "basic": {
        "type": "http",
        "scheme": "basic",
        "description": "CUI_CAS-XX, or CUI alone where the provider has one house, and the licence series.",
    },
    "certificate": {
        "type": "mutualTLS",
        "description": "The enrolled certificate, on the port of the door.",
    },
    "token": {
        "type": "apiKey",
        "in": "header",
        "name": TOKEN_NAME,
        "description": "From /OCSP/validator, with the certificate in each call; or from /api/v1/sessions, without.",
    },
}


@require_GET
@public("the contract of the interface is for everybody")
def document(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Answer `GET /api/v1/openapi.json`."""
    return json_answer(contract())


@cache
def contract() -> dict[str, Any]:
    """Return the whole contract."""
    pieces = (
        registry.fragment(),
        certificates.fragment(),
        cards.fragment(),
        reporting.fragment(),
    )
    shapes: dict[str, Any] = {"Finding": FINDING}
    paths: dict[str, Any] = {}
    members: dict[str, Any] = dict(PROBLEM["properties"])
    for piece in pieces:
        paths |= piece.paths
        shapes |= piece.schemas
        members |= piece.problem_members
    shapes["Problem"] = {**PROBLEM, "properties": members}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "OpenPIAS",
            "version": openpias.__version__,
            "description": (
                "Temporary numbers and residence permits of displaced persons, the management "
                "unit of health cards, and reports that were built on the portal. Basic alone opens "
                "the demonstration; elsewhere each call carries the token of both factors."
            ),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "security": [
            {"basic": [], "token": [], "certificate": []},
            {"basic": [], "token": []},
            {"basic": []},
        ],
        "paths": paths,
        "components": {"schemas": shapes, "securitySchemes": _SCHEMES},
    }
