"""How does an application send a report and fetch what became of it?

SiuiWS: sendReport and getReportFeedback.
"""

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door_for_programs import requires_basic
from openpias.server.platform.http.problems import Problem
from openpias.server.platform.soap.handlers import Asked, Handler, Result
from openpias.server.reporting.domain.outcomes import ReportingRefused
from openpias.server.reporting.operations import feedback, receiving
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.soap.refusals import refused

# wsdl/SiuiWS.wsdl says int, the text Boolean (5.4.1): "1" is one to a client of either, and the same
# for every report that was taken. What was not taken is an exception and never 0 or false.
_TAKEN = 1
FEEDBACK = "svapntws/feedback/"


def send_report(asked: Asked) -> Result:
    """Answer sendReport: 1, or the exception with the official code and message."""
    try:
        answer = receiving.receive(
            asked.whole("reportXML"),
            report_type=asked.text("reportType"),
            actor=asked.actor,
            at=asked.at,
        )
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    if isinstance(answer, receiving.Refused):
        extra = {
            "error_code": answer.official_code,
            "official": answer.message,
            "facts": dict(answer.facts),
        }
        raise Problem(status=400, code=answer.code, extra=extra)
    return _TAKEN


def report_feedback(asked: Asked) -> Result:
    """Answer getReportFeedback: address and size, null while the report is not processed."""
    name = asked.text("fileName")
    offer = feedback.offer(name, actor=asked.actor, at=asked.at) if name else None
    if offer is None:
        return None
    return f"{asked.origin}/{FEEDBACK}{offer.token}", str(offer.size)


@require_GET
@requires_basic(Permission.READ_OWN)  # type: ignore[arg-type] # an answer in parts is no HttpResponse
def feedback_file(request: HttpRequest, token: str) -> StreamingHttpResponse:
    """Answer the file behind an address, to the account for which it was named."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    now = timezone.now()
    taken = feedback.take(token, actor=actor, at=now)
    if taken is None and feedback.has_ended(token, actor=actor, at=now):
        raise Problem(status=410, code="download-ended")
    if taken is None:
        raise Problem(status=404, code="not-found")
    response = StreamingHttpResponse(taken.pieces, content_type="application/zip")
    response.headers["Content-Length"] = str(taken.size)
    return response


HANDLERS = {
    ("SiuiWS", "sendReport"): Handler(permission=Permission.SEND, answer=send_report),
    ("SiuiWS", "getReportFeedback"): Handler(
        permission=Permission.READ_OWN, answer=report_feedback
    ),
}
