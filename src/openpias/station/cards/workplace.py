"""What may a page ask of the station: look, begin an operation, hand a PIN over, report a card?

A card that is pulled ends whatever waited for a PIN, a card that is put in is looked at at once.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from openpias.core.contracts.management_unit import CaseOpened, CaseView, ContractReference
from openpias.core.smartcard.pin_entry import KeyboardEntry, Prompt
from openpias.core.smartcard.pins import Pin
from openpias.station.cards.board import Board, Picture
from openpias.station.cards.hands import Hands, Report, Work
from openpias.station.cards.procedures import Procedure
from openpias.station.cards.typing_desk import PATIENCE, TypingDesk
from openpias.station.devices.watching import Situation, Watcher
from openpias.station.unit.client import UnitClient
from openpias.station.unit.errors import UnitUnavailable
from openpias.station.unit.signing_in import SignIn

_REPORT_WITHIN = 30.0
_ENDED_WITHIN = 10.0


class BusyError(Exception):
    """An operation runs already; it has to end, or be abandoned, before another begins."""


def _now() -> datetime:
    return datetime.now(UTC)


class Workplace:
    """The station's one place of work; its methods may be called by any thread."""

    def __init__(
        self,
        *,
        unit: UnitClient | None,
        contract: ContractReference,
        terminal: str = "",
        clock: Callable[[], datetime] = _now,
        patience: float = PATIENCE,
        sign_in: SignIn | None = None,
    ) -> None:
        self._unit = unit
        self._sign_in = sign_in
        self._clock = clock
        self._board = Board(terminal=terminal)
        self._desk = TypingDesk(self._asked_changed, patience=patience)
        entry = KeyboardEntry(ask=self._desk.ask)
        self._hands = Hands(self._board, unit=unit, contract=contract, entry=entry, clock=clock)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="card")
        self._watcher = Watcher(self._terminals_changed)

    @property
    def picture(self) -> Picture:
        """How things stand now."""
        return self._board.picture

    def start(self) -> None:
        """Begin to look at the terminals."""
        self._watcher.start()

    def hang_up(self) -> None:
        """Let pages go that wait for news, and whatever waits for a PIN; work goes on to its end."""
        self._board.close()
        self._desk.close()

    def stop(self) -> None:
        """End everything; whatever waits for a PIN is abandoned."""
        self._watcher.stop()
        self.hang_up()
        self._worker.submit(self._hands.close).result(_ENDED_WITHIN)
        self._worker.shutdown()
        if self._unit is not None:
            self._unit.close()

    def wait(self, number: int, *, within: float) -> Picture:
        """Return the picture once it is newer than `number`, or after `within` seconds."""
        return self._board.wait(number, within=within)

    def choose_terminal(self, name: str) -> None:
        """Work with this terminal from now on."""
        self._board.paint(terminal=name)
        self.look_again()

    def look_again(self) -> None:
        """Look at the card anew and ask the unit again, as after an outage."""
        self._worker.submit(self._hands.look_again)

    def refresh(self) -> None:
        """Ask the unit how card and case stand now."""
        self._worker.submit(self._hands.refresh)

    def begin(self, work: Work) -> None:
        """Start an operation; raises BusyError while another one runs."""
        if not self._board.begin(Procedure(operation=work.operation, begun_at=self._clock())):
            raise BusyError
        self._worker.submit(self._hands.run, work)

    def give_pin(self, prompt: Prompt, pin: Pin) -> None:
        """Hand over what was typed; raises NothingAskedError where nothing waits for it."""
        self._desk.give(prompt, pin)

    def abandon(self) -> None:
        """End the operation that waits for a PIN."""
        self._desk.abandon()

    def forget_outcome(self) -> None:
        """Take the end of the last operation off the page."""
        picture = self.picture
        if not picture.is_busy:
            self._board.forget(picture.procedure)

    def known_cid(self) -> str:
        """Return the CID of the card that is in, "" where neither card nor memory tells it."""
        return self._hands.known_cid()

    def report(self, report: Report) -> CaseOpened:
        """Report the card that is in; raises UnitError, and CardAbsentError where none is in."""
        return self._worker.submit(self._hands.report, report).result(_REPORT_WITHIN)

    def cases(self) -> list[CaseView]:
        """Return the practice's own cases; raises UnitError."""
        return [] if self._unit is None else self._unit.cases()

    @property
    def sign_in(self) -> SignIn | None:
        """The provider's token, where the platform asks for one."""
        return self._sign_in

    def open_session(self, pin: str) -> None:
        """Let the provider's token open a session; raises what token and platform raise."""
        if self._unit is None or self._sign_in is None:
            raise UnitUnavailable
        self._sign_in.open(self._unit, pin)
        self.look_again()

    def _terminals_changed(self, situation: Situation) -> None:
        self._board.paint(situation=situation)
        seen = situation.terminal(self.picture.working_terminal)
        if seen is None or not seen.has_card or seen.events != self._hands.events:
            # Also a card that was pulled and put in again between two looks: it is another session.
            self._desk.abandon()
        self._worker.submit(self._hands.follow)

    def _asked_changed(self) -> None:
        asked, running = self._desk.asked, self.picture.procedure
        if running is None or not running.is_running:
            return
        typed = running.typed
        if running.asked is not None and running.asked is not asked:
            typed = (*typed, running.asked)
        self._board.progress(asked=asked, typed=typed)
