"""How is a card taken in, worked with and put away?

Everything here is done by one thread, one thing after another; the board shows what came of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import structlog

from openpias.core.contracts.management_unit import (
    CaseKind,
    CaseOpened,
    CaseReport,
    ContractReference,
    TerminalEnrolment,
)
from openpias.core.smartcard.card_data import CardData
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import (
    CardAbsentError,
    CardError,
    CardExchangedError,
    CardRemovedError,
    SeveralTerminalsError,
    TerminalAbsentError,
)
from openpias.core.smartcard.health_card import HealthCard, StatusUnreadable
from openpias.core.smartcard.outcomes import DONE, CardRefused, Outcome
from openpias.core.smartcard.pin_entry import PinEntry, PinPadEntry
from openpias.core.smartcard.states import Operation
from openpias.station.cards.board import Board, Picture
from openpias.station.cards.present_card import Link, PresentCard
from openpias.station.cards.procedures import PROMPTS
from openpias.station.devices import pin_pads
from openpias.station.devices.pcsc import Pcsc, PcscConnection
from openpias.station.unit.client import UnitClient
from openpias.station.unit.errors import UnitError, UnitUnavailable
from openpias.station.unit.sessions import UnitSession

_log = structlog.get_logger("openpias.station")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a practice reports of a card: what is wrong, and what helps to compare the holder."""

    kind: CaseKind
    cid: str = field(default="", repr=False)
    surname: str = field(default="", repr=False)
    birth_date: date | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """An operation; signing names the service and its day."""

    operation: Operation
    service: str = ""
    day: str = ""


