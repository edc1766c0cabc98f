"""How does the window Pacienți look in each of its states? Pictures, painted as the station paints them."""

import ssl
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import httpx

from openpias.core.contracts.management_unit import (
    Authorisation,
    AuthorisedStep,
    CardHouse,
    CaseKind,
    CaseStatus,
    CaseStep,
    CaseView,
    ContractReference,
    SessionState,
    StepKind,
)
from openpias.core.smartcard.card_data import CardData
from openpias.core.smartcard.card_status import CardStatus
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import TerminalAbsentError
from openpias.core.smartcard.outcomes import DONE, Outcome
from openpias.core.smartcard.pin_entry import Prompt
from openpias.core.smartcard.states import AuthenticationState, CardState, LinkState, Operation
from openpias.station.cards.present_card import Link
from openpias.station.cards.procedures import Procedure
from openpias.station.cards.workplace import Workplace
from openpias.station.devices.pcsc import TerminalSeen
from openpias.station.devices.watching import Situation
from openpias.station.web.app import About, app
from openpias.station.web.guard import ENTRANCE, Keys
from openpias.station.web.serving import loopback_socket, serving
from tests.factories.cards import HOLDER, NUMBER

# For plain HTTP on loopback: the authorities of the world take 30 ms to load.
NO_AUTHORITIES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
AT = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
ATR = b"\x3b\x80"
TERMINAL = "Cititor de carduri 00 00"
OTHER = "Cititor de token 01 00"
IN = Situation(number=1, service=True, terminals=(TerminalSeen(name=TERMINAL, atr=ATR),))
EMPTY = replace(IN, terminals=(TerminalSeen(name=TERMINAL),))
TWO = replace(IN, terminals=(TerminalSeen(name=TERMINAL), TerminalSeen(name=OTHER)))
STATUS = CardStatus(
    card_number=NUMBER,
    activated=True,
    blocked=False,
    must_change=False,
    pin_verified=False,
    tries_left=5,
    pin_changes=0,
    resets=0,
)
BLOCKED = replace(STATUS, blocked=True, tries_left=0)
RESET = replace(STATUS, must_change=True, resets=1)
PUBLIC = replace(
    HOLDER, diagnoses=(), diseases=(), contacts=(), blood_group="", rhesus="", organ_donor=""
)
ONLINE = Link(link=LinkState.OK, code=Code.OK, state=CardState.ACTIVE)
HOUSE = CardHouse(
    code="CAS-GJ",
    name="Casa de Asigurări de Sănătate Gorj",
    phones=("0253 223 940 int. 112", "0253 223 941"),
    hours="luni-vineri 8:00-16:30",
)


def session(*steps) -> SessionState:
    given = Authorisation(expires_at=AT + timedelta(minutes=15), steps_left=steps)
    return SessionState(
        expires_at=AT, code=-15, state=10, authentication=0, authorisation=given if steps else None
    )


def case(status, *kinds) -> CaseView:
    steps = tuple(
        CaseStep(kind=kind, at=AT + timedelta(minutes=nth)) for nth, kind in enumerate(kinds)
    )
    return CaseView(
        case_id="c1",
        number="GJ-2026-000017",
        kind=CaseKind.BLOCKED,
        status=status,
        opened_at=AT,
        house=HOUSE,
        steps=steps,
        authorisation=Authorisation(
            expires_at=AT + timedelta(minutes=15), steps_left=(AuthorisedStep.RESET,)
        )
        if status is CaseStatus.CONFIRMED
        else None,
    )


def ended(operation, outcome) -> Procedure:
    return Procedure(operation=operation, begun_at=AT, outcome=outcome, ended_at=AT)


def asking(operation, prompt) -> Procedure:
    return Procedure(operation=operation, begun_at=AT, asked=prompt)


READY = {"situation": IN, "code": Code.OK, "status": STATUS, "data": PUBLIC, "link": ONLINE}
BLOCKED_LINK = replace(ONLINE, code=Code.CARD_BLOCKED, state=CardState.BLOCKED)
AUTHORISED = replace(BLOCKED_LINK, session=session(AuthorisedStep.RESET, AuthorisedStep.CHANGE))
CHANGING = replace(BLOCKED_LINK, session=session(AuthorisedStep.CHANGE))
CONFIRMED = case(CaseStatus.CONFIRMED, StepKind.OPENED, StepKind.TAKEN, StepKind.UNBLOCKED)
WRONG_PIN = ended(Operation.AUTHENTICATE, Outcome(code=Code.PIN_WRONG, tries_left=3))

