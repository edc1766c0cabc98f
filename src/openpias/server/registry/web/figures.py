"""How do people see how many persons were registered, as plots, tables and a file?"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem
from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.http import spreadsheets
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.problems import Problem
from openpias.server.registry.domain.collecting import EARLIEST
from openpias.server.registry.enums import NomenclatureList
from openpias.server.registry.operations import exports
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries import figures
from openpias.server.registry.queries.figures import Scope, Tally
from openpias.server.registry.web import labels, plots
from openpias.server.registry.web.plots import Bar

USUAL_DAYS = 30
# More columns than these say nothing; a longer period is shown by month.
MOST_DAYS_SHOWN = 92
FIELDS = ("de-la", "pana-la")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What was typed, and what it means when nothing is wrong with it."""

    typed: dict[str, str]
    errors: dict[str, str]
    first: date
    last: date

    @property
    def by_month(self) -> bool:
        """Tell whether the period is too long for a column a day."""
        return (self.last - self.first).days >= MOST_DAYS_SHOWN


@require_GET
@requires(Permission.READ_FIGURES)
def page(request: HttpRequest) -> HttpResponse:
    """Show the figures of a period."""
    period = _period(request)
    scope = _scope(request, period)
    parts = [] if period.errors else [_part(each, scope, period) for each in _PARTS.values()]
    context = {
        "typed": period.typed,
        "errors": period.errors,
        "summary": list(period.errors.items()),
        "parts": parts if any(part["rows"] for part in parts) else [],
        "everybody": scope.provider is None,
        "provider": actor_of(request).provider.name,
        "total": sum(each.total for each in figures.by_category(scope)) if parts else 0,
        "file": f"/situatii.csv?{_query(period)}",
    }
    return render(request, "registry/figures.html", context, status=422 if period.errors else 200)


@require_GET
@requires(Permission.READ_FIGURES)
def plot(request: HttpRequest, name: str) -> HttpResponse:
    """Draw one of the plots."""
    period = _known_period(request)
    if name not in _PARTS:
        raise Problem(status=404, code="not-found")
    return _PARTS[name].draw(_scope(request, period), period)


@require_GET
@requires(Permission.READ_FIGURES)  # type: ignore[arg-type] # an answer in parts is no HttpResponse
def file(request: HttpRequest) -> StreamingHttpResponse:
    """Give the finest table as a file for a spreadsheet, audited before it begins."""
    period = _known_period(request)
    scope = _scope(request, period)
    exports.note(scope, actor=actor_of(request), at=timezone.now())
    name = f"situatii-{period.first.isoformat()}-{period.last.isoformat()}.csv"
    return spreadsheets.download(_lines(scope), name=name)


