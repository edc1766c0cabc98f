"""Which files of a report does a house take: the feedback, and the original of one that stopped?"""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openpias.pages import Link
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.problems import Problem
from openpias.server.reporting.domain.outcomes import ReportingRefused
from openpias.server.reporting.enums import ReportState
from openpias.server.reporting.operations import feedback as operations
from openpias.server.reporting.operations import originals
from openpias.server.reporting.operations.feedback import Taken
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.web import confirming
from openpias.server.reporting.web.confirming import Question
from openpias.server.reporting.web.house_report_page import address, name, opened, title, trail
from openpias.server.reporting.web.opening import actor_of, refused


@require_POST
@requires(Permission.READ_QUEUE, real=True)  # type: ignore[arg-type] # an answer in parts is no HttpResponse
def feedback(request: HttpRequest, public_id: str) -> HttpResponse | StreamingHttpResponse:
    """Send the feedback of a report."""
    actor, now = actor_of(request), timezone.now()
    opened(request, str(public_id))
    offer = operations.offer_of(str(public_id), actor=actor, at=now)
    taken = operations.take(offer.token, actor=actor, at=now) if offer else None
    if taken is None:
        raise Problem(status=409, code="report-without-feedback")
    return _sent(taken, kind="application/zip")


@require_http_methods(["GET", "POST"])
@requires(Permission.OPEN_RECORDS, grave=True, resumes=True, real=True)  # type: ignore[arg-type] # as above
def original(request: HttpRequest, public_id: str) -> HttpResponse | StreamingHttpResponse:
    """Send the text of a dead letter as it was received, after the certificate was shown again."""
    row = opened(request, str(public_id)).row
    if row.state is not ReportState.DEAD_LETTER:
        raise Problem(status=409, code="report-not-stopped")
    if request.method == "GET" or interrupted.is_back(request):
        crumbs = [*trail(), Link(text=title(row), href=address(row))]
        return confirming.ask(
            request, _question(name(row), row.failure, address(row)), trail=crumbs
        )
    try:
        taken = originals.take(str(public_id), actor=actor_of(request), at=timezone.now())
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    if taken is None:
        raise Problem(status=409, code="report-not-stopped")
    return _sent(taken, kind="application/octet-stream")


def _question(title: str, failure: str, back: str) -> Question:
    return Question(
        heading=_("Fișierul, pentru furnizorul IT"),
        rows=[
            {"key": _("Fișierul"), "value": title},
            {"key": _("Codul pentru furnizorul IT"), "value": failure},
        ],
        warning=_(
            "Fișierul are numele și datele medicale ale pacienților. Dați-l numai cui repară "
            "platforma, pe o cale protejată, și ștergeți-l după aceea."
        ),
        effects=[
            _("Se descarcă textul Base64 exact cum l-a trimis furnizorul; descărcarea se notează.")
        ],
        button=_("Descarcă fișierul"),
        back=back,
        once=False,
    )


def _sent(taken: Taken, *, kind: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(taken.pieces, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    response.headers["Content-Length"] = str(taken.size)
    return response
