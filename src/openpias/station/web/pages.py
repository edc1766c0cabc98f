"""What else can be read here: news of the window, explanations, codes, another language?"""

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.outcomes import Outcome
from openpias.station.web import forms, languages, panels
from openpias.station.web.forms import text
from openpias.station.web.frame import fragment, render, translate
from openpias.station.web.window import PATIENTS, back, context, window, workplace_of

# A page that waits is answered at the latest after so many seconds.
_NEWS_WITHIN = 15.0


async def home(_request: Request) -> Response:
    """Lead to the window of the notice."""
    return back()


async def patients(request: Request) -> Response:
    """Show the window Pacienți."""
    return window(request)


async def news(request: Request) -> Response:
    """Answer the regions of the window once something has changed, as JSON for its script."""
    asked = request.query_params.get("dupa", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else 0
    workplace = workplace_of(request)
    picture = await run_in_threadpool(workplace.wait, number, within=_NEWS_WITHIN)
    if picture.number <= number:
        return Response(status_code=204)
    shown = context(request)
    regions = {
        name: fragment(request, f"station/{name}.html", shown) for name in ("work", "situation")
    }
    body = msgspec.json.encode({"number": picture.number, "regions": regions})
    return Response(body, media_type="application/json")


async def forgotten(request: Request) -> Response:
    """Explain what a holder does who forgot the PIN."""
    return render(request, "station/forgotten.html", {})


async def codes(request: Request) -> Response:
    """Show what every response code says."""
    _ = translate(request)
    shown = [panels.code_panel(Outcome(code=each), _) for each in sorted(Code, reverse=True)]
    return render(request, "station/codes.html", {"codes": shown})


async def choose_language(request: Request) -> Response:
    """Remember the reader's language and go on where they were."""
    form = await forms.read(request)
    target = text(form, "next")
    is_ours = target.startswith("/") and not target.startswith(("//", "/\\"))
    response = RedirectResponse(target if is_ours else PATIENTS, status_code=303)
    code = languages.chosen(text(form, "language"))
    response.set_cookie(languages.COOKIE, code, httponly=True, samesite="strict", path="/")
    return response


def refused(request: Request, status: int) -> Response:
    """Say why nothing is shown: the link was used or is old, or a write came from elsewhere."""
    return render(request, "station/refused.html", {"is_write": status == 403}, status=status)


def broken(request: Request, error: Exception) -> Response:
    """Say that an address or a form is none of the station's, or that the station failed."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    _ = translate(request)
    if status == 500:
        said = {
            "title": _("Stația nu a putut face asta"),
            "happened": _(
                "S-a produs o eroare a aplicației; cardul este așa cum arată fereastra Pacienți."
            ),
            "practice": _("Deschideți Pacienți și citiți cardul din nou."),
            "supplier": _("Căutați ora erorii în ce a scris stația în fereastra ei."),
        }
    else:
        said = {
            "title": _("Stația nu are această pagină"),
            "happened": _("Adresa sau formularul nu sunt ale stației; nu s-a făcut nimic."),
            "practice": _("Deschideți Pacienți din meniu."),
            "supplier": _("Cod HTTP: %(status)s.") % {"status": status},
        }
    return render(request, "station/broken.html", said, status=status)
