"""What can programs send to the register and what do they get? Written by hand, held in tests."""

from typing import Any

from openpias.server.platform.http.contracts import Fragment, answer, body, problems
from openpias.server.registry.rest.schemas import SCHEMAS

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


def fragment() -> Fragment:
    """Return the register's piece of the contract."""
    candidates = {"type": "array", "items": {"$ref": "#/components/schemas/Candidate"}}
    return Fragment(paths=_paths(), schemas=SCHEMAS, problem_members={"candidates": candidates})


def _paths() -> dict[str, Any]:
    return {
        "/api/v1/temporary-numbers": {
            "post": _registering(
                "Registration", "Issue a temporary number, or return the one that exists."
            )
        },
        "/api/v1/temporary-numbers/{number}": {
            "get": _reading(
                "Read a person back.", [_NUMBER, _BIRTH_DATE, _REASON], answer("Person")
            )
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
                "requestBody": body("LookUp"),
                "responses": {
                    "200": answer("Person"),
                    **problems(400, 401, 403, 404, 413, 422, 429, 503),
                },
            }
        },
        "/api/v1/nomenclatures/{name}": {
            "get": _reading("Read a list of codes.", [_list_name()], answer("Nomenclature"))
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
        "requestBody": body(schema),
        "responses": {
            "200": answer("Registered"),
            "201": answer("Registered"),
            **problems(400, 401, 403, 409, 413, 422, 429, 503),
        },
    }


def _reading(
    summary: str, parameters: list[dict[str, Any]], success: dict[str, Any]
) -> dict[str, Any]:
    return {
        "summary": summary,
        "parameters": parameters,
        "responses": {"200": success, **problems(400, 401, 403, 404, 422, 429, 503)},
    }
