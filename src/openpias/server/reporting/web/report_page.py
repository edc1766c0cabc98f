"""What became of a report: its life, counts, findings, the answer, and what to do next?"""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.core.findings import Severity
from openpias.core.rules.catalogue import BY_CODE
from openpias.pages import Choice, Link
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.reporting.domain.judging import wire_code
from openpias.server.reporting.domain.outcomes import IntakeProblem
from openpias.server.reporting.enums import ReportState
from openpias.server.reporting.operations import feedback
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import drafts, reports
from openpias.server.reporting.queries.reports import EventView, FindingRow, ReportRow, ReportView
from openpias.server.reporting.web import labels, navigation, other_file
from openpias.server.reporting.web.opening import actor_of, not_found
from openpias.server.reporting.web.paging import addresses, number_of


@require_GET
@requires(Permission.READ_OWN, real=True)
def item(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show one report."""
    actor, reference = actor_of(request), str(public_id)
    report = reports.one(reference, actor=actor)
    if report is None:
        raise not_found()
    code = request.GET.get("cod", "")[:60]
    errors_only = request.GET.get("doar") == "erori"
    found = reports.findings(
        reference, actor=actor, code=code, errors_only=errors_only, number=number_of(request)
    )
    if found is None:
        raise not_found()
    known = drafts.by_app_ids(actor, {each.app_id for each in found.rows if each.app_id})
    path = f"{navigation.REPORTS}/{reference}"
    is_other = other_file.is_other(report.row.code)
    query = {"cod": code, "doar": "erori" if errors_only else ""}
    context = {
        "report": report.row,
        "title": report.row.file_name or _("Raportul %(number)s") % {"number": report.row.number},
        "path": path,
        "tag": labels.report_tag(report.row.state),
        "next": next_step(report.row, is_own=bool(known)),
        "refusal": refusal_of(report.row),
        "differences": other_file.differences(report.row.facts) if is_other else [],
        "may_take_own": is_other and actor.may(Permission.SEND),
        "facts": facts_of(report),
        "counts": counts_of(report.row),
        "events": [event_line(each) for each in report.events],
        "codes": [
            Choice(value=each, text=f"{wire_code(each)} ({count})")
            for each, count in found.by_code.items()
        ],
        "query": query,
        "findings": [finding_line(each, known) for each in found.rows],
        "total": found.total,
        "has_findings": bool(found.by_code),
        "hrefs": addresses(path, query, pages=found.pages),
        "page_number": found.number,
    }
    trail = [Link(text=_("Rapoartele mele"), href=navigation.REPORTS)]
    return render(request, "reporting/report.html", context, breadcrumbs=trail)


@require_GET
@requires(Permission.READ_OWN, real=True)  # type: ignore[arg-type] # an answer in parts is no HttpResponse
def answer(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse | StreamingHttpResponse:
    """Give the feedback file, as programs read it."""
    actor, now = actor_of(request), timezone.now()
    offer = feedback.offer_of(str(public_id), actor=actor, at=now)
    taken = feedback.take(offer.token, actor=actor, at=now) if offer else None
    if taken is None:
        raise not_found()
    response = StreamingHttpResponse(taken.pieces, content_type="application/zip")
    response.headers["Content-Length"] = str(taken.size)
    response.headers["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    return response


def next_step(report: ReportRow, *, is_own: bool) -> dict[str, str]:
    """Return what the provider does next about a report, in one sentence.

    `is_own` says that its records were typed here.
    """
    wrong = report.counts.invalid + report.counts.unreadable
    if report.state is ReportState.REFUSED:
        return _after_refusal(report)
    if report.state is ReportState.DEAD_LETTER:
        return {"text": _("nimic; casa repornește prelucrarea. Nu trimiteți fișierul din nou.")}
    if report.state is not ReportState.PROCESSED:
        return {
            "text": _("așteptați; prelucrarea merge singură și pagina arată răspunsul."),
            "href": "",
            "action": "",
        }
    if wrong:
        return {
            "text": _(
                "corectați serviciile respinse (%(wrong)s) și trimiteți-le într-un raport nou."
            )
            % {"wrong": wrong},
            "href": f"{navigation.DRAFTS}?stare=refused" if is_own else "",
            "action": _("Serviciile scrise aici"),
        }
    return {"text": _("nimic: toate serviciile au fost primite.")}


def _after_refusal(report: ReportRow) -> dict[str, str]:
    if report.code == IntakeProblem.KIND_UNTAKEN:
        return {
            "text": _(
                "scrieți de mână serviciile acordate persoanelor strămutate și depuneți raportarea la casă."
            ),
            "href": f"{navigation.REGISTER}/nou?fel={report.report_type}",
            "action": _("Scrie serviciile de mână"),
        }
    if report.code == IntakeProblem.KIND_WITHOUT_SERVICES:
        return {"text": _("depuneți fișierul la casă; nu îl trimiteți din nou.")}
    return {
        "text": _("îndreptați ce este mai jos și trimiteți fișierul din nou."),
        "href": navigation.SENDING,
        "action": _("Trimite un fișier"),
    }


def refusal_of(report: ReportRow) -> dict[str, str] | None:
    """Return why a file was refused: both texts, our code, and what the official interface says."""
    if not report.code:
        return None
    texts = describe(report.code, report.facts)
    return {
        "code": report.code,
        "official": f"{report.official_code} {report.official_message}",
        "practice": texts.practice,
        "supplier": texts.supplier,
    }


def facts_of(report: ReportView) -> list[dict[str, str]]:
    """Return what a report says of itself."""
    row = report.row
    pairs = (
        (_("Felul"), labels.kind(row.report_type)),
        (_("Contractul"), row.contract_number),
        (_("Perioada"), labels.days(row.starts_on, row.ends_on)),
        (_("Primit la"), labels.moment(row.received_at)),
        (_("Semnat la (spune fișierul)"), labels.moment(report.signed_at)),
        (_("Numărul raportului"), str(row.number)),
    )
    return [{"key": key, "value": value} for key, value in pairs if value]


def counts_of(report: ReportRow) -> list[dict[str, str]]:
    """Return how many records a processed report has, by what was found about them."""
    if report.state is not ReportState.PROCESSED:
        return []
    counts = report.counts
    pairs = (
        (_("Servicii"), counts.records),
        (_("valide"), counts.valid),
        (_("valide, cu avertismente"), counts.partial),
        (_("respinse"), counts.invalid),
        (_("de necitit"), counts.unreadable),
        (_("întârziate"), counts.late),
        (_("pentru persoane strămutate"), counts.displaced),
    )
    return [{"key": capfirst(key), "value": str(value)} for key, value in pairs]


def event_line(event: EventView) -> dict[str, str]:
    """Return a line of a report's life."""
    return {"at": labels.moment(event.at), "text": labels.happening(event.happening), "more": ""}


def finding_line(row: FindingRow, known: Mapping[str, str]) -> dict[str, Any]:
    """Return a finding with both texts, and the way to its record where it was typed here."""
    texts = describe(row.finding.code, row.finding.facts)
    place = _("fișierul întreg")
    if row.position:
        place = _("serviciul %(position)s, nr. %(app_id)s") % {
            "position": row.position,
            "app_id": row.app_id or "–",
        }
    is_error = row.finding.severity is Severity.ERROR
    return {
        "place": place,
        "href": _href(row, known),
        "code": wire_code(row.finding.code),
        "rule": f"/raportare/reguli#{row.finding.code}" if row.finding.code in BY_CODE else "",
        "tag": {
            "text": _("eroare") if is_error else _("avertisment"),
            "classes": "govuk-tag--red" if is_error else "govuk-tag--yellow",
        },
        "practice": texts.practice,
        "supplier": texts.supplier,
    }


def _href(row: FindingRow, known: Mapping[str, str]) -> str:
    """Return where a record is corrected, where it was typed here; else where it is read."""
    if row.app_id in known:
        return f"{navigation.DRAFTS}/{known[row.app_id]}"
    return f"{navigation.RECORDS}/{row.record}" if row.record else ""
