"""How is the card that is in reported to its house, and how do the practice's cases stand?"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from openpias.core.contracts.management_unit import CaseKind
from openpias.core.identifiers import cid as cids
from openpias.core.smartcard.connections import CardError
from openpias.core.smartcard.outcomes import Outcome
from openpias.station.cards.hands import Report
from openpias.station.unit.errors import UnitError, UnitRefused
from openpias.station.web import forms, panels
from openpias.station.web.forms import text
from openpias.station.web.frame import render, translate
from openpias.station.web.window import back, day, window, workplace_of


async def report(request: Request) -> Response:
    """Report the card that is in to the house that issued it."""
    form = await forms.read(request)
    workplace, _ = workplace_of(request), translate(request)
    kind = panels.can_report(workplace.picture)
    if not kind:
        return back()
    typed = {name: text(form, name) for name in ("cid", "surname", "birth_date")}
    errors = {}
    number = cids.parse(typed["cid"] or workplace.known_cid())
    if kind == "blocked" and isinstance(number, cids.Problem):
        errors["cid"] = _("Scrieți CID-ul de pe card: 20 de cifre.")
    birth = day(typed["birth_date"])
    if typed["birth_date"] and birth is None:
        errors["birth_date"] = _("Scrieți data nașterii ca zi-luna-an, de exemplu 24-02-1982.")
    if errors:
        return window(request, errors=errors, typed=typed, status=422)
    sent = Report(
        kind=CaseKind(kind),
        cid="" if isinstance(number, cids.Problem) else number,
        surname=typed["surname"],
        birth_date=birth,
    )
    try:
        await run_in_threadpool(workplace.report, sent)
    except CardError as error:
        return _not_reported(request, error, typed)
    return back()


async def cases(request: Request) -> Response:
    """Show the practice's own cases."""
    workplace, _ = workplace_of(request), translate(request)
    try:
        found = await run_in_threadpool(workplace.cases)
    except UnitError as error:
        panel = panels.code_panel(Outcome(code=error.code), _)
        return render(request, "station/cases.html", {"cases": [], "trouble": panel}, status=503)
    shown = [panels.case(each, _) for each in found]
    return render(request, "station/cases.html", {"cases": shown, "trouble": None})


def _not_reported(request: Request, error: CardError, typed: dict[str, str]) -> Response:
    """Show the form again with why the house did not get the report."""
    _ = translate(request)
    panel = panels.code_panel(Outcome(code=error.code), _)
    said = error.said.practice if isinstance(error, UnitRefused) else ""
    wrong = said or f"{panel.message} ({panel.code}). {panel.practice}"
    return window(request, errors={"": wrong}, typed=typed, status=422)
