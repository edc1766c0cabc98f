"""How did the desk do in a month, as plots, tables and a file?"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.server.helpdesk.enums import Category, Channel, Mailbox
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import figures
from openpias.server.helpdesk.queries.figures import ClockFigures, Figures
from openpias.server.helpdesk.web import labels, moments, navigation
from openpias.server.helpdesk.web.opening import actor_of, not_found
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.clock import day_of
from openpias.server.platform.http import plots, spreadsheets
from openpias.server.platform.http.pages import render
from openpias.server.providers import api as providers

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)
Counted = list[tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One subject: how it is headed, counted and drawn."""

    title: Callable[[], str]
    key: Callable[[], str]
    rows: Callable[[Figures], Counted]
    draw: Callable[[list[str], plots.Series], HttpResponse]


@require_GET
@requires(Permission.READ_FIGURES, real=True)
def page(request: HttpRequest) -> HttpResponse:
    """Show the figures of a month."""
    found, first = _found(request)
    asked = f"luna={first:%Y-%m}"
    context = {
        "tabs": navigation.tabs(request),
        "month": f"{first:%m-%Y}",
        "chosen": f"{first:%Y-%m}",
        "months": _months(),
        "summary_rows": _totals(found),
        "clocks": [
            {
                "title": title,
                "met": clock.met,
                "missed": clock.missed,
                "median": moments.lasting(clock.median_seconds or 0)
                if clock.median_seconds
                else "–",
            }
            for title, clock in _clocks(found)
        ],
        "clock_plot": f"{navigation.FIGURES}/termene.svg?{asked}",
        "parts": [_shown(name, part, found, asked) for name, part in _PARTS.items()],
        "file": f"{navigation.FIGURES}.csv?{asked}",
        "is_empty": not found.opened,
    }
    return render(request, "helpdesk/figures.html", context)


@require_GET
@requires(Permission.READ_FIGURES, real=True)
def plot(request: HttpRequest, name: str) -> HttpResponse:
    """Draw one of the plots."""
    found, _first = _found(request)
    if name == "termene":
        names = [title for title, _clock in _clocks(found)]
        met = [clock.met for _title, clock in _clocks(found)]
        missed = [clock.missed for _title, clock in _clocks(found)]
        return plots.lines(names, [(_("la timp"), met), (_("după termen"), missed)])
    if name not in _PARTS:
        raise not_found()
    part = _PARTS[name]
    rows = part.rows(found)
    series = [(part.title(), [many for _name, many in rows])]
    return part.draw([text for text, _many in rows], series)


@require_GET
@requires(Permission.READ_FIGURES, real=True)  # type: ignore[arg-type] # an answer in parts
def file(request: HttpRequest) -> StreamingHttpResponse:
    """Give the month's figures as a file for a spreadsheet; they are counts alone."""
    found, first = _found(request)
    return spreadsheets.download(_lines(found), name=f"asistenta-{first:%Y-%m}.csv")


def _found(request: HttpRequest) -> tuple[Figures, date]:
    asked = _MONTH.fullmatch(request.GET.get("luna", ""))
    today = day_of(timezone.now())
    first = date(int(asked[1]), int(asked[2]), 1) if asked else today.replace(day=1)
    found = figures.month(actor_of(request), first=first)
    if found is None:
        raise not_found()
    return found, first


def _months() -> list[dict[str, str]]:
    """Return the last twelve months to choose from, the current one first."""
    first, found = day_of(timezone.now()).replace(day=1), []
    for _each in range(12):
        found.append({"value": f"{first:%Y-%m}", "text": f"{first:%m-%Y}"})
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def _totals(found: Figures) -> list[dict[str, str]]:
    marks = sum(found.marks.values())
    mean = sum(mark * many for mark, many in found.marks.items()) / marks if marks else 0
    rows = [
        (_("Deschise"), found.opened),
        (_("Închise"), found.closed),
        (_("Unite cu altele"), found.merged),
        (_("Cu date personale ascunse"), found.with_hidden),
        (_("Cu antet incomplet"), found.incomplete),
        (_("Aprecieri"), f"{marks} · {mean:.1f} / 5" if marks else "0"),
    ]
    return [{"key": key, "value": str(value)} for key, value in rows]


def _clocks(found: Figures) -> list[tuple[str, ClockFigures]]:
    return [(_("Primul răspuns"), found.response), (_("Rezolvarea"), found.resolution)]


def _shown(name: str, part: Part, found: Figures, asked: str) -> dict[str, Any]:
    return {
        "title": part.title(),
        "plot": f"{navigation.FIGURES}/{name}.svg?{asked}",
        "columns": [{"text": part.key()}, {"text": _("Incidente"), "numeric": True}],
        "rows": [[text, str(many)] for text, many in part.rows(found) if many],
    }


def _lines(found: Figures) -> Iterator[list[str | int]]:
    yield [_("Ce se numără"), _("Valoarea"), _("Incidente")]
    for row in _totals(found):
        yield [row["key"], "", row["value"]]
    for title, clock in _clocks(found):
        yield [title, _("la timp"), clock.met]
        yield [title, _("după termen"), clock.missed]
    for part in _PARTS.values():
        for text, many in part.rows(found):
            yield [part.title(), text, many]


def _days(found: Figures) -> Counted:
    """Return every day of the month, those without incidents too."""
    day, rows = found.month, []
    while day.month == found.month.month:
        rows.append((f"{day:%d-%m-%Y}", found.by_day.get(day, 0)))
        day += timedelta(days=1)
    return rows


def _named(counted: Mapping[str, int], name: Callable[[str], str]) -> Counted:
    return [(name(value), many) for value, many in counted.items()]


def _category(value: str) -> str:
    return labels.category(Category(value) if value in set(Category) else None)


def _houses(found: Figures) -> Counted:
    names = {each.code: each.name for each in providers.houses()}
    return _named(found.by_house, lambda code: names.get(code, code) or _("fără casă"))


_PARTS = {
    "zile": Part(title=lambda: _("Pe zile"), key=lambda: _("Ziua"), rows=_days, draw=plots.columns),
    "cutii": Part(
        title=lambda: _("Pe cutii"),
        key=lambda: _("Cutia"),
        rows=lambda found: _named(found.by_mailbox, lambda each: labels.mailbox(Mailbox(each))),
        draw=plots.lines,
    ),
    "canale": Part(
        title=lambda: _("Cum au venit"),
        key=lambda: _("Canalul"),
        rows=lambda found: _named(found.by_channel, lambda each: labels.channel(Channel(each))),
        draw=plots.lines,
    ),
    "categorii": Part(
        title=lambda: _("Pe categorii"),
        key=lambda: _("Categoria"),
        rows=lambda found: _named(found.by_category, _category),
        draw=plots.lines,
    ),
    "case": Part(
        title=lambda: _("Pe case de asigurări"),
        key=lambda: _("Casa"),
        rows=_houses,
        draw=plots.lines,
    ),
}
