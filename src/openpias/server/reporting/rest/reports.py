"""`reports/{id}`: how does the station fetch a report that was built, and hand it in signed?"""

import tempfile
import uuid
from typing import IO

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from openpias.server.platform.accounts.door import actor_of
from openpias.server.platform.accounts.door_for_programs import requires_basic
from openpias.server.platform.http.bodies import json_answer
from openpias.server.platform.http.problems import Problem
from openpias.server.reporting.domain.outcomes import ReportingProblem, ReportingRefused
from openpias.server.reporting.operations import building, receiving
from openpias.server.reporting.operations.parts import PIECE
from openpias.server.reporting.operations.receiving import Refused
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import drafts


class ReportTaken(msgspec.Struct, frozen=True, kw_only=True):
    """The file was taken and waits to be processed; `is_repeated` says that it was here before."""

    report_id: str
    number: int
    file_name: str
    is_repeated: bool


@require_GET
@requires_basic(Permission.RECORD)
def unsigned(request: HttpRequest, report_id: str) -> HttpResponse:
    """Answer the XML of a report that was built, named by `Content-Disposition`."""
    made = building.built(_reference(report_id), actor=actor_of(request))
    if made is None:
        raise Problem(status=404, code="not-found")
    response = HttpResponse(made.content, content_type="application/xml")
    response.headers["Content-Disposition"] = f'attachment; filename="{made.file_name}"'
    return response


@require_POST
@requires_basic(Permission.SEND)
def signed(request: HttpRequest, report_id: str) -> HttpResponse:
    """Take in the sealed text of a report that was built; the same text again changes nothing."""
    actor = actor_of(request)
    built = drafts.built_report(str(_reference(report_id)), actor=actor)
    if built is None:
        raise Problem(status=404, code="not-found")
    try:
        with _text(request) as text:
            answer = receiving.receive_file(
                text,
                report_type=built.kind.value,
                actor=actor,
                at=timezone.now(),
                built=_reference(report_id),
            )
    except ReportingRefused as refusal:
        status = 403 if refusal.code == ReportingProblem.NOT_ALLOWED else 409
        raise Problem(status=status, code=refusal.code) from None
    if isinstance(answer, Refused):
        raise _refusal(answer)
    taken = ReportTaken(
        report_id=answer.report,
        number=answer.number,
        file_name=answer.file_name,
        is_repeated=answer.is_repeated,
    )
    return json_answer(taken, status=202)


def _reference(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Problem(status=404, code="not-found") from None


def _text(request: HttpRequest) -> IO[bytes]:
    """Return the body on disk, at most one octet beyond the limit: more is refused by the operation.

    What is no Base64 is archived and refused as such, octet by octet.
    """
    text = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    left = settings.REPORT_TEXT_BYTES + 1
    while left and (piece := request.read(min(left, PIECE))):
        text.write(piece)
        left -= len(piece)
    return text


def _refusal(answer: Refused) -> Problem:
    return Problem(
        status=422,
        code=answer.code,
        facts=answer.facts,
        extra={
            "official_code": answer.official_code,
            "official_message": answer.message,
            "report_id": answer.report,
        },
    )
