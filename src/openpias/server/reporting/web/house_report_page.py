"""What does a house see of a report: header, signer, counts, life, findings?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.core.calendar import dates
from openpias.pages import Link
from openpias.server.certificates import api as certificates
from openpias.server.platform.accounts import queries as accounts
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.reporting.enums import ReportState
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import queue as queues
from openpias.server.reporting.queries import reports as queries
from openpias.server.reporting.queries.reports import FindingRow, ReportRow, ReportView
from openpias.server.reporting.web import asking, house_labels, house_navigation, labels, progress
from openpias.server.reporting.web.house_navigation import QUEUE
from openpias.server.reporting.web.opening import actor_of, not_found
from openpias.server.reporting.web.paging import addresses, number_of

_WAITS = (ReportState.RECEIVED, ReportState.QUEUED, ReportState.PROCESSING)


@require_GET
@requires(Permission.READ_QUEUE, real=True)
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one report."""
    actor, now = actor_of(request), timezone.now()
    report = opened(request, str(public_id))
    row = report.row
    found = queries.findings(str(public_id), actor=actor)
    context = {
        "row": row,
        "address": address(row),
        "kind": labels.kind(row.report_type),
        "title": title(row),
        "tag": progress.state_line(row),
        "advice": progress.advice(row, is_stuck=_is_stuck(row, actor=actor, now=now)),
        "refusal": house_labels.described(row.code, row.facts) if row.code else None,
        "about": _about(report),
        "signer": _signer(report),
        "counts": _counts(row),
        "failure": _failure(row) if row.state is ReportState.DEAD_LETTER else [],
        "life": _life(report),
        "by_code": _by_code(found.by_code if found else {}, address(row)),
        "columns": [
            {"text": _("Constatarea"), "wide": True},
            {"text": _("De câte ori"), "numeric": True},
            {"text": _("Codul"), "nowrap": True},
        ],
        "may_retry": row.state is ReportState.DEAD_LETTER and actor.may(Permission.RETRY),
        "may_take": row.state is ReportState.DEAD_LETTER and actor.may(Permission.OPEN_RECORDS),
    }
    return render(request, "reporting/house_report.html", context, breadcrumbs=trail())


@require_GET
@requires(Permission.READ_QUEUE, real=True)
def findings(request: HttpRequest, public_id: str) -> HttpResponse:
    """List what was found in a report, of one code or all, in the order of the file."""
    actor = actor_of(request)
    report = opened(request, str(public_id))
    code = asking.asked(request, "cod")
    found = queries.findings(str(public_id), actor=actor, code=code, number=number_of(request))
    if found is None:
        raise not_found()
    here = f"{address(report.row)}/constatari"
    context = {
        "title": title(report.row),
        "code": code,
        "text": house_labels.described(code) if code in found.by_code else None,
        "total": found.total,
        "rows": [_finding(each) for each in found.rows],
        "every": here,
        "hrefs": addresses(here, {"cod": code} if code else {}, pages=found.pages),
        "page_number": found.number,
    }
    crumbs = [*trail(), Link(text=title(report.row), href=address(report.row))]
    return render(request, "reporting/house_findings.html", context, breadcrumbs=crumbs)


def opened(request: HttpRequest, public_id: str) -> ReportView:
    """Return a report that whoever asks may see."""
    report = queries.one(public_id, actor=actor_of(request))
    if report is None:
        raise not_found()
    return report


def address(row: ReportRow) -> str:
    """Return where the report stands."""
    return f"{QUEUE}/{row.public_id}"


def name(row: ReportRow) -> str:
    """Return the name of the file, or the number of one that has none."""
    return row.file_name or _("fără nume, nr. %(number)s") % {"number": row.number}


def title(row: ReportRow) -> str:
    """Return how a report is called where its file's name is too long."""
    return _("Raportul nr. %(number)s") % {"number": row.number}


def trail() -> list[Link]:
    """Return the way back."""
    return house_navigation.trail(_("Rapoarte"), QUEUE)


def _is_stuck(row: ReportRow, *, actor: Actor, now: datetime) -> bool:
    if row.state not in _WAITS:
        return False
    if row.state is ReportState.PROCESSING:
        found = queues.progress(row.public_id, actor=actor, at=now)
        return found is not None and not found.is_held
    return row.received_at < now - queues.STUCK_AFTER


