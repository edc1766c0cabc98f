"""How does a program become a card in a reader of this machine?

vsmartcard's vpcd is a driver of pcscd that waits for cards on a TCP port instead of a slot: whoever
connects is a card that was inserted, and whoever disconnects was pulled. A message is a length in
two bytes, the higher first, and as many bytes. One byte is a word of the reader (off, on, reset,
ATR), and of those only the ATR is answered; everything longer is a command APDU.

vpcd listens on every address and asks nobody who they are: it belongs on test machines only.
Commands carry PINs, so nothing that passes here is logged or kept.
"""

import socket
import struct
import sys
import threading
import time
from types import TracebackType
from typing import Final, Protocol, Self

FIRST_PORT: Final = 35963
_POWER_OFF, _POWER_ON, _RESET, _ATR = 0, 1, 2, 4
_LENGTH = struct.Struct(">H")
# Once a message has begun, the rest is on its way.
_REST_WITHIN = 5.0
_AGAIN_AFTER = 0.02


class Card(Protocol):
    """What is in the slot; its methods are called by one thread, one after another."""

    @property
    def atr(self) -> bytes:
        """The answer to reset."""
        ...

    def answer(self, apdu: bytes) -> bytes:
        """Answer a command APDU, with the status word at the end."""
        ...

    def reset(self) -> None:
        """Forget what was selected and verified: power went, came, or the reader asks for it."""
        ...


class ReaderUnavailable(Exception):  # noqa: N818 - the house's ending for what may be tried again
    """No vpcd listens there."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"No virtual reader listens on {host}:{port}. Start pcscd with vpcd's reader, or name "
            "the port that its reader.conf has."
        )


class Slot:
    """A slot of vpcd, and the card that is put into it and pulled; any thread may do either.

    As a context the card is in, and out again at the end:

        with Slot(card):
            ...
    """

    def __init__(self, card: Card, *, port: int = FIRST_PORT, host: str = "127.0.0.1") -> None:
        self._card = card
        self._address = (host, port)
        self._changing = threading.RLock()
        self._line: socket.socket | None = None
        self._served: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.insert()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.pull()

    @property
    def is_inserted(self) -> bool:
        """Say whether the reader still talks to the card; pcscd may have ended."""
        return self._served is not None and self._served.is_alive()

    def insert(self, *, within: float = 5.0) -> None:
        """Put the card in, once vpcd listens; raises `ReaderUnavailable` after so many seconds.

        A card that is in stays in. pcscd itself notices the card up to half a second later.
        """
        with self._changing:
            if self.is_inserted:
                return
            self.pull()
            line = self._connected(until=time.monotonic() + within)
            served = threading.Thread(target=self._serve, args=(line,), name="vpcd", daemon=True)
            self._line, self._served = line, served
            served.start()

    def pull(self) -> None:
        """Take the card out, whatever it is doing; a card that is out stays out."""
        with self._changing:
            line, served = self._line, self._served
            self._line = self._served = None
            if line is not None:
                _close(line)
        if served is not None and served is not threading.current_thread():
            served.join(_REST_WITHIN)

    def _connected(self, *, until: float) -> socket.socket:
        while True:
            try:
                line = socket.create_connection(self._address, timeout=_REST_WITHIN)
            except OSError:
                if time.monotonic() >= until:
                    raise ReaderUnavailable(*self._address) from None
                time.sleep(_AGAIN_AFTER)
            else:
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return line

    def _serve(self, line: socket.socket) -> None:
        """Answer the reader until one side ends; a fault of the card ends it too, and is told."""
        try:
            while (message := _received(line)) is not None:
                reply = self._reply(message)
                if reply is not None:
                    line.sendall(_LENGTH.pack(len(reply)) + reply)
        except OSError:  # pulled while it spoke, or pcscd died
            return
        finally:
            _close(line)
            self._card.reset()

    def _reply(self, message: bytes) -> bytes | None:
        if len(message) > 1:
            return self._card.answer(message)
        word = message[0] if message else None
        if word == _ATR:
            return self._card.atr
        if word in {_POWER_OFF, _POWER_ON, _RESET}:
            self._card.reset()
        return None


def _received(line: socket.socket) -> bytes | None:
    """Return the next message, or nothing when the reader hung up between two."""
    line.settimeout(None)
    first = _some(line, 1)
    if not first:
        return None
    line.settimeout(_REST_WITHIN)
    (length,) = _LENGTH.unpack(first + _whole(line, 1))
    return _whole(line, length)


def _whole(line: socket.socket, length: int) -> bytes:
    found = b""
    while len(found) < length:
        more = _some(line, length - len(found))
        if not more:
            raise ConnectionResetError
        found += more
    return found


def _some(line: socket.socket, most: int) -> bytes:
    # vpcd sends length and body apart and waits for the acknowledgement between them, which Linux
    # delays by 40 ms unless it is asked each time.
    if sys.platform == "linux":
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
    return line.recv(most)


def _close(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:  # the other side was faster
        pass
    finally:
        line.close()
