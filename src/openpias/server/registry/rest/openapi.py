"""What can programs send and what do they get? OpenAPI 3.1, written by hand, held in tests."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

import openpias
from openpias.server.platform.accounts.door import public
from openpias.server.registry.rest import answers
from openpias.server.registry.rest.schemas import SCHEMAS

_PROBLEM = {
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
}
_NUMBER = {
    "name": "number",
    "in": "path",
    "required": True,
    "description": "A number of any kind that the person carries or carried.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 40},
}
_IDENTIFIER = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Same key and body, same answer, for 30 days; bound only by a success.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}
_BIRTH_DATE = {
    "name": "birth_date",
    "in": "query",
    "description": "Opens the record of another provider's person, with a reason.",
    "schema": {"type": "string"},
}
_REASON = {
    "name": "reason",
    "in": "query",
    "schema": {
        "type": "string",
        "enum": ["care", "reporting", "reprint", "correction", "person-asks"],
    },
}
_PDF = {
    "description": "The slip as PDF.",
    "content": {
        "application/pdf": {"schema": {"type": "string", "contentMediaType": "application/pdf"}}
    },
}


@require_GET
@public("the contract of the interface is for everybody")
def document(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Answer `GET /api/v1/openapi.json`."""
    return answers.json(contract())


@cache
def contract() -> dict[str, Any]:
    """Return the whole contract."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "OpenPIAS e-PIAS",
            "version": openpias.__version__,
            "description": "Temporary numbers and residence permits of displaced persons.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "security": [{"basic": []}],
        "paths": _paths(),
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {"basic": {"type": "http", "scheme": "basic"}},
        },
    }


def _paths() -> dict[str, Any]:
    return {
        "/api/v1/temporary-numbers": {
            "post": _registering(
                "Registration", "Issue a temporary number, or return the one that exists."
            )
        },
        "/api/v1/temporary-numbers/{number}": {
            "get": _reading("Read a person back.", [_NUMBER, _BIRTH_DATE, _REASON], _json("Person"))
        },
        "/api/v1/temporary-numbers/{number}/slip.pdf": {
            "get": _reading("Print the slip.", [_NUMBER, _BIRTH_DATE, _REASON], _PDF)
        },
        "/api/v1/permits": {
            "post": _registering("Permit", "Record a residence permit with a CNP.")
        },
        "/api/v1/permits/{id}/slip.pdf": {
            "get": _reading("Print the slip.", [_IDENTIFIER, _BIRTH_DATE, _REASON], _PDF)
        },
        "/api/v1/look-ups": {
            "post": {
                "summary": "Open another provider's person with a proof and a reason.",
                "requestBody": _body("LookUp"),
                "responses": {
                    "200": _json("Person"),
                    **_problems(400, 401, 403, 404, 413, 422, 429, 503),
                },
            }
        },
        "/api/v1/nomenclatures/{name}": {
            "get": _reading("Read a list of codes.", [_list_name()], _json("Nomenclature"))
        },
    }


def _list_name() -> dict[str, Any]:
    return {
        "name": "name",
        "in": "path",
        "required": True,
        "schema": {
            "type": "string",
            "enum": [
                "categories",
                "citizenships",
                "entry-points",
                "visa-types",
                "document-types",
                "sexes",
            ],
        },
    }


def _registering(schema: str, summary: str) -> dict[str, Any]:
    return {
        "summary": summary,
        "parameters": [_KEY],
        "requestBody": _body(schema),
        "responses": {
            "200": _json("Registered"),
            "201": _json("Registered"),
            **_problems(400, 401, 403, 409, 413, 422, 429, 503),
        },
    }


def _reading(
    summary: str, parameters: list[dict[str, Any]], success: dict[str, Any]
) -> dict[str, Any]:
    return {
        "summary": summary,
        "parameters": parameters,
        "responses": {"200": success, **_problems(400, 401, 403, 404, 422, 429, 503)},
    }


def _body(schema: str) -> dict[str, Any]:
    return {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }


def _json(schema: str) -> dict[str, Any]:
    return {
        "description": f"{schema}.",
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }


_MEANING = {
    400: "The request could not be read.",
    401: "Not signed in.",
    403: "Not allowed.",
    404: "Unknown, or not to be seen.",
    409: "A question about candidates, a permit holder, or a used key.",
    413: "The body is too large.",
    422: "Fields are wrong; every one is listed.",
    429: "Too many; wait for Retry-After.",
    503: "Cannot work now; repeat with the same key.",
}


def _problems(*statuses: int) -> dict[str, Any]:
    return {str(status): {"description": _MEANING[status], **_PROBLEM} for status in statuses}
