"""How does a signed file come in through the portal, and how is a refusal told?"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openpias.core.rules.records import ReportKind
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.uploads import is_too_large, takes_file
from openpias.server.reporting.domain.outcomes import ReportingRefused
from openpias.server.reporting.enums import UntakenKind
from openpias.server.reporting.operations import receiving
from openpias.server.reporting.operations.parts import pieces_from
from openpias.server.reporting.operations.receiving import Received
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.web import draft_choices, labels, navigation
from openpias.server.reporting.web.opening import actor_of, not_found, refused

ENDING = ".xml.b64"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken:
    """Why a file was not taken: what to do, what the IT supplier checks, under which codes."""

    practice: str
    supplier: str = ""
    code: str = ""
    official: str = ""
    report: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


def largest() -> int:
    """Return how many octets a signed file may have here: as many as in a call of `sendReport`."""
    size: int = settings.REPORT_TEXT_BYTES
    return size


@require_http_methods(["GET", "POST"])
@requires(Permission.SEND, real=True)
@takes_file(largest)
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


def take(
    request: HttpRequest, *, report_type: str, built: uuid.UUID | None = None
) -> Received | NotTaken:
    """Take in the file that a form sent; only a signed one is a report, and of `built` its own."""
    upload = request.FILES.get("file")
    file = upload.file if upload is not None else None
    if file is None:
        return NotTaken(practice=_missing(request))
    if not may_be_signed(file):
        return NotTaken(practice=unsigned())
    try:
        answer = receiving.receive_file(
            file,
            report_type=report_type,
            actor=actor_of(request),
            at=timezone.now(),
            built=built,
        )
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    return answer if isinstance(answer, Received) else not_taken(answer)


@require_POST
@requires(Permission.SEND, real=True)
def own(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take a file that is not the one built here as one of the provider's own software."""
    try:
        taken = receiving.take_as_own(public_id, actor=actor_of(request), at=timezone.now())
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    if taken is None:
        raise not_found()
    return HttpResponseRedirect(f"{navigation.REPORTS}/{public_id}")


def not_taken(answer: receiving.Refused) -> NotTaken:
    """Return what is told of a file that was archived and refused."""
    texts = describe(answer.code, answer.facts)
    return NotTaken(
        practice=texts.practice,
        supplier=texts.supplier,
        code=answer.code,
        official=f"{answer.official_code} {answer.message}",
        report=answer.report,
        facts=answer.facts,
    )


def may_be_signed(file: IO[bytes]) -> bool:
    """Tell whether a file may be sealed text, which is ASCII; XML, archives and PDF are plainly none."""
    file.seek(0)
    start = file.read(512).lstrip().removeprefix(b"\xef\xbb\xbf")
    if start.startswith((b"<", b"PK", b"%PDF")):
        return False
    file.seek(0)
    return all(piece.isascii() for piece in pieces_from(file))


def unsigned() -> str:
    """Return what is said of a file that nobody signed."""
    return _(
        "Fișierul nu este semnat. Semnați-l întâi, apoi trimiteți fișierul care se termină cu %(ending)s."
    ) % {"ending": ENDING}


def megabytes() -> str:
    """Return how large a signed file may be, in MB."""
    return str(largest() // (1024 * 1024))


def _missing(request: HttpRequest) -> str:
    if is_too_large(request, most=largest()):
        return _(
            "Fișierul este prea mare: se primesc cel mult %(most)s MB. Împărțiți raportarea, sau anunțați furnizorul aplicației."
        ) % {"most": megabytes()}
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
        "megabytes": megabytes(),
        "wrong": wrong,
        "errors": errors,
        "summary": list(errors.items()) or ([("", wrong.practice)] if wrong else []),
    }
    status = 422 if wrong or errors else 200
    return render(request, "reporting/sending.html", context, status=status)
