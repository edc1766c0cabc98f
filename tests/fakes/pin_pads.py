"""What is a terminal with keys of its own, for a program that speaks PC/SC part 10 to it?

vpcd has no keys, so that nothing real stands behind this one on a test machine. It takes the
structures apart as the specification says, puts what the "holder" types into the command, sends
that to the card and answers what the card answers.
"""

import struct
from contextlib import nullcontext
from dataclasses import dataclass, field

from openpias.core.smartcard import pin_pad
from openpias.core.smartcard.connections import CardUnresponsiveError
from openpias.core.smartcard.pins import BLOCK_LENGTH, Pin

VERIFY_CODE, MODIFY_CODE = 0x42330006, 0x42330007
_VERIFY_HEAD, _MODIFY_HEAD = 19, 24


@dataclass
class KeyedTerminal:
    """A connection to a card in a terminal with keys; `keys` is what the holder types, in order."""

    card: object
    keys: list[str] = field(default_factory=list)
    features: tuple[int, ...] = (0x06, 0x07)
    asked: list[int] = field(default_factory=list)
    status: int | None = None

    @property
    def atr(self):
        return self.card.atr

    def exchange(self, apdu):
        return self.card.answer(bytes(apdu))

    def transaction(self):
        return nullcontext(False)

    def control_code(self, function):
        return 0x42000000 + function

    def control(self, code, data=b""):
        self.asked.append(code)
        if code == self.control_code(pin_pad.GET_FEATURE_REQUEST):
            known = {0x06: VERIFY_CODE, 0x07: MODIFY_CODE}
            return b"".join(struct.pack(">BBI", tag, 4, known[tag]) for tag in self.features)
        if self.status is not None:
            return self.status.to_bytes(2, "big")
        if code == VERIFY_CODE:
            return self._sent(bytes(data), head=_VERIFY_HEAD, blocks=1)
        assert code == MODIFY_CODE
        return self._sent(bytes(data), head=_MODIFY_HEAD, blocks=2)

    def _sent(self, structure, *, head, blocks):
        (length,) = struct.unpack("=I", structure[head - 4 : head])
        command = bytearray(structure[head:])
        assert len(command) == length == 5 + blocks * BLOCK_LENGTH
        typed = [self.keys.pop(0) for _ in range(blocks)]
        if blocks == 2 and self.keys.pop(0) != typed[1]:
            return pin_pad.DIFFERENT.to_bytes(2, "big")
        for nth, text in enumerate(typed):
            start = 5 + nth * BLOCK_LENGTH
            command[start : start + BLOCK_LENGTH] = Pin(text, length=len(text)).block()
        return self.card.answer(bytes(command))


class PlainTerminal:
    """A terminal without keys: most refuse to be asked."""

    def control_code(self, function):
        return function

    def control(self, code, data=b""):  # noqa: ARG002 - the shape of the port
        raise CardUnresponsiveError