def _lines(scope: Scope) -> Iterator[list[str | int]]:
    yield [
        _("Ziua"),
        _("Furnizor"),
        _("Cod punct de intrare"),
        _("Punctul de intrare în țară"),
        _("Cod categorie"),
        _("Categoria"),
        _("În vigoare"),
        _("Retrase"),
    ]
    for cell in figures.cells(scope):
        yield [
            dates.typed(cell.day),
            cell.provider_code,
            cell.entry_point,
            _entry_point(cell.entry_point),
            cell.category,
            _category(cell.category),
            cell.valid,
            cell.withdrawn,
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One subject of the page: how it is counted, named and drawn."""

    name: str
    title: Callable[[Period], str]
    key: Callable[[Period], str]
    tallies: Callable[[Scope, Period], list[Tally]]
    named: Callable[[str], str]
    draw: Callable[[Scope, Period], HttpResponse]


def _part(part: Part, scope: Scope, period: Period) -> dict[str, Any]:
    return {
        "title": part.title(period),
        "plot": f"/situatii/{part.name}.svg?{_query(period)}",
        "columns": [
            {"text": part.key(period), "nowrap": part.name == "zile"},
            {"text": _("Total"), "numeric": True},
            {"text": _("din care retrase"), "numeric": True},
        ],
        "rows": [
            [part.named(each.key), str(each.total), str(each.withdrawn)]
            for each in part.tallies(scope, period)
        ],
    }


def _in_time(scope: Scope, period: Period) -> list[Tally]:
    return figures.by_month(scope) if period.by_month else figures.by_day(scope)


def _draw_in_time(scope: Scope, period: Period) -> HttpResponse:
    known = {each.key: each for each in _in_time(scope, period)}
    drawn = [
        Bar(
            label=_moment(key),
            valid=known[key].valid if key in known else 0,
            withdrawn=known[key].withdrawn if key in known else 0,
        )
        for key in _every_key(period)
    ]
    return plots.columns(drawn)


def _every_key(period: Period) -> Sequence[str]:
    """Return the days, or months, of the period, those without anybody included."""
    count = (period.last - period.first).days + 1
    days = ((period.first + timedelta(days=each)).isoformat() for each in range(count))
    return list(dict.fromkeys(day[:7] for day in days)) if period.by_month else list(days)


def _draw_entry_points(scope: Scope, period: Period) -> HttpResponse:  # noqa: ARG001 - the shape of draw
    return plots.lines(plots.bars(figures.by_entry_point(scope), name=_entry_point))


def _draw_categories(scope: Scope, period: Period) -> HttpResponse:  # noqa: ARG001 - the shape of draw
    return plots.lines(plots.bars(figures.by_category(scope), name=_category))


def _moment(key: str) -> str:
    return "-".join(reversed(key.split("-")))


def _entry_point(code: str) -> str:
    return labels.name_of(NomenclatureList.ENTRY_POINTS, code) if code else _by_permit()


def _category(code: str) -> str:
    if not code:
        return _by_permit()
    return f"{code}: {labels.name_of(NomenclatureList.CATEGORIES, code)}"


def _by_permit() -> str:
    return _("Nu se cere (permis de ședere)")


_PARTS = {
    part.name: part
    for part in (
        Part(
            name="zile",
            title=lambda period: _("Pe luni") if period.by_month else _("Pe zile"),
            key=lambda period: _("Luna") if period.by_month else _("Ziua"),
            tallies=_in_time,
            named=_moment,
            draw=_draw_in_time,
        ),
        Part(
            name="intrari",
            title=lambda _period: _("Pe puncte de intrare în țară"),
            key=lambda _period: _("Punctul de intrare în țară"),
            tallies=lambda scope, _period: figures.by_entry_point(scope),
            named=_entry_point,
            draw=_draw_entry_points,
        ),
        Part(
            name="categorii",
            title=lambda _period: _("Pe categorii"),
            key=lambda _period: _("Categoria"),
            tallies=lambda scope, _period: figures.by_category(scope),
            named=_category,
            draw=_draw_categories,
        ),
    )
}


def _known_period(request: HttpRequest) -> Period:
    period = _period(request)
    if period.errors:
        raise Problem(status=404, code="not-found")
    return period


def _period(request: HttpRequest) -> Period:
    """Read the period; the last days until today where nothing was typed."""
    today = timezone.localdate()
    usual = {
        "de-la": dates.typed(today - timedelta(days=USUAL_DAYS - 1)),
        "pana-la": dates.typed(today),
    }
    typed = {name: request.GET.get(name, "").strip()[:32] or usual[name] for name in FIELDS}
    errors: dict[str, str] = {}
    days: dict[str, date] = {}
    for name in FIELDS:
        parsed = dates.parse_full(typed[name])
        if isinstance(parsed, DateProblem):
            errors[name] = describe(parsed).practice
        elif parsed < EARLIEST:
            errors[name] = describe("date-too-early").practice
        elif parsed > today:
            errors[name] = describe("date-in-future").practice
        else:
            days[name] = parsed
    first, last = days.get("de-la", today), days.get("pana-la", today)
    if not errors and last < first:
        errors["pana-la"] = _("Ultima zi este înaintea primei zile. Schimbați una dintre ele.")
    return Period(typed=typed, errors=errors, first=first, last=last)


def _scope(request: HttpRequest, period: Period) -> Scope:
    actor = actor_of(request)
    everybody = actor.may(Permission.READ_ALL_FIGURES)
    provider = None if everybody else actor.provider.code
    return Scope(first=period.first, last=period.last, provider=provider)


def _query(period: Period) -> str:
    return urlencode(period.typed)
