"""Of which pieces is the contract of the JSON interface made? Each module writes its own (OpenAPI 3.1)."""

from dataclasses import dataclass, field
from typing import Any

FINDING: dict[str, Any] = {
    "type": "object",
    "required": ["pointer", "code", "severity", "practice", "supplier"],
    "properties": {
        "pointer": {"type": "string", "description": "JSON pointer into the body that was sent."},
        "code": {"type": "string", "description": "Stable code of the rule."},
        "severity": {"enum": ["error", "warning"]},
        "practice": {"type": "string"},
        "supplier": {"type": "string"},
    },
}

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457, with two texts: for the practice and for its IT supplier.",
    "required": ["type", "title", "status", "detail", "practice", "supplier"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "practice": {"type": "string"},
        "supplier": {"type": "string"},
        "reference": {"type": "string"},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Finding"}},
        "contact": {
            "type": "string",
            "description": "Whom to ask at the house of the account, where the account is known.",
        },
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """The paths of a module, the shapes that they name, and what its problems say besides."""

    paths: dict[str, Any]
    schemas: dict[str, Any]
    problem_members: dict[str, Any] = field(default_factory=dict)


def body(schema: str) -> dict[str, Any]:
    """Return a JSON body that a call must have."""
    return {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }


def answer(schema: str) -> dict[str, Any]:
    """Return a JSON answer."""
    return {
        "description": f"{schema}.",
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }


_AS_PROBLEM = {
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
}
_MEANING = {
    400: "The request could not be read.",
    401: "Not signed in.",
    403: "Not allowed.",
    404: "Unknown, or not to be seen.",
    409: "A question about candidates, a permit holder, a used key, or a state that forbids it.",
    413: "The body is too large.",
    422: "Fields are wrong; every one is listed.",
    429: "Too many; wait for Retry-After.",
    503: "Cannot work now; repeat with the same key.",
}


def problems(*statuses: int) -> dict[str, Any]:
    """Return the problems that a call can meet."""
    return {str(status): {"description": _MEANING[status], **_AS_PROBLEM} for status in statuses}
