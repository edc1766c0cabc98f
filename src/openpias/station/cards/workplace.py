"""What does the station know and do at this moment, so that a page can show it?

One thread speaks to card and unit, one after another; pages read a picture of how things stand, and
wait for its number to grow. A card that is pulled ends whatever ran, a card that is put in is looked
at at once.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

import structlog

from openpias.core.contracts.management_unit import (
    CaseKind,
    CaseOpened,
    CaseReport,
    CaseView,
    ContractReference,
    TerminalEnrolment,
)
from openpias.core.smartcard import patient_signatures
from openpias.core.smartcard.card_data import CardData
from openpias.core.smartcard.card_status import CardStatus
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import (
    CardAbsentError,
    CardError,
    SeveralTerminalsError,
    TerminalAbsentError,
)
from openpias.core.smartcard.health_card import HealthCard
from openpias.core.smartcard.outcomes import DONE, CardRefused, Outcome
from openpias.core.smartcard.pin_entry import KeyboardEntry, Prompt
from openpias.core.smartcard.pins import Pin
from openpias.core.smartcard.states import Operation
from openpias.station.cards.present_card import Link, PresentCard
from openpias.station.cards.procedures import Procedure
from openpias.station.cards.typing_desk import PATIENCE, TypingDesk
from openpias.station.devices.pcsc import Pcsc, PcscConnection
from openpias.station.devices.watching import Situation, Watcher
from openpias.station.unit.client import UnitClient
from openpias.station.unit.errors import UnitError, UnitRefused

_log = structlog.get_logger("openpias.station")
_SIGNING_DATE: Final = "%Y-%m-%d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """How things stand; `number` grows with each change.

    `code` says why no card can be worked with, OK where one can.
    """

    number: int = 0
    situation: Situation = Situation()
    terminal: str = ""
    code: Code = Code.TERMINAL_DISCONNECTED
    status: CardStatus | None = None
    data: CardData = CardData()
    link: Link = Link()
    procedure: Procedure | None = None
    case: CaseView | None = None

    @property
    def has_card(self) -> bool:
        """Tell whether a health card is in that answered."""
        return self.status is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """By which contract this practice uses cards."""

    house: str
    number: str


class BusyError(Exception):
    """An operation runs already; it has to end, or be abandoned, before another begins."""


class Workplace:
    """The station's one place of work; its methods may be called by any thread."""

    def __init__(
        self,
        *,
        unit: UnitClient | None,
        contract: Contract,
        terminal: str = "",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        patience: float = PATIENCE,
    ) -> None:
        self._unit = unit
        self._contract = contract
        self._clock = clock
        self._picture = Picture(terminal=terminal)
        self._news = threading.Condition()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="card")
        self._watcher = Watcher(self._terminals_changed)
        self._desk = TypingDesk(self._asked_changed, patience=patience)
        self._pcsc: Pcsc | None = None
        self._connection: PcscConnection | None = None
        self._card: PresentCard | None = None
        self._terminal_ids: dict[str, str] = {}

    @property
    def picture(self) -> Picture:
        """How things stand now."""
        return self._picture

    def start(self) -> None:
        """Begin to look at the terminals."""
        self._watcher.start()

    def stop(self) -> None:
        """End everything; whatever waits for a PIN is abandoned."""
        self._desk.abandon()
        self._watcher.stop()
        self._worker.submit(self._put_away).result(10)
        self._worker.shutdown()
        if self._unit is not None:
            self._unit.close()

    def wait(self, number: int, *, within: float) -> Picture:
        """Return the picture once it is newer than `number`, or after `within` seconds."""
        with self._news:
            self._news.wait_for(lambda: self._picture.number > number, timeout=within)
            return self._picture

    def choose_terminal(self, name: str) -> None:
        """Work with this terminal from now on."""
        self._paint(terminal=name)
        self._worker.submit(self._look_again)

    def look_again(self) -> "Future[None]":
        """Look at the card anew and ask the unit again, as after an outage."""
        return self._worker.submit(self._look_again)

    def begin(self, operation: Operation, *, work: str = "", day: str = "") -> None:
        """Start an operation; raises BusyError while another one runs.

        Signing takes the service as `work` and its `day`; the PIN is asked for where the card has
        not verified it since it was put in.
        """
        with self._news:
            running = self._picture.procedure
            if running is not None and running.is_running:
                raise BusyError
            begun = Procedure(operation=operation, begun_at=self._clock())
            self._repaint(procedure=begun)
        self._worker.submit(self._guarded, operation, work, day)

    def give_pin(self, prompt: Prompt, pin: Pin) -> None:
        """Hand over what was typed; raises NothingAskedError where nothing waits for it."""
        self._desk.give(prompt, pin)

    def abandon(self) -> None:
        """End the operation that waits for a PIN."""
        self._desk.abandon()

    def forget_outcome(self) -> None:
        """Take the end of the last operation off the page."""
        with self._news:
            if self._picture.procedure is not None and not self._picture.procedure.is_running:
                self._repaint(procedure=None)

    def report(self, kind: CaseKind, *, surname: str, birth_date: Any) -> CaseOpened:
        """Report the card that is in; raises UnitError, and CardAbsentError where none is in."""
        return self._worker.submit(self._report, kind, surname, birth_date).result(30)

    def cases(self) -> list[CaseView]:
        """Return the practice's own cases; raises UnitError."""
        return [] if self._unit is None else self._unit.cases()

    def refresh(self) -> None:
        """Ask the unit how card and case stand now."""
        self._worker.submit(self._refresh)

    def _terminals_changed(self, situation: Situation) -> None:
        self._paint(situation=situation)
        terminal = self._chosen(situation)
        seen = situation.terminal(terminal)
        if seen is None or not seen.has_card:
            self._desk.abandon()
        self._worker.submit(self._follow)

    def _follow(self) -> None:
        """Take a card in that is new in the terminal, and put away one that is gone."""
        situation = self._picture.situation
        terminal = self._chosen(situation)
        seen = situation.terminal(terminal)
        if self._connection is not None and (seen is None or not seen.has_card):
            self._put_away()
        if self._connection is None:
            self._take_in(terminal)

    def _look_again(self) -> None:
        self._put_away()
        self._take_in(self._chosen(self._picture.situation))

    def _chosen(self, situation: Situation) -> str:
        names = [each.name for each in situation.terminals]
        if self._picture.terminal in names or len(names) != 1:
            return self._picture.terminal
        return names[0]

    def _take_in(self, terminal: str) -> None:
        """Select the card, read it, and open a session with the unit; the picture says how far."""
        try:
            card = self._connected(terminal)
            self._card = card
            self._paint(code=Code.OK, status=card.status, data=card.data, link=card.link)
            card.read_public()
            self._paint(data=card.data)
            card.go_online()
            self._show(card)
            self._find_case()
        except CardError as error:
            code = error.code
            self._put_away()
            self._paint(code=code)

    def _connected(self, terminal: str) -> PresentCard:
        situation = self._picture.situation
        if not situation.terminals:
            raise TerminalAbsentError
        if situation.terminal(terminal) is None:
            raise SeveralTerminalsError if len(situation.terminals) > 1 else TerminalAbsentError
        if self._pcsc is None:
            self._pcsc = Pcsc()
        self._connection = self._pcsc.connect(terminal)
        terminal_id = self._terminal_id(terminal)
        return PresentCard(
            HealthCard.select(self._connection), unit=self._unit, terminal_id=terminal_id
        )

    def _terminal_id(self, terminal: str) -> str:
        """Return the unit's name of a terminal; "" while the unit does not answer."""
        if terminal not in self._terminal_ids and self._unit is not None:
            contract = ContractReference(house=self._contract.house, number=self._contract.number)
            enrolment = TerminalEnrolment(serial=terminal, name=terminal, contract=contract)
            try:
                self._terminal_ids[terminal] = self._unit.enrol(enrolment).terminal_id
            except UnitError as error:
                _log.warning("terminal-not-enrolled", code=int(error.code))
        return self._terminal_ids.get(terminal, "")

    def _put_away(self) -> None:
        card, connection = self._card, self._connection
        self._card = self._connection = None
        if connection is not None:
            connection.close()
        if card is not None:
            card.leave()
        situation = self._picture.situation
        code = Code.CARD_ABSENT if situation.terminals else Code.TERMINAL_DISCONNECTED
        if len(situation.terminals) > 1 and situation.terminal(self._picture.terminal) is None:
            code = Code.SEVERAL_TERMINALS
        self._paint(code=code, status=None, data=CardData(), link=Link(), case=None)

    def _guarded(self, operation: Operation, work: str, day: str) -> None:
        """Run an operation to its end; whatever happens, the page learns how it ended."""
        signature = ""
        try:
            if self._card is None:
                raise CardAbsentError
            if operation is Operation.SIGN:
                outcome, signature = self._sign(self._card, work, day)
            else:
                outcome = self._run(self._card, operation)
        except CardRefused as error:
            outcome = error.outcome
        except CardError as error:
            outcome = Outcome(code=error.code)
            if isinstance(error, UnitRefused):
                _log.info("unit-refused", code=int(error.code))
        except Exception:
            _log.exception("operation-failed", operation=operation.value)
            outcome = Outcome(code=Code.CARD_OPERATION_FAILED)
        self._end(outcome, signature)

    def _run(self, card: PresentCard, operation: Operation) -> Outcome:
        entry = KeyboardEntry(ask=self._desk.ask)
        if operation is Operation.READ:
            card.read_personal()
            return DONE
        acts = {
            Operation.AUTHENTICATE: card.verify,
            Operation.ACTIVATE: card.activate,
            Operation.CHANGE_PIN: card.change_pin,
            Operation.RESET_PIN: card.reset_pin,
        }
        return acts[operation](entry)

    def _sign(self, card: PresentCard, work: str, day: str) -> tuple[Outcome, str]:
        if not card.status.pin_verified:
            outcome = card.verify(KeyboardEntry(ask=self._desk.ask))
            if not outcome.is_done:
                return outcome, ""
        content = patient_signatures.joined(card.data.cid, card.status.card_number, day, work)
        return DONE, patient_signatures.encoded(card.sign(content))

    def _end(self, outcome: Outcome, signature: str) -> None:
        card = self._card
        if card is not None and outcome.code not in _GONE:
            self._show(card)
        with self._news:
            running = self._picture.procedure
            if running is not None:
                self._repaint(
                    procedure=replace(
                        running,
                        asked=None,
                        outcome=outcome,
                        signature=signature,
                        ended_at=self._clock(),
                    )
                )
        self._find_case()

    def _show(self, card: PresentCard) -> None:
        self._paint(status=card.status, data=card.data, link=card.link)

    def _report(self, kind: CaseKind, surname: str, birth_date: Any) -> CaseOpened:
        card, unit = self._card, self._unit
        if card is None:
            raise CardAbsentError
        if unit is None:
            raise UnitRefused(Code.UNIT_UNAVAILABLE)
        opened = unit.report(
            CaseReport(
                kind=kind,
                code=int(Code.CARD_BLOCKED if kind is CaseKind.BLOCKED else card.link.code),
                terminal_id=self._terminal_id(self._chosen(self._picture.situation)),
                cid=card.data.cid or None if kind is CaseKind.BLOCKED else None,
                card_number=card.status.card_number,
                holder_surname=surname or None,
                holder_birth_date=birth_date,
            )
        )
        self._find_case(opened.case_id)
        return opened

    def _refresh(self) -> None:
        if self._card is not None:
            self._card.refresh()
            self._show(self._card)
        if self._picture.case is not None:
            self._find_case(self._picture.case.case_id)

    def _find_case(self, case_id: str = "") -> None:
        """Show the case of this card, where one was reported from here and is not over."""
        known = case_id or (self._picture.case.case_id if self._picture.case else "")
        if not known or self._unit is None:
            return
        try:
            self._paint(case=self._unit.case(known))
        except UnitError:
            return

    def _asked_changed(self) -> None:
        with self._news:
            running = self._picture.procedure
            if running is None or not running.is_running:
                return
            asked = self._desk.asked
            typed = running.typed if running.asked in {None, asked} else (*running.typed, running.asked)  # type: ignore[arg-type]
            self._repaint(procedure=replace(running, asked=asked, typed=typed))

    def _paint(self, **changes: Any) -> None:
        with self._news:
            self._repaint(**changes)

    def _repaint(self, **changes: Any) -> None:
        """Draw the next picture; the caller holds the condition."""
        self._picture = replace(self._picture, number=self._picture.number + 1, **changes)
        self._news.notify_all()


_GONE = frozenset({Code.CARD_ABSENT, Code.TERMINAL_DISCONNECTED, Code.CARD_EXCHANGED})