STATES = {
    "not-installed": {"situation": Situation(number=1, installed=False)},
    "no-service": {"situation": Situation(number=1)},
    "no-terminal": {"situation": replace(IN, terminals=())},
    "two-terminals": {"situation": TWO, "code": Code.SEVERAL_TERMINALS},
    "no-card": {"situation": EMPTY, "code": Code.CARD_ABSENT},
    "ready": READY,
    "going-online": {**READY, "link": Link(is_asking=True)},
    "offline": {**READY, "link": Link()},
    "unit-timeout": {**READY, "link": Link(link=LinkState.TIMEOUT, code=Code.UNIT_TIMEOUT)},
    "asking-pin": {**READY, "procedure": asking(Operation.AUTHENTICATE, Prompt.CURRENT)},
    "working": {**READY, "procedure": Procedure(operation=Operation.CHANGE_PIN, begun_at=AT)},
    "on-terminal": {
        **READY,
        "procedure": replace(asking(Operation.CHANGE_PIN, Prompt.CURRENT), on_terminal=True),
    },
    "wrong-pin": {**READY, "status": replace(STATUS, tries_left=3), "procedure": WRONG_PIN},
    "verified": {
        **READY,
        "status": replace(STATUS, pin_verified=True),
        "data": HOLDER,
        "link": replace(ONLINE, authentication=AuthenticationState.AUTHENTICATED),
        "procedure": ended(Operation.READ, DONE),
    },
    "signed": {
        **READY,
        "status": replace(STATUS, pin_verified=True),
        "data": HOLDER,
        "procedure": replace(ended(Operation.SIGN, DONE), signature="MEUCIQ" + "Ab3" * 28 + "=="),
    },
    "blocked": {
        **READY,
        "status": BLOCKED,
        "link": BLOCKED_LINK,
        "procedure": ended(Operation.AUTHENTICATE, Outcome(code=Code.CARD_BLOCKED, tries_left=0)),
    },
    "reported": {
        **READY,
        "status": BLOCKED,
        "link": BLOCKED_LINK,
        "case": case(CaseStatus.OPEN, StepKind.OPENED),
    },
    "confirmed": {**READY, "status": BLOCKED, "link": AUTHORISED, "case": CONFIRMED},
    "reset": {
        **READY,
        "status": RESET,
        "link": CHANGING,
        "case": CONFIRMED,
        "procedure": ended(Operation.RESET_PIN, DONE),
    },
    "asking-new": {
        **READY,
        "status": RESET,
        "link": CHANGING,
        "case": CONFIRMED,
        "procedure": asking(Operation.CHANGE_PIN, Prompt.NEW),
    },
    "changed": {
        **READY,
        "case": case(CaseStatus.DONE, StepKind.OPENED, StepKind.UNBLOCKED, StepKind.DONE),
        "procedure": ended(Operation.CHANGE_PIN, DONE),
    },
    "authorisation-ended": {
        **READY,
        "status": RESET,
        "data": replace(PUBLIC, surname="", given_name="", cid="", cnp=""),
        "link": BLOCKED_LINK,
        "case": case(CaseStatus.EXPIRED, StepKind.OPENED, StepKind.UNBLOCKED, StepKind.EXPIRED),
        "procedure": ended(Operation.CHANGE_PIN, Outcome(code=Code.PIN_RESET_NOT_CONFIRMED)),
    },
    "invalid": {
        **READY,
        "link": replace(ONLINE, code=Code.CARD_STATE_INVALID, state=CardState.SUSPENDED),
    },
    "inactive": {
        **READY,
        "status": replace(STATUS, activated=False),
        "link": replace(ONLINE, code=Code.CARD_NOT_ACTIVATED, state=CardState.INACTIVE),
    },
}


class NoService:
    """No PC/SC: libpcsclite would remember for the whole process where it was looked for."""

    def connect(self, _terminal):
        raise TerminalAbsentError

    def seen(self):
        return ()

    def close(self):
        """Give nothing back."""


@dataclass
class Pages:
    """The station's pages, served; its window shows what `shows` paints."""

    address: str
    workplace: Workplace
    keys: Keys

    def shows(self, **changes) -> None:
        blank = {
            "status": None,
            "data": CardData(),
            "procedure": None,
            "case": None,
            "code": Code.TERMINAL_DISCONNECTED,
            "link": Link(),
        }
        self.workplace._board.paint(**{**blank, **changes})

    def entrance(self) -> str:
        return f"{self.address}{ENTRANCE}?cheie={self.keys.entrance()}"

    @contextmanager
    def browser(self):
        """Give a client that has come in, and calls as a page of the station itself does."""
        headers = {"Origin": self.address}
        with httpx.Client(base_url=self.address, headers=headers, verify=NO_AUTHORITIES) as client:
            client.get(self.entrance())
            yield client


class Stage:
    """A server whose application is exchanged: it takes longer to come and go than to answer."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.plays = None

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "http":
            await self.plays(scope, receive, send)


@contextmanager
def stage():
    """Serve whatever is put on the stage."""
    with loopback_socket() as bound:
        made = Stage(bound.getsockname()[1])
        with serving(made, bound):
            yield made


@contextmanager
def on(stage, workplace=None, **options):
    """Put a station on; its place of work looks at no terminal unless it is given."""
    place = workplace or Workplace(
        unit=None, contract=ContractReference(house="CAS-SV", number="17/2026")
    )
    if workplace is None:
        place._hands._pcsc = NoService()
    keys = Keys()
    about = About(username="12345678_CAS-SV", unit="https://pias.example", is_demo=True)
    stage.plays = app(place, about=about, port=stage.port, keys=keys, **options)
    yield Pages(f"http://127.0.0.1:{stage.port}", place, keys)
    place.hang_up()
    if workplace is None:
        place.stop()


@contextmanager
def served(workplace=None, **options):
    """Serve one station to its end."""
    with stage() as own, on(own, workplace, **options) as found:
        yield found
