"""What is in the window Pacienți now, and what was typed into it?"""

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from openpias.core.calendar import dates
from openpias.station.cards.board import Picture
from openpias.station.cards.procedures import PROMPTS
from openpias.station.cards.workplace import Workplace
from openpias.station.web import panels, texts
from openpias.station.web.frame import render, translate
from openpias.station.web.next_steps import OPERATION_ADDRESSES

PATIENTS = "/pacienti"
MOMENT = 0.5
Texts = dict[str, str]


def workplace_of(request: Request) -> Workplace:
    """Return the station's place of work."""
    workplace: Workplace = request.app.state.workplace
    return workplace


def back() -> Response:
    """Lead back to the window."""
    return RedirectResponse(PATIENTS, status_code=303)


def day(typed: str) -> date | None:
    """Return a whole date as it is typed here (zi-luna-an), or None."""
    found = dates.parse_full(typed)
    return found if isinstance(found, date) else None


def settle(workplace: Workplace, number: int) -> None:
    """Wait a moment for what comes next, so that a page without scripts shows it."""
    workplace.wait(number, within=MOMENT)


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
        "buttons": _buttons(picture, _),
        "birth_date": dates.typed(picture.data.birth_date) if picture.data.birth_date else "",
        "prompt": panels.prompt(picture, _),
        **_procedure(picture, _),
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


def _buttons(picture: Picture, _: texts.Translate) -> list[dict[str, Any]]:
    following = panels.next_operation(picture)
    return [
        {
            "text": _(texts.BUTTONS[each]),
            "href": OPERATION_ADDRESSES[each],
            "is_next": each is following,
        }
        for each in panels.buttons(picture)
    ]


def _procedure(picture: Picture, _: texts.Translate) -> dict[str, Any]:
    """Return what runs, or how the last operation ended."""
    shown: dict[str, Any] = {
        "running": "",
        "ended": "",
        "done": "",
        "failed": None,
        "signature": "",
        "on_terminal": [],
    }
    procedure = picture.procedure
    if procedure is None:
        return shown
    name, outcome = _(texts.OPERATIONS[procedure.operation]), procedure.outcome
    if outcome is None:
        asked = PROMPTS.get(procedure.operation, ()) if procedure.on_terminal else ()
        on_terminal = [_(texts.ON_TERMINAL[each]) for each in asked]
        return {**shown, "running": name, "on_terminal": on_terminal}
    if outcome.is_done:
        done = _(texts.DONE[procedure.operation])
        return {**shown, "ended": name, "done": done, "signature": procedure.signature}
    return {**shown, "ended": name, "failed": panels.ended(picture, _)}
