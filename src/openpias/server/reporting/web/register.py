"""What was given to displaced persons in a month, person by person, on screen and on paper?"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.core.calendar import dates
from openpias.core.rules.records import ReportKind
from openpias.core.slips import reporting_papers
from openpias.core.slips.reporting_papers import DistinctRegister
from openpias.server.platform.accounts.door import requires_any
from openpias.server.platform.http import spreadsheets
from openpias.server.platform.http.pages import render
from openpias.server.registry import api as registry
from openpias.server.registry.api import KeptProof, ProofKind
from openpias.server.reporting.domain.periods import month
from openpias.server.reporting.enums import UntakenKind
from openpias.server.reporting.operations import registers
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import distinct
from openpias.server.reporting.queries.distinct import DistinctFilter, DistinctRow, DistinctTotal
from openpias.server.reporting.web import labels, navigation
from openpias.server.reporting.web.months import month_of, months, this_month
from openpias.server.reporting.web.opening import actor_of
from openpias.server.reporting.web.paging import addresses, number_of


@require_GET
@requires_any(Permission.READ_OWN, Permission.READ_QUEUE, real=True)
def page(request: HttpRequest) -> HttpResponse:
    """Show the register of a month."""
    actor, now, wanted = actor_of(request), timezone.now(), _wanted(request)
    found = registers.look(actor, wanted=wanted, number=number_of(request), at=now)
    query = _query(wanted)
    context = {
        "tabs": navigation.tabs(request),
        "month": labels.month(wanted.month),
        "months": months(now),
        "kinds": labels.kinds([*ReportKind, *UntakenKind]),
        "query": query,
        "rows": [_shown(each) for each in found.rows],
        "total": found.total,
        "total_columns": _total_columns(),
        "totals": [_total_row(each) for each in found.totals],
        "may_record": actor.may(Permission.RECORD),
        "files": f"?luna={query['luna']}&fel={query['fel']}",
        "hrefs": addresses(navigation.REGISTER, query, pages=found.pages),
        "page_number": found.number,
    }
    return render(request, "reporting/register.html", context)


@require_GET
@requires_any(Permission.READ_OWN, Permission.READ_QUEUE, real=True)  # type: ignore[arg-type] # an answer in parts is no HttpResponse
def csv(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Save the register of a month as a table."""
    wanted = _wanted(request)
    rows = registers.take_out(actor_of(request), wanted=wanted, at=timezone.now())
    head = [_("Furnizorul"), *_columns()]
    lines = ([each.provider, *_cells(each)] for each in rows)
    return spreadsheets.download([head, *lines], name=f"{_saved_as(wanted)}.csv")


@require_GET
@requires_any(Permission.READ_OWN, Permission.READ_QUEUE, real=True)
def pdf(request: HttpRequest) -> HttpResponse:
    """Print the register of a month, for the provider's own file and for the house."""
    actor, wanted = actor_of(request), _wanted(request)
    rows = registers.take_out(actor, wanted=wanted, at=timezone.now())
    totals = distinct.totals(actor, wanted=wanted)
    first, last = month(wanted.month)
    with translation.override("ro"):
        paper = DistinctRegister(
            provider=f"{actor.provider.name}, {actor.provider.code}",
            house=actor.provider.house_name,
            period=labels.days(first, last),
            rows=[[str(place), *_cells(each)] for place, each in enumerate(rows, start=1)],
            totals=[_total_row(each) for each in totals],
            issued=_issued_by(request),
        )
    response = HttpResponse(reporting_papers.render_distinct(paper), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{_saved_as(wanted)}.pdf"'
    return response


def proof(found: KeptProof | None) -> str:
    """Return the document whose copy is kept, or the medical document in its place."""
    if found is None:
        return _("persoana nu mai este în registru")
    kind = registry.document_type(found.type, language=translation.get_language() or "ro")
    issued = dates.typed(found.issued_on) if found.issued_on else ""
    text = {
        ProofKind.IDENTITY: f"{kind} {found.document} {issued}",
        ProofKind.PERMIT: _("permis de ședere %(number)s") % {"number": found.document},
        ProofKind.MEDICAL: _(
            "document medical în locul actului: %(document)s %(issued)s (%(reason)s)"
        )
        % {"document": found.document, "issued": issued, "reason": found.reason or "–"},
        ProofKind.NONE: _("niciun document: cereți actul sau faceți documentul medical"),
    }[found.kind]
    kept = _("copie păstrată") if found.copies_kept else _("nu s-a notat că se păstrează copia")
    return f"{' '.join(text.split())}; {kept}"


def _wanted(request: HttpRequest) -> DistinctFilter:
    kind = request.GET.get("fel", "")
    known = kind in set(ReportKind) or kind in set(UntakenKind)
    return DistinctFilter(month=month_of(request) or this_month(), kind=kind if known else "")


def _query(wanted: DistinctFilter) -> dict[str, str]:
    return {"luna": f"{wanted.month:%Y-%m}", "fel": wanted.kind}


def _saved_as(wanted: DistinctFilter) -> str:
    kind = f"-{wanted.kind.lower()}" if wanted.kind else ""
    return f"evidenta-distincta-{wanted.month:%Y-%m}{kind}"


def _columns() -> list[str]:
    return [
        *(_("Ziua"), _("Persoana"), _("Numărul"), _("Documentul")),
        *(_("Felul"), _("Serviciul"), _("Cantitatea"), _("Valoarea (lei)")),
    ]


def _cells(row: DistinctRow) -> list[str]:
    name = f"{row.proof.surname} {row.proof.given_name}".strip() if row.proof else ""
    return [
        dates.typed(row.given_on),
        name or "–",
        row.identifier,
        proof(row.proof),
        row.kind,
        " ".join(part for part in (row.service_code, row.what) if part) or "–",
        labels.quantity(row.quantity),
        labels.money(row.value) if row.value is not None else "–",
    ]


def _shown(row: DistinctRow) -> dict[str, Any]:
    day, name, number, document, kind, service, quantity, value = _cells(row)
    return {
        "day": day,
        "name": name,
        "number": number,
        "document": document,
        "kind": kind,
        "service": service,
        "quantity": quantity,
        "value": value,
        "is_missing": row.proof is None or row.proof.kind is ProofKind.NONE,
        "entry": f"{navigation.REGISTER}/{row.entry}" if row.entry else "",
        "report": f"{navigation.REPORTS}/{row.report}" if row.report else "",
    }


def _total_columns() -> list[dict[str, Any]]:
    texts = (_("Servicii"), _("Persoane"), _("Valoarea (lei)"))
    return [{"text": _("Felul")}, *({"text": text, "numeric": True} for text in texts)]


def _total_row(total: DistinctTotal) -> list[str]:
    kind = labels.kind(total.kind)
    shown = kind if kind == total.kind else f"{kind} ({total.kind})"
    return [shown, str(total.services), str(total.persons), labels.money(total.value)]


def _issued_by(request: HttpRequest) -> str:
    actor = actor_of(request)
    practice = "" if settings.PROFILE.value == "production" else " · date fictive"
    return f"OpenPIAS · {actor.provider.name} · {actor.display_name} · {labels.moment(timezone.now())}{practice}"
