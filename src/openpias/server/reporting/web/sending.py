"""How does a signed file come in through the portal, and how is a refusal told?"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openpias.core.rules.records import ReportKind
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.reporting.domain.outcomes import ReportingRefused
from openpias.server.reporting.enums import UntakenKind
from openpias.server.reporting.operations import receiving
from openpias.server.reporting.operations.receiving import Received
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.web import draft_choices, labels, navigation
from openpias.server.reporting.web.opening import actor_of, refused

ENDING = ".xml.b64"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken:
    """Why a file was not taken: what to do, what the IT supplier checks, under which codes."""

    practice: str
    supplier: str = ""
    code: str = ""
    official: str = ""
    report: str = ""


@require_http_methods(["GET", "POST"])
@requires(Permission.SEND, real=True)
def page(request: HttpRequest) -> HttpResponse:
    """Take a signed file of a provider's own software."""
    kind = request.POST.get("kind", "")
    if request.method == "GET":
        return _page(request, kind="", wrong=None, errors={})
    if kind not in set(ReportKind) and kind not in set(UntakenKind):
        return _page(request, kind="", wrong=None, errors={"kind": _("Alegeți felul raportului.")})
    taken = take(request, report_type=kind)
    if isinstance(taken, Received):
        return HttpResponseRedirect(f"{navigation.REPORTS}/{taken.report}")
    errors = {} if taken.code else {"file": taken.practice}
    return _page(request, kind=kind, wrong=taken, errors=errors)


def take(request: HttpRequest, *, report_type: str) -> Received | NotTaken:
    """Take in the file that a form sent; only a signed one is a report."""
    upload = request.FILES.get("file")
    if upload is None:
        return NotTaken(practice=_missing(request))
    text = signed_text(upload.read())
    if text is None:
        return NotTaken(practice=unsigned())
    return received(request, text, report_type=report_type)


def received(request: HttpRequest, text: str, *, report_type: str) -> Received | NotTaken:
    """Take in a signed text; raises Problem for whoever may not send."""
    try:
        answer = receiving.receive(
            text, report_type=report_type, actor=actor_of(request), at=timezone.now()
        )
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    if isinstance(answer, Received):
        return answer
    texts = describe(answer.code, answer.facts)
    return NotTaken(
        practice=texts.practice,
        supplier=texts.supplier,
        code=answer.code,
        official=f"{answer.official_code} {answer.message}",
        report=answer.report,
    )


def signed_text(content: bytes) -> str | None:
    """Return the text of a sealed file; None for what is plainly none, such as the XML itself."""
    if content[:512].lstrip().removeprefix(b"\xef\xbb\xbf").startswith((b"<", b"PK", b"%PDF")):
        return None
    try:
        return content.decode("ascii")
    except UnicodeDecodeError:
        return None


def unsigned() -> str:
    """Return what is said of a file that nobody signed."""
    return _(
        "Fișierul nu este semnat. Semnați-l întâi, apoi trimiteți fișierul care se termină cu %(ending)s."
    ) % {"ending": ENDING}


def _missing(request: HttpRequest) -> str:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdigit() and int(length) > settings.UPLOAD_MAX_BYTES:
        return _(
            "Fișierul este prea mare pentru această pagină (cel mult 10 MB). Trimiteți-l din programul de raportare."
        )
    return _("Alegeți fișierul semnat.")


def _page(
    request: HttpRequest, *, kind: str, wrong: NotTaken | None, errors: dict[str, str]
) -> HttpResponse:
    actor = actor_of(request)
    values = [*(each.value for each in draft_choices.kinds(actor)), *UntakenKind]
    context = {
        "tabs": navigation.tabs(request),
        "kinds": labels.kinds(values),
        "kind": kind,
        "ending": ENDING,
        "wrong": wrong,
        "errors": errors,
        "summary": list(errors.items()) or ([("", wrong.practice)] if wrong else []),
    }
    status = 422 if wrong or errors else 200
    return render(request, "reporting/sending.html", context, status=status)
