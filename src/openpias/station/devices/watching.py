"""What is in the terminals now, and since when does it differ from what was shown?

One thread asks PC/SC and tells whoever waits. A service that stops or starts, a terminal that is
plugged in or out, a card that is put in or pulled: each is a new `Situation` with a higher number.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from openpias.core.smartcard.connections import CardError
from openpias.station.devices.pcsc import Pcsc, TerminalSeen
from openpias.station.devices.pcsc_results import PcscMissingError

# Asking takes a fifth of a millisecond.
_EVERY: Final = 0.1
_AGAIN_AFTER: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The terminals at one moment; `number` grows with each change.

    `installed` is false where pyscard is missing; `service` is false where PC/SC does not run.
    """

    number: int = 0
    installed: bool = True
    service: bool = False
    terminals: tuple[TerminalSeen, ...] = ()

    def terminal(self, name: str) -> TerminalSeen | None:
        """Return a terminal by its name, where it is connected."""
        return next((each for each in self.terminals if each.name == name), None)


class Watcher:
    """Keeps the latest situation, from `start` until `stop`; `changed` is called by its thread."""

    def __init__(self, changed: Callable[[Situation], None] = lambda _situation: None) -> None:
        self._changed = changed
        self._situation = Situation()
        self._news = threading.Condition()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="terminals", daemon=True)

    @property
    def situation(self) -> Situation:
        """The latest situation."""
        return self._situation

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread; it takes half a second at most."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join(5)

    def wait(self, number: int, *, within: float) -> Situation:
        """Return the situation once it is newer than `number`, or after `within` seconds."""
        with self._news:
            self._news.wait_for(lambda: self._situation.number > number, timeout=within)
            return self._situation

    def _watch(self) -> None:
        while not self._ending.is_set():
            try:
                with Pcsc() as pcsc:
                    self._look(pcsc)
            except PcscMissingError:
                self._tell(installed=False)
                return
            except CardError:
                self._tell(service=False)
                self._ending.wait(_AGAIN_AFTER)

    def _look(self, pcsc: Pcsc) -> None:
        while not self._ending.is_set():
            self._tell(service=True, terminals=pcsc.seen())
            self._ending.wait(_EVERY)

    def _tell(
        self,
        *,
        installed: bool = True,
        service: bool = False,
        terminals: tuple[TerminalSeen, ...] = (),
    ) -> None:
        before = self._situation
        same = (installed, service, terminals) == (
            before.installed,
            before.service,
            before.terminals,
        )
        if same and before.number:
            return
        with self._news:
            self._situation = Situation(
                number=before.number + 1,
                installed=installed,
                service=service,
                terminals=terminals,
            )
            self._news.notify_all()
        self._changed(self._situation)
