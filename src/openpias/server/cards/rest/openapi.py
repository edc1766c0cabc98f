"""What can stations send to the management unit, and what do they get?

The shapes are made from the messages that station and server share, so that neither drifts.
"""

from typing import Any

import msgspec

from openpias.core.contracts import management_unit as unit
from openpias.server.platform.http.contracts import Fragment, answer, body, problems

_MESSAGES = (
    unit.TerminalEnrolment,
    unit.TerminalEnrolled,
    unit.SessionOpening,
    unit.SessionOpened,
    unit.SessionState,
    unit.CardProof,
    unit.ProofTaken,
    unit.CryptogramRequest,
    unit.CryptogramGiven,
    unit.CaseReport,
    unit.CaseOpened,
    unit.CaseView,
)
_TOKEN = {"name": "token", "in": "path", "required": True, "schema": {"type": "string"}}
_CASE = {"name": "case_id", "in": "path", "required": True, "schema": {"type": "string"}}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "The same key finds the same case.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}
_AGAIN = (
    "An Idempotency-Key is neither needed nor read. A token is shown once and kept as a digest, so "
    "that no answer can be given a second time; sent again, the call ends the session whose answer "
    "was lost and opens the next one. Card, case, authorisation and counters stay as they are, and "
    "whoever still uses the token before is told -12 and opens a session again."
)
_CODE = {
    "type": "integer",
    "description": "The official code of Annex 102, where the refusal has one.",
}
_CASES = {
    "description": "The practice's latest cases.",
    "content": {
        "application/json": {
            "schema": {"type": "array", "items": {"$ref": "#/components/schemas/CaseView"}}
        }
    },
}


def fragment() -> Fragment:
    """Return the piece of the management unit and of the cases."""
    _, shapes = msgspec.json.schema_components(
        _MESSAGES, ref_template="#/components/schemas/{name}"
    )
    return Fragment(paths=_paths(), schemas=_ecma(shapes), problem_members={"code": _CODE})


def _paths() -> dict[str, Any]:
    return {**_unit_paths(), **_case_paths()}


def _unit_paths() -> dict[str, Any]:
    session = "/api/v1/card-sessions/{token}"
    return {
        "/api/v1/card-terminals": {
            "post": _call(
                "Enrol a card terminal; again is harmless.",
                takes="TerminalEnrolment",
                gives={"200": answer("TerminalEnrolled")},
            )
        },
        "/api/v1/card-sessions": {
            "post": _call(
                "Open a session for a card; the card's session before ends.",
                details=_AGAIN,
                takes="SessionOpening",
                gives={"201": answer("SessionOpened")},
            )
        },
        session: {
            "get": _call(
                "Read how a session stands.", [_TOKEN], gives={"200": answer("SessionState")}
            ),
            "delete": _call(
                "End a session: the card was pulled.",
                [_TOKEN],
                gives={"204": {"description": "Ended, now or before."}},
            ),
        },
        f"{session}/proofs": {
            "post": _call(
                "Show what the card proves of itself; again is harmless.",
                [_TOKEN],
                takes="CardProof",
                gives={"200": answer("ProofTaken")},
            )
        },
        f"{session}/cryptograms": {
            "post": _call(
                "Ask for the cryptogram of one act; again is harmless.",
                [_TOKEN],
                takes="CryptogramRequest",
                gives={"200": answer("CryptogramGiven")},
            )
        },
    }


def _case_paths() -> dict[str, Any]:
    return {
        "/api/v1/card-cases": {
            "get": _call("Read the practice's own cases.", gives={"200": _CASES}),
            "post": _call(
                "Report a blocked or an invalid card.",
                [_KEY],
                takes="CaseReport",
                gives={"200": answer("CaseOpened"), "201": answer("CaseOpened")},
            ),
        },
        "/api/v1/card-cases/{case_id}": {
            "get": _call("Read how a case stands.", [_CASE], gives={"200": answer("CaseView")})
        },
    }


def _call(
    summary: str,
    parameters: list[dict[str, Any]] | None = None,
    *,
    details: str = "",
    takes: str = "",
    gives: dict[str, Any],
) -> dict[str, Any]:
    call: dict[str, Any] = {
        "summary": summary,
        **({"description": details} if details else {}),
        "parameters": parameters or [],
        "responses": {**gives, **problems(400, 401, 403, 404, 409, 413, 422, 429, 503)},
    }
    return {**call, "requestBody": body(takes)} if takes else call


def _ecma(node: Any) -> Any:
    """Return the shapes with patterns as ECMA-262 writes them: a text begins with ^ and ends with $."""
    if isinstance(node, dict):
        return {name: _ecma(value) for name, value in node.items()}
    if isinstance(node, list):
        return [_ecma(value) for value in node]
    if isinstance(node, str) and node.startswith("\\A"):
        return node.replace("\\A", "^").replace("\\Z", "$")
    return node
