"""What can programs send to open their sessions, and what do they get?"""

from typing import Any

from openpias.server.platform.accounts.entering import TOKEN_NAME
from openpias.server.platform.http.contracts import Fragment, answer, body, problems

_MOMENT = {"type": "string", "format": "date-time"}
_SCHEMAS: dict[str, Any] = {
    "Challenge": {
        "type": "object",
        "required": ["challenge", "expires_at"],
        "properties": {
            "challenge": {
                "type": "string",
                "description": "Sign its UTF-8 bytes as they are, if the line `server:` names the server that was called.",
            },
            "expires_at": _MOMENT,
        },
    },
    "SignedChallenge": {
        "type": "object",
        "required": ["challenge", "signature"],
        "properties": {
            "challenge": {"type": "string", "maxLength": 600},
            "signature": {
                "type": "string",
                "contentEncoding": "base64",
                "description": "Detached CAdES-B-B (ETSI EN 319 122-1) in DER, the certificate inside.",
            },
        },
    },
    "Session": {
        "type": "object",
        "required": ["token", "expires_at", "username", "holder"],
        "properties": {
            "token": {
                "type": "string",
                "description": f"Send it with Basic in the header {TOKEN_NAME}.",
            },
            "expires_at": _MOMENT,
            "username": {"type": "string"},
            "holder": {"type": "string", "description": "Who holds the certificate."},
        },
    },
}


def fragment() -> Fragment:
    """Return this module's piece of the contract."""
    return Fragment(
        paths={
            "/OCSP/validator": {"get": _validator()},
            "/api/v1/challenges": {
                "post": {
                    "summary": "Ask for a challenge, which serves once within five minutes.",
                    "security": [],
                    "responses": {"201": answer("Challenge"), **problems(429, 503)},
                }
            },
            "/api/v1/sessions": {
                "post": {
                    "summary": "Open a session with a signed challenge. Ask for a new one to repeat.",
                    "security": [{"basic": []}],
                    "requestBody": body("SignedChallenge"),
                    "responses": {
                        "201": answer("Session"),
                        **problems(400, 401, 403, 413, 429, 503),
                    },
                }
            },
        },
        schemas=_SCHEMAS,
    )


def _validator() -> dict[str, Any]:
    return {
        "summary": "Open a session with the certificate in TLS, as the official interface does it.",
        "security": [{"basic": [], "certificate": []}],
        "parameters": [
            {
                "name": "username",
                "in": "query",
                "required": True,
                "description": "The user name of Basic, as CUI_CAS-XX.",
                "schema": {"type": "string", "maxLength": 40},
            }
        ],
        "responses": {
            "200": {
                "description": "Open; the body is empty.",
                "headers": {
                    TOKEN_NAME: {
                        "description": "The token, to be sent with each call.",
                        "schema": {"type": "string"},
                    },
                    "Expires-At": {"description": "Until when.", "schema": _MOMENT},
                },
            },
            **problems(401, 403, 429, 503),
        },
    }