class Hands:
    """What touches terminal, card and unit."""

    def __init__(
        self,
        board: Board,
        *,
        unit: UnitClient | None,
        contract: ContractReference,
        entry: PinEntry,
        clock: Callable[[], datetime],
    ) -> None:
        self._board = board
        self._unit = unit
        self._contract = contract
        self._keyboard = entry
        self._pad: PinPadEntry | None = None
        self._clock = clock
        self._pcsc: Pcsc | None = None
        self._connection: PcscConnection | None = None
        self._card: PresentCard | None = None
        self._events = -1
        self._terminal_ids: dict[str, str] = {}
        self._cids: dict[str, str] = {}

    def follow(self) -> None:
        """Take a card in that is new in the terminal, and put away one that is gone."""
        picture = self._board.picture
        seen = picture.situation.terminal(picture.working_terminal)
        stays = seen is not None and seen.has_card and seen.events == self._events
        if self._connection is not None and not stays:
            self.put_away()
        if self._connection is None:
            self.take_in()
            if self._card is not None and not picture.is_busy:
                # How it ended with the card before is no news of this one.
                self._board.forget(picture.procedure)

    def take_in(self) -> None:
        """Select the card, read it and open a session with the unit; a card that is in is left."""
        try:
            self._card = self._connected(self._board.picture)
            self._show()
            self._card.read_public()
            self._show()
            self._card.go_online()
            self._show()
            self._find_case()
        except CardError as error:
            self.put_away()
            self._board.paint(code=error.code)

    def look_again(self) -> None:
        """Begin anew with the card that is in."""
        self.put_away()
        self.take_in()

    def put_away(self) -> None:
        """Let go of card and session."""
        card, connection = self._card, self._connection
        self._card = self._connection = None
        if connection is not None:
            connection.close()
        if card is not None:
            card.leave()
        code = _nothing_in(self._board.picture)
        self._board.paint(code=code, status=None, data=CardData(), link=Link(), case=None)

    def close(self) -> None:
        """Put everything away for good."""
        self.put_away()
        if self._pcsc is not None:
            self._pcsc.close()

    def refresh(self) -> None:
        """Ask the unit how card and case stand now."""
        if self._card is not None:
            self._card.refresh()
            self._show()
        self._find_case()

    def run(self, work: Work) -> None:
        """Run an operation to its end; whatever happens, the board shows how it ended."""
        outcome, signature = self._guarded(work)
        if not outcome.is_done and not self._is_still_there():
            outcome = Outcome(code=CardRemovedError.code)
        if outcome.code in _GONE:
            outcome = self._after_removal(outcome)
        self._show()
        self._find_case()
        now = self._clock()
        self._board.progress(asked=None, outcome=outcome, signature=signature, ended_at=now)

    @property
    def events(self) -> int:
        """How many cards had come and gone when the one that is in was taken in; -1 for none."""
        return -1 if self._connection is None else self._events

    def known_cid(self) -> str:
        """Return the CID of the card that is in, "" where neither card nor memory tells it."""
        status = self._board.picture.status
        return "" if status is None else self._cids.get(status.card_number, "")

    def report(self, report: Report) -> CaseOpened:
        """Report the card that is in; raises UnitError, and CardAbsentError where none is in."""
        if self._card is None:
            raise CardAbsentError
        if self._unit is None:
            raise UnitUnavailable
        blocked = report.kind is CaseKind.BLOCKED
        opened = self._unit.report(
            CaseReport(
                kind=report.kind,
                code=int(Code.CARD_BLOCKED if blocked else self._card.link.code),
                terminal_id=self._terminal_id(self._board.picture.working_terminal),
                cid=report.cid or None if blocked else None,
                card_number=None if blocked else self._card.status.card_number,
                holder_surname=report.surname or None,
                holder_birth_date=report.birth_date,
            )
        )
        self._find_case(opened.case_id)
        return opened

    def _connected(self, picture: Picture) -> PresentCard:
        terminal = picture.working_terminal
        seen = picture.situation.terminal(terminal)
        if seen is None:
            several = len(picture.situation.terminals) > 1 and not picture.terminal
            raise SeveralTerminalsError if several else TerminalAbsentError
        if self._pcsc is None:
            self._pcsc = Pcsc()
        self._events = seen.events
        self._connection = self._pcsc.connect(terminal)
        with self._connection.transaction():
            pad = pin_pads.of(self._connection)
        self._pad = None if pad is None else PinPadEntry(pad=pad)
        card, unit = HealthCard.select(self._connection), self._unit
        return PresentCard(
            card,
            opener=None if unit is None else lambda opening: UnitSession(unit, opening),
            terminal_id=self._terminal_id(terminal),
        )

    def _terminal_id(self, terminal: str) -> str:
        """Return the unit's name of a terminal; "" while the unit does not give one."""
        if terminal not in self._terminal_ids and self._unit is not None:
            enrolment = TerminalEnrolment(serial=terminal, name=terminal, contract=self._contract)
            try:
                self._terminal_ids[terminal] = self._unit.enrol(enrolment).terminal_id
            except UnitError as error:
                _log.warning("terminal-not-enrolled", code=int(error.code))
        return self._terminal_ids.get(terminal, "")

    def _guarded(self, work: Work) -> tuple[Outcome, str]:
        card = self._card
        if card is None:
            return Outcome(code=self._board.picture.code), ""
        try:
            # Another program may have reset the card, and with it the PIN that was verified.
            card.look()
            if work.operation is Operation.SIGN:
                return self._signed(card, work)
            return self._done(card, work.operation), ""
        except CardRefused as refused:
            return refused.outcome, ""
        except CardError as error:
            return Outcome(code=error.code), ""
        except (OSError, ValueError, RuntimeError) as error:
            # The outermost place of this thread; its texts may hold data, its name does not.
            _log.error("operation-failed", operation=work.operation, error=type(error).__name__)
            return Outcome(code=Code.CARD_OPERATION_FAILED), ""

    def _done(self, card: PresentCard, operation: Operation) -> Outcome:
        if operation is Operation.READ:
            card.read_personal()
            return DONE
        acts = {
            Operation.AUTHENTICATE: card.verify,
            Operation.ACTIVATE: card.activate,
            Operation.CHANGE_PIN: card.change_pin,
            Operation.RESET_PIN: card.reset_pin,
        }
        return acts[operation](self._entry(operation))

    def _entry(self, operation: Operation) -> PinEntry:
        """Return where PINs are typed: on the terminal where it has keys, or here."""
        if self._pad is None:
            return self._keyboard
        self._board.progress(asked=PROMPTS[operation][0], on_terminal=True)
        return self._pad

    def _signed(self, card: PresentCard, work: Work) -> tuple[Outcome, str]:
        if not card.status.pin_verified:
            outcome = card.verify(self._entry(Operation.AUTHENTICATE))
            if not outcome.is_done:
                return outcome, ""
        values = (card.data.cid, card.status.card_number, work.day, work.service)
        return DONE, card.sign(*values)

    def _is_still_there(self) -> bool:
        """Tell whether the card that was worked with is in, and was not put in again meanwhile."""
        try:
            if self._card is not None:
                self._card.look()
        except (CardAbsentError, StatusUnreadable):
            return False
        except CardError:
            return True  # it is in, and how it failed was told already
        return True

    def _after_removal(self, outcome: Outcome) -> Outcome:
        """Look what is in now: -61 where another card is, and the new one is worked with."""
        before = self._board.picture.status
        self.put_away()
        self._take_in_what_is_there()
        now = self._board.picture.status
        if before is None or now is None or before.card_number == now.card_number:
            return outcome
        return Outcome(code=CardExchangedError.code)

    def _take_in_what_is_there(self) -> None:
        """Take a card in without waiting for the watcher, which may not have looked since."""
        try:
            terminals = self._pcsc.seen() if self._pcsc is not None else ()
        except CardError:
            return
        situation = replace(self._board.picture.situation, terminals=terminals)
        self._board.paint(situation=situation)
        self.take_in()

    def _show(self) -> None:
        card = self._card
        if card is None:
            return
        if card.data.cid:
            # A card whose PIN was reset says its CID no more, and may have to be reported again.
            self._cids[card.status.card_number] = card.data.cid
        self._board.paint(code=Code.OK, status=card.status, data=card.data, link=card.link)

    def _find_case(self, case_id: str = "") -> None:
        """Show the case of the card that is in, as far as the unit tells it."""
        shown = self._board.picture.case
        known = case_id or (shown.case_id if shown is not None else "")
        if not known or self._unit is None:
            return
        try:
            self._board.paint(case=self._unit.case(known))
        except UnitError as error:
            _log.warning("case-not-read", code=int(error.code))


_GONE = frozenset({Code.CARD_ABSENT, Code.TERMINAL_DISCONNECTED, Code.CARD_EXCHANGED})


def _nothing_in(picture: Picture) -> Code:
    """Return why no card is there: no terminal, several and none chosen, or an empty one."""
    if not picture.situation.terminals:
        return Code.TERMINAL_DISCONNECTED
    if picture.working_terminal:
        return Code.CARD_ABSENT
    return Code.TERMINAL_DISCONNECTED if picture.terminal else Code.SEVERAL_TERMINALS
