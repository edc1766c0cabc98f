"""Has a terminal keys of its own, and how does it take a PIN that the computer never sees?

PC/SC part 10 through SCardControl. pyscard lets go of Python's lock while the terminal waits for the
holder, so that the pages stay alive. A terminal counts as one with keys where it can both verify and
modify a PIN: half of it would ask the holder in two places.
"""

from typing import Protocol

from openpias.core.smartcard import pin_pad
from openpias.core.smartcard.connections import CardError
from openpias.core.smartcard.pin_pad import Feature


class ControlledTerminal(Protocol):
    """A connection whose terminal takes commands of its own (`devices.pcsc.PcscConnection`)."""

    def control(self, code: int, data: bytes | bytearray = b"") -> bytes:
        """Send a command to the terminal itself; raise a CardError."""
        ...

    def control_code(self, function: int) -> int:
        """Return the number of a control function on this system."""
        ...


class PcscPinPad:
    """The keys of a terminal (`core.smartcard.pin_pad.PinPad`)."""

    def __init__(self, terminal: ControlledTerminal, *, verify: int, modify: int) -> None:
        self._terminal = terminal
        self._verify = verify
        self._modify = modify

    def verify(self, structure: bytes) -> bytes:
        """Have a PIN typed and verified; return the answer of card or terminal."""
        return self._terminal.control(self._verify, structure)

    def modify(self, structure: bytes) -> bytes:
        """Have PINs typed and replaced; return the answer of card or terminal."""
        return self._terminal.control(self._modify, structure)


def of(terminal: ControlledTerminal) -> PcscPinPad | None:
    """Return the keys of a terminal, or None where it has none that can do both."""
    try:
        answer = terminal.control(terminal.control_code(pin_pad.GET_FEATURE_REQUEST))
        found = pin_pad.features(answer)
    except CardError:
        # Most terminals without keys refuse the question; a card that was pulled says so itself.
        return None
    verify, modify = (
        found.get(each) for each in (Feature.VERIFY_PIN_DIRECT, Feature.MODIFY_PIN_DIRECT)
    )
    if verify is None or modify is None:
        return None
    return PcscPinPad(terminal, verify=verify, modify=modify)