def _about(report: ReportView) -> list[dict[str, str]]:
    row = report.row
    size = report.unpacked_size
    rows = (
        (_("Fișierul"), name(row)),
        (_("Furnizorul"), f"{row.provider_name} ({row.provider})"),
        (_("Casa"), row.house),
        (_("Contractul"), row.contract_number),
        (_("Perioada raportată"), labels.days(row.starts_on, row.ends_on)),
        (_("Data raportării"), dates.typed(report.reported_on) if report.reported_on else ""),
        (_("Numărul raportului la furnizor"), report.app_id),
        (_("Factura"), report.invoice_number),
        (_("Primit la"), labels.moment(row.received_at)),
        (_("Prelucrat la"), labels.moment(row.finished_at)),
        (_("Mărimea"), _kilobytes(report.size if size is None else size)),
    )
    return [{"key": key, "value": value} for key, value in rows if value]


def _kilobytes(octets: int) -> str:
    return _("%(size)s KB") % {"size": -(-octets // 1024)}


def _signer(report: ReportView) -> list[dict[str, str]]:
    found = certificates.certificate(report.signer)
    if found is None:
        return []
    signed = labels.moment(report.signed_at) or _("semnătura nu spune")
    rows = (
        (_("Semnat de"), found.holder),
        (_("Semnat la"), signed),
        (_("Seria certificatului"), found.serial),
        (_("Emitentul"), found.issuer),
        (_("Valabil până la"), labels.moment(found.valid_until)),
    )
    return [{"key": key, "value": value} for key, value in rows]


def _counts(row: ReportRow) -> list[dict[str, str]]:
    if row.state is not ReportState.PROCESSED:
        return []
    counts, records = row.counts, f"{address(row)}/servicii"
    numbers = (
        (_("Servicii raportate"), counts.records, records),
        (_("Acceptate"), counts.valid + counts.partial, ""),
        (_("din care cu avertismente"), counts.partial, f"{records}?care=avertismente"),
        (_("Respinse"), counts.invalid, f"{records}?care=respinse"),
        (_("Care nu s-au putut citi"), counts.unreadable, ""),
        (_("Trimise cu întârziere"), counts.late, f"{records}?care=intarziate"),
        (_("Pentru persoane strămutate"), counts.displaced, f"{records}?care=stramutate"),
    )
    rows = [
        {
            "key": key,
            "value": str(number),
            "href": href if number else "",
            "action": _("Vezi"),
        }
        for key, number, href in numbers
    ]
    sums = [{"key": key, "value": value} for key, value in house_labels.totals(row.totals)]
    return [*rows, *sums]


def _failure(row: ReportRow) -> list[dict[str, str]]:
    return [
        {"key": _("Ce s-a întâmplat"), "value": house_labels.failure(row.failure)},
        {"key": _("Codul pentru furnizorul IT"), "value": row.failure},
        {"key": _("Încercări"), "value": str(row.attempts)},
    ]


def _life(report: ReportView) -> list[dict[str, str]]:
    acted = (each.account_id for each in report.events)
    names = accounts.names_of(each for each in acted if each is not None)
    return [
        {
            "at": labels.moment(each.at),
            "text": labels.happening(each.happening),
            "who": names.get(each.account_id, "") if each.account_id else "",
        }
        for each in report.events
    ]


def _by_code(counted: Mapping[str, int], report: str) -> list[list[Any]]:
    return [
        [
            {"text": house_labels.in_short(code), "href": f"{report}/constatari?cod={code}"},
            str(number),
            code,
        ]
        for code, number in counted.items()
    ]


def _finding(row: FindingRow) -> dict[str, object]:
    texts = house_labels.described(row.finding.code, row.finding.facts)
    return {
        "place": _("serviciul %(number)s") % {"number": row.position}
        if row.position
        else _("fișierul"),
        "app_id": row.app_id,
        "tag": house_labels.severity_tag(row.finding.severity),
        "practice": texts.practice,
        "supplier": texts.supplier,
        "path": row.finding.path,
    }
