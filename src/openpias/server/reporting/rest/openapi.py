"""What does the station send about reports, and what does it get?"""

from typing import Any

import msgspec

from openpias.server.platform.http.contracts import Fragment, answer, problems
from openpias.server.reporting.rest.reports import ReportTaken

_REPORT = {
    "name": "report_id",
    "in": "path",
    "required": True,
    "description": "The number that the portal shows beside a report that was built.",
    "schema": {"type": "string", "format": "uuid"},
}
_MEMBERS: dict[str, Any] = {
    "official_code": {
        "type": "integer",
        "description": "The official code of report intake, -1 to -9, where a file was refused.",
    },
    "official_message": {"type": "string"},
    "report_id": {"type": "string", "description": "The archived file; empty where there is none."},
}


def fragment() -> Fragment:
    """Return the piece of reporting."""
    _, shapes = msgspec.json.schema_components(
        (ReportTaken,), ref_template="#/components/schemas/{name}"
    )
    return Fragment(paths=_paths(), schemas=shapes, problem_members=_MEMBERS)


def _paths() -> dict[str, Any]:
    report = "/api/v1/reports/{report_id}"
    xml = {"application/xml": {"schema": {"type": "string"}}}
    return {
        f"{report}/unsigned": {
            "get": {
                "summary": "Fetch the XML of a report that was built on the portal, to be signed.",
                "parameters": [_REPORT],
                "responses": {
                    "200": {
                        "description": "The XML; Content-Disposition says its name.",
                        "content": xml,
                    },
                    **problems(401, 403, 404, 429, 503),
                },
            }
        },
        f"{report}/signed": {
            "post": {
                "summary": "Hand a report in: the sealed text of sendReport; again is harmless.",
                "parameters": [_REPORT],
                "requestBody": {
                    "required": True,
                    "content": {"text/plain": {"schema": {"type": "string", "minLength": 1}}},
                },
                "responses": {
                    "202": answer("ReportTaken"),
                    **problems(401, 403, 404, 409, 413, 422, 429, 503),
                },
            }
        },
    }
