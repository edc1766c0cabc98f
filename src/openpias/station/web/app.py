"""Which addresses has the station, and what do they stand on?"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from openpias.pages import STATIC_ROOT
from openpias.station.cards.workplace import Workplace
from openpias.station.signing.desk import SigningDesk
from openpias.station.web import cases, operations, pages, session, signing
from openpias.station.web.guard import App, Guard, Keys
from openpias.station.web.next_steps import OPERATION_ADDRESSES

_OWN_STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What every page says of itself: who works, with which unit, for true or for trying out."""

    username: str
    unit: str
    is_demo: bool


def app(
    workplace: Workplace,
    *,
    about: About,
    port: int,
    keys: Keys,
    remember_terminal: Callable[[str], None] = lambda _name: None,
    desk: SigningDesk | None = None,
) -> App:
    """Return the station's pages behind their guard."""
    started = Starlette(
        routes=[
            Route("/", pages.home),
            Route("/pacienti", pages.patients),
            Route("/pacienti/noutati", pages.news),
            Route("/pacienti/semnare", operations.sign, methods=["POST"]),
            Route("/pacienti/pin", operations.give_pin, methods=["POST"]),
            Route("/pacienti/renunta", operations.abandon, methods=["POST"]),
            Route("/pacienti/gata", operations.forget, methods=["POST"]),
            Route("/pacienti/din-nou", operations.again, methods=["POST"]),
            Route("/pacienti/terminal", operations.choose_terminal, methods=["POST"]),
            Route("/pacienti/anunta", cases.report, methods=["POST"]),
            *(
                Route(address, operations.begin, methods=["POST"])
                for address in OPERATION_ADDRESSES.values()
            ),
            Route("/cazuri", cases.cases),
            Route("/sesiune", session.session),
            Route("/sesiune", session.open_session, methods=["POST"]),
            *_signing(),
            Route("/pin-uitat", pages.forgotten),
            Route("/coduri", pages.codes),
            Route("/limba", pages.choose_language, methods=["POST"]),
            Mount("/static/station", StaticFiles(directory=_OWN_STATIC)),
            Mount("/static", StaticFiles(directory=STATIC_ROOT)),
        ],
        exception_handlers={HTTPException: pages.broken, Exception: pages.broken},
    )
    started.state.workplace = workplace
    started.state.about = about
    started.state.signing = desk or SigningDesk(None)
    started.state.remember_terminal = remember_terminal
    return Guard(started, port=port, keys=keys, refused=pages.refused)


def _signing() -> list[Route]:
    place = signing.PLACE
    return [
        Route(place, signing.page),
        Route(f"{place}/fisier", signing.take, methods=["POST"]),
        Route(f"{place}/din-portal", signing.fetch, methods=["POST"]),
        Route(f"{place}/nume", signing.call, methods=["POST"]),
        Route(f"{place}/semnare", signing.sign, methods=["POST"]),
        Route(f"{place}/mers", signing.progress),
        Route(f"{place}/semnat", signing.sealed),
        Route(f"{place}/trimite", signing.hand_in, methods=["POST"]),
        Route(f"{place}/gata", signing.drop, methods=["POST"]),
    ]
