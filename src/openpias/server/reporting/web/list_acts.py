"""How does CNAS bring a list of reporting up to date from a file, and end a code?"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem
from openpias.core.findings import Finding
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.reporting.domain.list_rows import columns
from openpias.server.reporting.domain.outcomes import NotSaved, ReportingRefused
from openpias.server.reporting.enums import ReportingList
from openpias.server.reporting.operations import list_ends
from openpias.server.reporting.operations import nomenclatures as operations
from openpias.server.reporting.operations.nomenclatures import Imported
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import nomenclatures as queries
from openpias.server.reporting.queries.nomenclatures import CodeView
from openpias.server.reporting.web import house_labels
from openpias.server.reporting.web.house_navigation import LISTS
from openpias.server.reporting.web.nomenclatures import list_of, trail, validity
from openpias.server.reporting.web.opening import actor_of, not_found, refused, text_of

MOST_MEGABYTES = 8
_SHOWN = 100


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_LISTS, real=True)
def upload(request: HttpRequest, name: str) -> HttpResponse:
    """Bring a list to what a file says, all of it or nothing; refused rows are named with reasons."""
    listed = list_of(name)
    if request.method == "GET":
        return _upload_page(request, listed)
    text = _text(request)
    if isinstance(text, Finding):
        return _upload_page(request, listed, findings=[text])
    try:
        answer = operations.import_csv(
            text, name=listed, actor=actor_of(request), at=timezone.now()
        )
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    if isinstance(answer, NotSaved):
        return _upload_page(request, listed, findings=answer.findings)
    return _upload_page(request, listed, done=answer)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_LISTS, resumes=True, real=True)
def end(request: HttpRequest, name: str, first: str, code: str) -> HttpResponse:
    """Give a code its last day; the row stays."""
    listed = list_of(name)
    row = _named(listed, code, first)
    if row is None:
        raise not_found()
    if request.method == "GET" or interrupted.is_back(request):
        return _end_page(request, listed, row, typed=text_of(request, "valid_to"))
    typed = text_of(request, "valid_to", most=32)
    try:
        answer = list_ends.end(
            listed,
            code=row.code,
            valid_from=row.valid_from,
            valid_to=typed,
            actor=actor_of(request),
            at=timezone.now(),
        )
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    if isinstance(answer, NotSaved):
        wrong = answer.findings[0]
        told = house_labels.described(wrong.code, wrong.facts).practice
        return _end_page(request, listed, row, typed=typed, error=told)
    return HttpResponseRedirect(f"{LISTS}/{listed.value}")


def _text(request: HttpRequest) -> str | Finding:
    file = request.FILES.get("file")
    if file is None or file.file is None:
        return Finding(code="list-file-missing", path="/file")
    if file.size is None or file.size > MOST_MEGABYTES * 2**20:
        most = {"most": str(MOST_MEGABYTES)}
        return Finding(code="list-file-too-large", path="/file", facts=most)
    try:
        text: str = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return Finding(code="list-file-encoding", path="/file")
    if "\0" in text:
        return Finding(code="list-not-csv", path="/file")
    return text


def _upload_page(
    request: HttpRequest,
    listed: ReportingList,
    *,
    findings: Sequence[Finding] = (),
    done: Imported | None = None,
) -> HttpResponse:
    of_file = [each for each in findings if not each.path.startswith("/rows/")]
    of_rows = [each for each in findings if each.path.startswith("/rows/")]
    errors: dict[str, str] = {}
    if of_file:
        errors["file"] = house_labels.described(of_file[0].code, of_file[0].facts).practice
    elif of_rows:
        errors["file"] = _(
            "Nimic nu a fost scris: corectați rândurile de mai jos și încărcați din nou."
        )
    context: dict[str, Any] = {
        "title": house_labels.list_title(listed),
        "address": f"{LISTS}/{listed.value}",
        "first_line": ",".join(columns(listed)),
        "is_services": listed is ReportingList.SERVICES,
        "limit": MOST_MEGABYTES,
        "done": _done(done) if done else [],
        "columns": [
            {"text": _("Rândul din fișier")},
            {"text": _("Coloana"), "nowrap": True},
            {"text": _("Ce este de făcut"), "wide": True},
        ],
        "refused": [_refused(each) for each in of_rows[:_SHOWN]],
        "more": max(0, len(of_rows) - _SHOWN),
        "errors": errors,
        "summary": list(errors.items()),
    }
    status = 422 if errors else 200
    return render(
        request,
        "reporting/house_list_import.html",
        context,
        status=status,
        breadcrumbs=trail(listed),
    )


def _done(answer: Imported) -> list[dict[str, str]]:
    rows = (
        (_("Rânduri noi"), answer.added),
        (_("Rânduri schimbate"), answer.changed),
        (_("Rânduri care erau deja așa"), answer.unchanged),
    )
    return [{"key": key, "value": str(value)} for key, value in rows]


def _refused(finding: Finding) -> list[str]:
    _empty, _rows, number, column = finding.path.split("/", 3)
    # The first line of the file names the columns, and has no row number here.
    texts = house_labels.described(finding.code, finding.facts)
    return [str(int(number) + 1), column, texts.practice]


def _named(listed: ReportingList, code: str, first: str) -> CodeView | None:
    day = dates.parse_full(first[:32])
    if isinstance(day, DateProblem):
        return None
    for each in queries.codes(listed):
        if (each.code, each.valid_from) == (code, day):
            return each
    return None


def _end_page(
    request: HttpRequest, listed: ReportingList, code: CodeView, *, typed: str, error: str = ""
) -> HttpResponse:
    errors = {"valid_to": error} if error else {}
    rows = (
        (_("Codul"), code.code),
        (_("Denumirea"), code.name),
        (_("Valabil"), validity(code.valid_from, code.valid_to)),
        (_("De unde se știe"), code.provenance),
    )
    context = {
        "rows": [{"key": key, "value": value} for key, value in rows],
        "address": f"{LISTS}/{listed.value}",
        "action": request.path,
        "typed": typed,
        "errors": errors,
        "summary": list(errors.items()),
    }
    status = 422 if errors else 200
    return render(
        request, "reporting/house_list_end.html", context, status=status, breadcrumbs=trail(listed)
    )
