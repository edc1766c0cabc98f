"""How does a program speak to the card in a terminal, and how may that fail?

A port: `station.devices` binds it to PC/SC, tests bind it to a card in the same process.
"""

from contextlib import AbstractContextManager
from typing import Protocol

from openpias.core.smartcard.codes import Code


class Connection(Protocol):
    """A card in a terminal, for as long as it stays in."""

    @property
    def atr(self) -> bytes:
        """The card's answer to reset."""
        ...

    def exchange(self, apdu: bytes | bytearray) -> bytes:
        """Send a command, return answer and status word; raise a CardError.

        A command may hold a PIN: it is neither logged nor kept.
        """
        ...

    def transaction(self) -> AbstractContextManager[bool]:
        """Keep other programs away from the card until the end; raise a CardError.

        It gives whether the card was reset since the last one, and so forgot what was selected and
        verified: another program may share it in between.
        """
        ...


class CardError(Exception):
    """The card did not do what was asked; `code` says why. The message never holds data of it."""

    code: Code = Code.CARD_ACCESS_FAILED

    def __init__(self) -> None:
        super().__init__(f"{int(self.code)} {self.code.name}")


class CardAbsentError(CardError):
    """No card is in the terminal."""

    code = Code.CARD_ABSENT


class CardRemovedError(CardAbsentError):
    """The card was pulled while it was spoken to."""


def exchanged(connection: Connection, apdu: bytes | bytearray) -> bytes:
    """Return what the card answered; raise CardRemovedError where it was nothing.

    Some readers make an empty answer, and no error, of a card that was pulled meanwhile.
    """
    answer = connection.exchange(apdu)
    if not answer:
        raise CardRemovedError
    return answer


class CardExchangedError(CardError):
    """Another card is in the terminal than before."""

    code = Code.CARD_EXCHANGED


class CardTimeoutError(CardError):
    """The card did not answer in time; what it did of the command is not known."""

    code = Code.CARD_TIMEOUT


class CardUnresponsiveError(CardError):
    """The card is put in wrongly, damaged, or no chip card."""

    code = Code.CARD_ACCESS_FAILED


class TerminalAbsentError(CardError):
    """No terminal is connected, or it was pulled out."""

    code = Code.TERMINAL_DISCONNECTED


class SeveralTerminalsError(CardError):
    """More than one terminal is connected and none was chosen."""

    code = Code.SEVERAL_TERMINALS
