"""Which terminals does this machine have, what is in them, and how is a card in one spoken to?

PC/SC through pyscard's plain functions, which are the same on Linux, Windows and macOS; nothing else
of the station calls them. pyscard is an optional part of the installation (`openpias[cards]`).
Cards are shared, because the module of a token holds every card in every reader (ADR 0032).
Commands carry PINs, so nothing that passes here is logged or kept.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType, TracebackType
from typing import Any, Final, Self

from openpias.core.smartcard.connections import (
    CardAbsentError,
    CardRemovedError,
    TerminalAbsentError,
)
from openpias.station.devices import pcsc_results
from openpias.station.devices.pcsc_results import PcscMissingError, TerminalBusyError

# A program that resets the card again and again is waited for that often.
_MOST_RESETS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalSeen:
    """A terminal, and the answer to reset of the card in it; None where none is in.

    `silent`: something is in that does not answer. `busy`: another program holds the card alone.
    `events`: how many cards came and went, so that a quick exchange is noticed.
    """

    name: str
    events: int = 0
    atr: bytes | None = None
    silent: bool = False
    busy: bool = False

    @property
    def has_card(self) -> bool:
        """Tell whether a card is in that answers."""
        return self.atr is not None


def is_available() -> bool:
    """Tell whether pyscard is installed."""
    try:
        pcsc_results.functions()
    except PcscMissingError:
        return False
    return True


class Pcsc:
    """A context of the PC/SC service, for one thread; raises TerminalAbsentError where none runs."""

    def __init__(self) -> None:
        self._scard = pcsc_results.functions()
        self._context: Any = None

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the context back; doing it again is harmless."""
        context, self._context = self._context, None
        if context is not None:
            self._scard.SCardReleaseContext(context)

    def terminals(self) -> tuple[str, ...]:
        """Return the names of the connected terminals, as the system orders them."""
        result, names = self._scard.SCardListReaders(self._open(), [])
        if pcsc_results.is_(result, self._scard.SCARD_E_NO_READERS_AVAILABLE):
            return ()
        self._check(result)
        return tuple(names)

    def seen(self) -> tuple[TerminalSeen, ...]:
        """Return what is in the terminals now.

        It asks and does not wait: whoever waited would have to be woken up when the station ends.
        """
        names = self.terminals()
        if not names:
            return ()
        asked = [(name, self._scard.SCARD_STATE_UNAWARE) for name in names]
        result, found = self._scard.SCardGetStatusChange(self._open(), 0, asked)
        if pcsc_results.is_(result, self._scard.SCARD_E_UNKNOWN_READER):
            return self.seen()
        self._check(result)
        return tuple(self._seen(name, event, atr) for name, event, atr in found)

    def connect(self, terminal: str) -> "PcscConnection":
        """Return a connection that other programs share between transactions; raises a CardError."""
        scard = self._scard
        result, handle, protocol = scard.SCardConnect(
            self._open(),
            terminal,
            scard.SCARD_SHARE_SHARED,
            _protocols(scard),
        )
        self._check(result)
        return PcscConnection(scard, handle, protocol)

    def _open(self) -> Any:
        if self._context is None:
            result, context = self._scard.SCardEstablishContext(self._scard.SCARD_SCOPE_USER)
            self._check(result)
            self._context = context
        return self._context

    def _seen(self, name: str, event: int, atr: Sequence[int]) -> TerminalSeen:
        scard = self._scard
        present = bool(event & scard.SCARD_STATE_PRESENT)
        silent = present and bool(event & scard.SCARD_STATE_MUTE)
        busy = present and bool(event & scard.SCARD_STATE_EXCLUSIVE)
        answers = present and not silent
        return TerminalSeen(
            name=name,
            events=event >> 16 & 0xFFFF,
            atr=bytes(atr) if answers else None,
            silent=silent,
            busy=busy,
        )

    def _check(self, result: int) -> None:
        error = pcsc_results.error(self._scard, result)
        if error is not None:
            if isinstance(error, TerminalAbsentError):
                self.close()  # a service that died is asked anew the next time
            raise error


class PcscConnection:
    """A card in a terminal (`core.smartcard.connections.Connection`), shared with other programs."""

    def __init__(self, scard: ModuleType, handle: Any, protocol: int) -> None:
        self._scard = scard
        self._handle: Any = handle
        self._protocol = protocol
        with self.transaction():
            self._atr = self._answer_to_reset()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def atr(self) -> bytes:
        """The card's answer to reset."""
        return self._atr

    def exchange(self, apdu: bytes | bytearray) -> bytes:
        """Send a command, return answer and status word; raise a CardError."""
        sent = list(apdu)
        try:
            result, answer = self._scard.SCardTransmit(self._handle, self._protocol, sent)
        finally:
            sent[:] = bytes(len(sent))
        self._check(result)
        return bytes(answer)

    @contextmanager
    def transaction(self) -> Iterator[bool]:
        """Wait for other programs, then keep them away; give whether one has reset the card."""
        was_reset = self._begin()
        try:
            yield was_reset
        finally:
            # What it answers is passed over: a card that was pulled has no transaction to end, and
            # what was done before is done.
            self._scard.SCardEndTransaction(self._handle, self._scard.SCARD_LEAVE_CARD)

    def control(self, code: int, data: bytes | bytearray = b"") -> bytes:
        """Send a command to the terminal itself, as its PIN pad takes them; raise a CardError."""
        result, answer = self._scard.SCardControl(self._handle, code, list(data))
        self._check(result)
        return bytes(answer)

    def control_code(self, function: int) -> int:
        """Return the number of a control function on this system (PC/SC part 10)."""
        return int(self._scard.SCARD_CTL_CODE(function))

    def close(self) -> None:
        """Leave the card reset, so that no PIN stays verified; doing it again is harmless.

        Another program that is in a transaction is waited for.
        """
        handle, self._handle = self._handle, None
        if handle is not None:
            self._scard.SCardDisconnect(handle, self._scard.SCARD_RESET_CARD)

    def _begin(self) -> bool:
        scard, was_reset = self._scard, False
        for _ in range(_MOST_RESETS):
            result = scard.SCardBeginTransaction(self._handle)
            if not pcsc_results.is_(result, scard.SCARD_W_RESET_CARD):
                self._check(result)
                return was_reset
            was_reset = True
            result, self._protocol = scard.SCardReconnect(
                self._handle, scard.SCARD_SHARE_SHARED, _protocols(scard), scard.SCARD_LEAVE_CARD
            )
            self._check(result)
        raise TerminalBusyError

    def _answer_to_reset(self) -> bytes:
        result, _name, _state, _protocol, atr = self._scard.SCardStatus(self._handle)
        self._check(result)
        return bytes(atr)

    def _check(self, result: int) -> None:
        error = pcsc_results.error(self._scard, result)
        if error is None:
            return
        # Connected, an absent card is one that was pulled.
        raise CardRemovedError if type(error) is CardAbsentError else error


def _protocols(scard: ModuleType) -> int:
    return int(scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1)
