"""Which papers about cards does a browser get, and for which days?"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.core.calendar import dates
from openpias.core.slips import card_papers
from openpias.core.slips.card_papers import ReplacementPaper, ResetRegister
from openpias.server.cards.operations import replacement_certificates, reset_registers
from openpias.server.cards.permissions import Permission
from openpias.server.cards.queries import desks
from openpias.server.cards.queries.resets import ResetRow
from openpias.server.cards.web import labels, navigation, opening
from openpias.server.cards.web.opening import RESETS, actor_of, not_found
from openpias.server.cards.web.periods import Period, period_of
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http import spreadsheets
from openpias.server.platform.http.pages import render
from openpias.server.providers import api as providers

_SAVED_AS = "registrul-resetarilor"


@require_GET
@requires(Permission.OPEN_CARDS, real=True)
def replacement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Print the paper that stands for a card."""
    paper = replacement_certificates.take_out(
        str(public_id), actor=actor_of(request), at=timezone.now()
    )
    if paper is None:
        raise not_found()
    holder = paper.holder
    facts = [
        ("Data nașterii", dates.typed(holder.birth_date) if holder.birth_date else ""),
        ("CNP", holder.cnp),
        ("CID", labels.grouped(holder.cid)),
        ("Numărul cardului înlocuit", labels.grouped(paper.card_number)),
    ]
    printed = ReplacementPaper(
        house=desks.desk(paper.house).name,
        number=paper.number,
        name=holder.name,
        facts=[fact for fact in facts if fact[1]],
        valid_from=dates.typed(paper.valid_from),
        valid_to=dates.typed(paper.valid_to),
        issued=issued_by(request),
    )
    return pdf(card_papers.render_replacement(printed), name=f"adeverinta-{paper.number}")


@require_GET
@requires(Permission.HANDLE_CASES, real=True)
def resets(request: HttpRequest) -> HttpResponse:
    """Show the register of resets of a period."""
    period = period_of(request, today=timezone.localdate())
    rows = _taken_out(request, period)
    if rows is None:
        return opening.ask_reason(request, RESETS)
    columns = [*_columns(), _("Caz")]
    context = {
        "tabs": navigation.tabs(request),
        "period": period,
        "columns": [
            {"text": text, "nowrap": place in {1, 2, 6}} for place, text in enumerate(columns)
        ],
        "rows": rows,
        "is_full": len(rows) >= reset_registers.MOST,
        "most": reset_registers.MOST,
        "query": f"?de_la={period.first_text}&pana_la={period.last_text}",
        "errors": period.errors,
        "summary": list(period.errors.items()),
    }
    return render(request, "cards/resets.html", context, status=422 if period.errors else 200)


@require_GET
@requires(Permission.HANDLE_CASES, real=True)
def resets_pdf(request: HttpRequest) -> HttpResponse:
    """Print the register for the holders' signatures."""
    period = period_of(request, today=timezone.localdate())
    rows = _taken_out(request, period)
    if rows is None:
        return opening.ask_reason(request, RESETS)
    actor = actor_of(request)
    own = providers.house_of(actor)
    register = ResetRegister(
        house=desks.desk(own).name if own else actor.provider.name,
        period=f"{period.first_text} – {period.last_text}",
        rows=[
            [*row[:5], f"resetarea PIN-ului, caz {row[6]}" if row[6] else row[5]] for row in rows
        ],
        issued=issued_by(request),
    )
    return pdf(card_papers.render_resets(register), name=_SAVED_AS)


@require_GET
@requires(Permission.HANDLE_CASES, real=True)  # type: ignore[arg-type] # an answer in parts is no HttpResponse
def resets_csv(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Save the register as a table; the digits of a card stay text in groups."""
    period = period_of(request, today=timezone.localdate())
    rows = _taken_out(request, period)
    if rows is None:
        return opening.ask_reason(request, RESETS)
    return spreadsheets.download([[*_columns(), _("Caz")], *rows], name=f"{_SAVED_AS}.csv")


def _columns() -> list[str]:
    return [
        _("Nr."),
        _("Data și ora"),
        _("Numărul cardului"),
        _("Titularul"),
        _("Furnizorul"),
        _("Operația"),
    ]


def _taken_out(request: HttpRequest, period: Period) -> list[list[str]] | None:
    """Return the rows of the register; None while the reason is due."""
    found = reset_registers.take_out(
        first=period.first,
        last=period.last,
        actor=actor_of(request),
        at=timezone.now(),
        note=opening.reason_of(request, RESETS),
    )
    if not isinstance(found, tuple):
        return None
    return [_row(place, each) for place, each in enumerate(found, start=1)]


def _row(place: int, reset: ResetRow) -> list[str]:
    return [
        str(place),
        labels.moment(reset.at),
        labels.grouped(reset.card_number),
        reset.holder,
        reset.provider_name,
        _("resetarea PIN-ului"),
        reset.case_number,
    ]


def issued_by(request: HttpRequest) -> str:
    """Return who printed it, where and when; a paper of the demonstration says so."""
    actor = actor_of(request)
    practice = "" if settings.PROFILE.value == "production" else " · date fictive"
    moment = labels.moment(timezone.now())
    return f"OpenPIAS · {actor.provider.name} · {actor.display_name} · {moment}{practice}"


def pdf(content: bytes, *, name: str) -> HttpResponse:
    """Return a PDF that the browser shows."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
