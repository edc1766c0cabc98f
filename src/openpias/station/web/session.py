"""How does the provider's token open the session that the platform asks for?"""

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from openpias.core.smartcard.outcomes import Outcome
from openpias.core.texts import N_
from openpias.station.devices.token_signing import NoDoorCertificateError
from openpias.station.devices.tokens import (
    CertificateUnusable,
    KeyAbsent,
    ModuleUnavailable,
    PinLocked,
    PinWrong,
    TokenAbsent,
    TokenFaultError,
    TokenRemoved,
)
from openpias.station.unit.errors import UnitError, UnitRefused
from openpias.station.unit.signing_in import ChallengeForeignError
from openpias.station.web import forms, panels
from openpias.station.web.frame import render, translate
from openpias.station.web.texts import Translate
from openpias.station.web.window import back, workplace_of

_log = structlog.get_logger("openpias.station")
_REFUSALS: dict[type[Exception], str] = {
    PinWrong: N_("PIN-ul tokenului este greșit. Prea multe încercări blochează tokenul."),
    PinLocked: N_("Tokenul este blocat: deblocați-l cu programul furnizorului lui."),
    TokenAbsent: N_("Tokenul nu este conectat: conectați-l și încercați din nou."),
    TokenRemoved: N_("Tokenul a fost scos în timpul semnării: conectați-l și încercați din nou."),
    KeyAbsent: N_("Tokenul nu are cheia certificatului: folosiți tokenul cu care v-ați înrolat."),
    CertificateUnusable: N_("Certificatul de pe token nu poate fi folosit: cereți unul nou."),
    NoDoorCertificateError: N_("Tokenul nu are un certificat pentru deschiderea sesiunilor."),
    ModuleUnavailable: N_(
        "Modulul tokenului (PKCS#11) nu poate fi deschis: chemați furnizorul IT."
    ),
    TokenFaultError: N_(
        "Tokenul nu a putut semna: deconectați-l, conectați-l și încercați din nou."
    ),
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
        panel = panels.code_panel(Outcome(code=error.code), _)
        said = error.said.practice if isinstance(error, UnitRefused) else ""
        return _page(request, wrong=said or f"{panel.title}. {panel.practice}", status=422)
    except tuple(_REFUSALS) as error:
        _log.warning("token-refused", error=type(error).__name__)
        return _page(request, wrong=_said(error, _), status=422)
    return back()


def _said(error: Exception, _: Translate) -> str:
    return _(next(text for kind, text in _REFUSALS.items() if isinstance(error, kind)))


def _page(request: Request, *, wrong: str = "", status: int = 200) -> Response:
    sign_in = workplace_of(request).sign_in
    context = {
        "is_asked": sign_in is not None,
        "holder": sign_in.holder if sign_in is not None else "",
        "errors": {"pin": wrong} if wrong else {},
        "summary": [("pin", wrong)] if wrong else [],
    }
    return render(request, "station/session.html", context, status=status)
