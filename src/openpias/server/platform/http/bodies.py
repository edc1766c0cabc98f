"""How do programs send and get JSON?"""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from openpias.server.platform.http.problems import Problem


def json_object(request: HttpRequest) -> Mapping[str, Any]:
    """Return the body as a JSON object; raises Problem when it is none."""
    try:
        body = msgspec.json.decode(request.body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise Problem(status=400, code="unreadable-body") from None
    if not isinstance(body, dict):
        raise Problem(status=400, code="unreadable-body")
    return body


def json_answer(body: Any, *, status: int = 200) -> HttpResponse:
    """Return a JSON answer."""
    return HttpResponse(msgspec.json.encode(body), status=status, content_type="application/json")
