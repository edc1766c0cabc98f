"""Who asks for a PIN, where is it typed, and how does it reach the card?

A port with two ways: the keys of the reader (`PinPadEntry`: no PIN comes into the computer), or the
computer's (`KeyboardEntry`: PINs are wiped when they were sent). What the holder types is collected
before the unit's permission is used up wherever that can be done.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from openpias.core.smartcard import apdu, pin_pad, pins
from openpias.core.smartcard.apdu import Command, Response
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import (
    CardError,
    CardRemovedError,
    CardTimeoutError,
    Connection,
    exchanged,
)
from openpias.core.smartcard.pin_pad import Digits, PinPad, PinPadError
from openpias.core.smartcard.pins import Pin, PinLengthError, PinNotConfirmedError
from openpias.core.smartcard.states import Operation, TerminalEditing

# Entered right before the command goes to the card, and left when the card has answered.
Allow = Callable[[], AbstractContextManager[None]]


class Prompt(StrEnum):
    """What the holder is asked to type."""

    CURRENT = "current"
    NEW = "new"
    CONFIRMATION = "confirmation"
    RESET = "reset"
    TRANSPORT = "transport"


@dataclass(frozen=True, slots=True, kw_only=True)
class PinCommand:
    """A command whose data are PINs: `first`, and a new one where `with_new`."""

    operation: Operation
    ins: int
    p1: int
    p2: int
    first: Prompt
    with_new: bool

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        """What is asked, in its order."""
        return (self.first, *((Prompt.NEW, Prompt.CONFIRMATION) if self.with_new else ()))

    @property
    def editing(self) -> TerminalEditing:
        """What the terminal waits for meanwhile."""
        return _EDITING[self.operation]


VERIFY = PinCommand(
    operation=Operation.AUTHENTICATE, ins=0x20, p1=0, p2=1, first=Prompt.CURRENT, with_new=False
)
CHANGE = PinCommand(
    operation=Operation.CHANGE_PIN, ins=0x24, p1=0, p2=1, first=Prompt.CURRENT, with_new=True
)
ACTIVATE = PinCommand(
    operation=Operation.ACTIVATE, ins=0x24, p1=0, p2=2, first=Prompt.TRANSPORT, with_new=True
)
RESET = PinCommand(
    operation=Operation.RESET_PIN, ins=0x2C, p1=2, p2=1, first=Prompt.RESET, with_new=False
)

_EDITING = {
    Operation.AUTHENTICATE: TerminalEditing.AUTHENTICATION,
    Operation.CHANGE_PIN: TerminalEditing.PIN_CHANGE,
    Operation.RESET_PIN: TerminalEditing.PIN_RESET,
    Operation.ACTIVATE: TerminalEditing.TRANSPORT_PIN_CHANGE,
}
_ABANDONED = {
    Operation.AUTHENTICATE: Code.AUTHENTICATION_ABANDONED,
    Operation.CHANGE_PIN: Code.PIN_CHANGE_ABANDONED,
    Operation.RESET_PIN: Code.PIN_RESET_ABANDONED,
    Operation.ACTIVATE: Code.ACTIVATION_ABANDONED,
}


class PinEntryAbandonedError(CardError):
    """The holder pressed cancel, or typed nothing; `code` says in which operation."""

    def __init__(self, operation: Operation) -> None:
        self.code = _ABANDONED[operation]
        super().__init__()


class PinEntryTimedOutError(CardTimeoutError):
    """Nobody typed on the reader in time; the card was asked nothing."""


class NewPinRefusedError(CardError):
    """The new PIN is 0000, which everybody knows."""

    code = Code.PIN_CHANGE_FAILED


class PinEntry(Protocol):
    """The port: have PINs typed, send the command, return the card's answer."""

    def enter(self, command: PinCommand, connection: Connection, *, allow: Allow) -> Response:
        """Ask, enter `allow` right before the command goes to the card, send, answer.

        Raise a CardError: abandoned, of a wrong length, not confirmed, or from the connection.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyboardEntry:
    """PINs come from the computer: `ask` returns each, or None where it was abandoned.

    Each is wiped after the command, whatever came of it. `ask` raises PinLengthError through `Pin`.
    """

    ask: Callable[[Prompt], Pin | None]

    def enter(self, command: PinCommand, connection: Connection, *, allow: Allow) -> Response:
        """Ask for all, compare the new ones, then send."""
        with ExitStack() as wiped:
            typed = []
            for prompt in command.prompts:
                pin = self.ask(prompt)
                if pin is None:
                    raise PinEntryAbandonedError(command.operation)
                typed.append(wiped.enter_context(pin))
            if command.with_new:
                _check_new(*typed[1:])
            with allow():
                return _send(command, connection, typed[:2])


@dataclass(frozen=True, slots=True, kw_only=True)
class PinPadEntry:
    """PINs are typed on the reader, which sends the command itself."""

    pad: PinPad
    language: int = pin_pad.Language.ROMANIAN

    def enter(self, command: PinCommand, connection: Connection, *, allow: Allow) -> Response:  # noqa: ARG002 - the pad is the connection
        """Let the reader ask and send; raise what it says in the card's place."""
        header = bytes([0x00, command.ins, command.p1, command.p2])
        fewest = pins.TRANSPORT_LENGTH if command.first is Prompt.TRANSPORT else pins.LENGTH
        digits = Digits(fewest=fewest, most=pins.LENGTH)
        with allow():
            if command.with_new:
                structure = pin_pad.modify_structure(header, digits=digits, language=self.language)
                answer = self.pad.modify(structure)
            else:
                structure = pin_pad.verify_structure(header, digits=digits, language=self.language)
                answer = self.pad.verify(structure)
        if not answer:
            raise CardRemovedError
        response = apdu.decode_response(answer)
        _raise_what_the_reader_says(response.sw, command.operation)
        return response


def _check_new(new: Pin, again: Pin) -> None:
    if not new.is_same(again):
        raise PinNotConfirmedError
    if pins.is_reset_pin(new):
        raise NewPinRefusedError


def _send(command: PinCommand, connection: Connection, typed: list[Pin]) -> Response:
    data = bytearray()
    for pin in typed:
        block = pin.block()
        data += block
        block[:] = bytes(len(block))
    asked = Command(ins=command.ins, p1=command.p1, p2=command.p2, data=data)
    written = apdu.encode_command(asked)
    try:
        return apdu.decode_response(exchanged(connection, written))
    finally:
        for buffer in (data, written):
            buffer[:] = bytes(len(buffer))


def _raise_what_the_reader_says(sw: int, operation: Operation) -> None:
    if sw == pin_pad.CANCELLED:
        raise PinEntryAbandonedError(operation)
    if sw in _FROM_READER:
        raise _FROM_READER[sw]


_FROM_READER: dict[int, type[CardError]] = {
    pin_pad.TIMED_OUT: PinEntryTimedOutError,
    pin_pad.DIFFERENT: PinNotConfirmedError,
    pin_pad.LENGTH_WRONG: PinLengthError,
    pin_pad.STRUCTURE_REFUSED: PinPadError,
}
