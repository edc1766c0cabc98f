"""What is in the window Pacienți now, and what was typed into it?"""

from datetime import date
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from openpias.core.calendar import dates
from openpias.core.smartcard.states import Operation
from openpias.station.cards.procedures import Procedure
from openpias.station.cards.workplace import Workplace
from openpias.station.web import panels, texts
from openpias.station.web.frame import render, translate

PATIENTS = "/pacienti"
OPERATIONS = {
    "citire": Operation.READ,
    "verificare-pin": Operation.AUTHENTICATE,
    "activare": Operation.ACTIVATE,
    "reset-pin": Operation.RESET_PIN,
    "schimba-pin": Operation.CHANGE_PIN,
}
_ADDRESSES = {operation: f"{PATIENTS}/{name}" for name, operation in OPERATIONS.items()}
_LONGEST = 200
Texts = dict[str, str]


def workplace_of(request: Request) -> Workplace:
    """Return the station's place of work."""
    workplace: Workplace = request.app.state.workplace
    return workplace


def back() -> Response:
    """Lead back to the window."""
    return RedirectResponse(PATIENTS, status_code=303)


def text(form: FormData, name: str) -> str:
    """Return what was typed into a field, without the blanks around it."""
    value = form.get(name, "")
    return value.strip()[:_LONGEST] if isinstance(value, str) else ""


def day(typed: str) -> date | None:
    """Return a whole date as it is typed here (zi-luna-an), or None."""
    found = dates.parse_full(typed)
    return found if isinstance(found, date) else None


def settle(workplace: Workplace, number: int) -> None:
    """Wait a moment for what comes next, so that a page without scripts shows it."""
    workplace.wait(number, within=0.5)


def window(
    request: Request, *, errors: Texts | None = None, typed: Texts | None = None, status: int = 200
) -> Response:
    """Show the window, with what was wrong beside what was typed."""
    shown = context(request, errors=errors, typed=typed)
    return render(request, "station/patients.html", shown, status=status)


def context(
    request: Request, *, errors: Texts | None = None, typed: Texts | None = None
) -> dict[str, Any]:
    """Return what the templates of the window need."""
    workplace, _ = workplace_of(request), translate(request)
    picture = workplace.picture
    return {
        "picture": picture,
        "situation": panels.situation(picture, _),
        "terminals": [each.name for each in picture.situation.terminals],
        "holder": panels.holder(picture, _),
        "buttons": [
            {"text": _(texts.OPERATIONS[each]), "href": _ADDRESSES[each], "kind": each.value}
            for each in panels.buttons(picture)
        ],
        "prompt": panels.prompt(picture, _),
        **_procedure(picture.procedure, _),
        "trouble": panels.trouble(picture, _),
        "steps": panels.steps(picture, _),
        "report": panels.can_report(picture),
        "known_cid": workplace.known_cid(),
        "case": panels.case(picture.case, _) if picture.case else None,
        "can_sign": panels.can_sign(picture),
        "today": dates.typed(date.today()),  # noqa: DTZ011 - the practice's own day
        "errors": errors or {},
        "typed": typed or {},
        "summary": list((errors or {}).items()),
    }


def _procedure(procedure: Procedure | None, _: texts.Translate) -> dict[str, Any]:
    """Return what runs, or how the last operation ended."""
    shown: dict[str, Any] = {
        "running": "",
        "ended": "",
        "done": "",
        "failed": None,
        "signature": "",
    }
    if procedure is None:
        return shown
    name, outcome = _(texts.OPERATIONS[procedure.operation]), procedure.outcome
    if outcome is None:
        return {**shown, "running": name}
    if outcome.is_done:
        done = _(texts.DONE[procedure.operation])
        return {**shown, "ended": name, "done": done, "signature": procedure.signature}
    return {**shown, "ended": name, "failed": panels.code_panel(outcome, _)}
