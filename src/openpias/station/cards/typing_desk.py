"""How does a PIN that is typed into a page reach the operation that waits for it?

One operation waits at a time; what it waits for is shown, and the next PIN goes to it. Nothing keeps
a PIN: it passes from one thread to the other and is wiped by whoever sends it to the card.
"""

import threading
import time
from collections.abc import Callable
from typing import Final

from openpias.core.smartcard.pin_entry import Prompt
from openpias.core.smartcard.pins import Pin

PATIENCE: Final = 60.0


class NothingAskedError(Exception):
    """No operation waits for a PIN: it ended, or the time was over."""


class TypingDesk:
    """Where the keyboard's PINs are handed over; `changed` is called when the question changes."""

    def __init__(self, changed: Callable[[], None], *, patience: float = PATIENCE) -> None:
        self._changed = changed
        self._patience = patience
        self._turn = threading.Condition()
        self._asked: Prompt | None = None
        self._given: Pin | None = None
        self._abandoned = False
        self._closed = False

    @property
    def asked(self) -> Prompt | None:
        """What is waited for, or nothing."""
        return self._asked

    def ask(self, prompt: Prompt) -> Pin | None:
        """Wait for a PIN; None where it was abandoned or nobody typed in time."""
        with self._turn:
            if self._closed:
                return None
            self._asked, self._given, self._abandoned = prompt, None, False
        self._changed()
        with self._turn:
            end = time.monotonic() + self._patience
            while self._given is None and not self._abandoned:
                if not self._turn.wait(max(0.0, end - time.monotonic())):
                    break
            given, self._given, self._asked = self._given, None, None
        self._changed()
        return given

    def give(self, prompt: Prompt, pin: Pin) -> None:
        """Hand a PIN over; raises NothingAskedError where another question stands, and wipes it."""
        with self._turn:
            if self._asked is not prompt or self._given is not None:
                pin.wipe()
                raise NothingAskedError
            self._given = pin
            self._turn.notify_all()

    def abandon(self) -> None:
        """Let the operation that waits end; harmless where none does."""
        with self._turn:
            self._abandoned = True
            self._turn.notify_all()

    def close(self) -> None:
        """Abandon what waits, and whatever would ask from now on."""
        with self._turn:
            self._closed = True
        self.abandon()
