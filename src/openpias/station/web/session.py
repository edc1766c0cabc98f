"""How does the provider's token open the session that the platform asks for?"""

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from openpias.core.texts import N_
from openpias.station.devices.token_signing import NoDoorCertificateError
from openpias.station.devices.tokens import CertificateUnusable, KeyAbsent
from openpias.station.signing import refusals
from openpias.station.unit.errors import UnitError
from openpias.station.unit.signing_in import ChallengeForeignError
from openpias.station.web import forms, unit_words
from openpias.station.web.frame import render, translate
from openpias.station.web.texts import Translate
from openpias.station.web.window import back, workplace_of

_log = structlog.get_logger("openpias.station")
_REFUSALS: dict[type[Exception], str] = {
    CertificateUnusable: N_("Certificatul de pe token nu poate fi folosit: cereți unul nou."),
    KeyAbsent: N_("Tokenul nu are cheia certificatului: folosiți tokenul cu care v-ați înrolat."),
    NoDoorCertificateError: N_("Tokenul nu are un certificat pentru deschiderea sesiunilor."),
    ChallengeForeignError: N_("Platforma a trimis provocarea altui server: chemați furnizorul IT."),
}


async def session(request: Request) -> Response:
    """Show whether a session is open, and ask for the token's PIN."""
    return _page(request)


async def open_session(request: Request) -> Response:
    """Open a session; the PIN goes to the token and nowhere else."""
    form = await forms.read(request)
    workplace, _ = workplace_of(request), translate(request)
    if workplace.sign_in is None:
        return back()
    pin = form.get("pin", "")
    if not pin:
        return _page(request, wrong=_("Scrieți PIN-ul tokenului."), status=422)
    try:
        await run_in_threadpool(workplace.open_session, pin)
    except UnitError as error:
        return _page(request, wrong=unit_words.said(error, _)[0], status=422)
    except (*_REFUSALS, *refusals.KNOWN) as error:
        _log.warning("token-refused", error=type(error).__name__)
        return _page(request, wrong=_said(error, _), status=422)
    return back()


def _said(error: Exception, _: Translate) -> str:
    own = _REFUSALS.get(type(error))
    return _(own) if own else refusals.said(error).told(_)[0]


def _page(request: Request, *, wrong: str = "", status: int = 200) -> Response:
    sign_in = workplace_of(request).sign_in
    context = {
        "is_asked": sign_in is not None,
        "holder": sign_in.holder if sign_in is not None else "",
        "errors": {"pin": wrong} if wrong else {},
        "summary": [("pin", wrong)] if wrong else [],
    }
    return render(request, "station/session.html", context, status=status)
