"""What did a station send, and is it a message of ours?"""

import re
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec
from django.http import HttpRequest
from msgspec import Struct

from openpias.core.findings import Finding
from openpias.core.smartcard.codes import Code
from openpias.server.platform.http.problems import Problem

_Message = TypeVar("_Message", bound=Struct)
_PLACE = re.compile(r"^(?P<why>.*?)(?: - at `\$(?P<place>.*)`)?$", re.DOTALL)
_LONGEST_KEY = 200


def read(request: HttpRequest, message: type[_Message]) -> _Message:
    """Return the body as a message; raises Problem, with the place where it is none."""
    try:
        found = msgspec.json.decode(request.body, type=message)
    except msgspec.ValidationError as error:
        raise malformed(_finding(str(error))) from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise Problem(status=400, code="unreadable-body") from None
    unprintable = [place for place, text in _texts(found, "") if not text.isprintable()]
    if unprintable:
        raise malformed(*(Finding(code="bad-characters", path=each) for each in unprintable))
    return found


def malformed(*findings: Finding, code: Code = Code.UNIT_MESSAGE_MALFORMED) -> Problem:
    """Return the answer to a message that is none of ours, each wrong field named."""
    return Problem(
        status=422,
        code="unit-message-malformed",
        findings=findings,
        extra={"code": int(code)},
    )


def idempotency_key(request: HttpRequest) -> str:
    """Return the key of the call, or "" when it has none; raises Problem for an unusable one."""
    key: str = request.META.get("HTTP_IDEMPOTENCY_KEY", "")
    if len(key) > _LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Problem(status=400, code="bad-idempotency-key")
    return key


def _finding(said: str) -> Finding:
    """Turn `Expected …, got … - at `$.contract.house`` into a place and its reason; no value is in it."""
    match = _PLACE.match(said)
    parts = match.groupdict() if match else {"why": said, "place": ""}
    place = (parts["place"] or "").replace("[", ".").replace("]", "")
    return Finding(
        code="unit-field-invalid",
        path=place.replace(".", "/"),
        facts={"why": parts["why"] or ""},
    )


def _texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name), f"{place}/{name}")
