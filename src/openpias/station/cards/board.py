"""How do things stand at this moment, and how does a page learn that they changed?"""

import threading
from dataclasses import dataclass, field, replace
from typing import Any

from openpias.core.contracts.management_unit import CaseView
from openpias.core.smartcard.card_data import CardData
from openpias.core.smartcard.card_status import CardStatus
from openpias.core.smartcard.codes import Code
from openpias.station.cards.present_card import Link
from openpias.station.cards.procedures import Procedure
from openpias.station.devices.watching import Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """How things stand; `number` grows with each change.

    `code` says why no card can be worked with, OK where one can. `terminal` is the chosen one, ""
    where none was.
    """

    number: int = 0
    situation: Situation = field(default_factory=Situation)
    terminal: str = ""
    code: Code = Code.TERMINAL_DISCONNECTED
    status: CardStatus | None = None
    data: CardData = field(default_factory=CardData)
    link: Link = field(default_factory=Link)
    procedure: Procedure | None = None
    case: CaseView | None = None

    @property
    def has_card(self) -> bool:
        """Tell whether a health card is in that answered."""
        return self.status is not None

    @property
    def is_busy(self) -> bool:
        """Tell whether an operation runs."""
        return self.procedure is not None and self.procedure.is_running

    @property
    def working_terminal(self) -> str:
        """Return the terminal to work with: the chosen one, or the only one; "" where it is open."""
        names = [each.name for each in self.situation.terminals]
        if self.terminal in names:
            return self.terminal
        return names[0] if len(names) == 1 else ""


class Board:
    """Holds the latest picture; any thread may paint, look or wait."""

    def __init__(self, *, terminal: str = "") -> None:
        self._picture = Picture(terminal=terminal)
        self._news = threading.Condition(threading.RLock())
        self._closed = False

    @property
    def picture(self) -> Picture:
        """The latest picture."""
        return self._picture

    def paint(self, **changes: Any) -> None:
        """Draw the next picture from this one."""
        with self._news:
            self._picture = replace(self._picture, number=self._picture.number + 1, **changes)
            self._news.notify_all()

    def begin(self, procedure: Procedure) -> bool:
        """Show that an operation runs; False, and nothing changes, while another one does."""
        with self._news:
            if self._picture.is_busy:
                return False
            self.paint(procedure=procedure)
            return True

    def forget(self, procedure: Procedure | None) -> None:
        """Take this operation off the picture; one that began meanwhile stays."""
        with self._news:
            if procedure is not None and self._picture.procedure is procedure:
                self.paint(procedure=None)

    def progress(self, **changes: Any) -> None:
        """Show how far the operation is; nothing where none is shown."""
        with self._news:
            if self._picture.procedure is not None:
                self.paint(procedure=replace(self._picture.procedure, **changes))

    def wait(self, number: int, *, within: float) -> Picture:
        """Return the picture once it is newer than `number`, or after `within` seconds."""
        with self._news:
            self._news.wait_for(
                lambda: self._closed or self._picture.number > number, timeout=within
            )
            return self._picture

    def close(self) -> None:
        """Let everybody go who waits, now and from now on."""
        with self._news:
            self._closed = True
            self._news.notify_all()
