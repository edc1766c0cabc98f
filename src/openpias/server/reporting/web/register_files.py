"""How is the register of distinct records saved as a table, and printed?"""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from openpias.core.slips import reporting_papers
from openpias.core.slips.reporting_papers import DistinctRegister
from openpias.server.platform.http import spreadsheets
from openpias.server.reporting.domain.periods import month
from openpias.server.reporting.queries.distinct import DistinctFilter, DistinctRow, DistinctTotal
from openpias.server.reporting.web import labels, register_rows
from openpias.server.reporting.web.opening import actor_of


def table(rows: Iterable[DistinctRow], *, wanted: DistinctFilter) -> StreamingHttpResponse:
    """Return the register as a table of a spreadsheet."""
    head = [_("Furnizorul"), *register_rows.columns()]
    lines = ([each.provider, *register_rows.cells(each)] for each in rows)
    return spreadsheets.download([head, *lines], name=f"{saved_as(wanted)}.csv")


def paper(
    request: HttpRequest,
    rows: Sequence[DistinctRow],
    totals: Sequence[DistinctTotal],
    *,
    wanted: DistinctFilter,
    provider: str,
    house: str,
) -> HttpResponse:
    """Return the register as a paper in Romanian, with who printed it."""
    first, last = month(wanted.month)
    with translation.override("ro"):
        document = DistinctRegister(
            provider=provider,
            house=house,
            period=labels.days(first, last),
            rows=[
                [str(place), *register_rows.cells(each)] for place, each in enumerate(rows, start=1)
            ],
            totals=[register_rows.total_row(each) for each in totals],
            issued=_issued_by(request),
        )
    content = reporting_papers.render_distinct(document)
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{saved_as(wanted)}.pdf"'
    return response


def saved_as(wanted: DistinctFilter) -> str:
    """Return under which name a file is saved, without its ending."""
    kind = f"-{wanted.kind.lower()}" if wanted.kind else ""
    whose = f"-{wanted.house}-{wanted.provider}" if wanted.provider else ""
    return f"evidenta-distincta-{wanted.month:%Y-%m}{kind}{whose}"


def _issued_by(request: HttpRequest) -> str:
    actor = actor_of(request)
    practice = "" if settings.PROFILE.value == "production" else " · date fictive"
    return f"OpenPIAS · {actor.provider.name} · {actor.display_name} · {labels.moment(timezone.now())}{practice}"
