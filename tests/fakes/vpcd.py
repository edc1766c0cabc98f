"""Which reader does a card meet without pcscd? One that speaks as vpcd does, told what to say."""

import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self


class FakeReader:
    """Waits for one card after another; `test_readers.py` holds the real one against the same."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._line: socket.socket | None = None

    @property
    def port(self) -> int:
        return self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.hang_up()
        self._listener.close()

    def accept(self) -> socket.socket:
        """Take the next card that is put in."""
        self.hang_up()
        self._listener.settimeout(2)
        self._line, _ = self._listener.accept()
        self._line.settimeout(2)
        return self._line

    def has_another(self) -> bool:
        """Say whether a second card waits to be taken."""
        self._listener.settimeout(0.05)
        try:
            self._listener.accept()[0].close()
        except TimeoutError:
            return False
        return True

    def says(self, message: bytes) -> None:
        """Send a message in two parts, as vpcd does."""
        self.sends(struct.pack(">H", len(message)))
        self.sends(message)

    def sends(self, part: bytes) -> None:
        self._line.sendall(part)

    def hears(self) -> bytes | None:
        """Return the next message of the card, or nothing when it was pulled."""
        length = self._whole(2)
        return self._whole(*struct.unpack(">H", length)) if length else None

    def asks(self, message: bytes) -> bytes | None:
        self.says(message)
        return self.hears()

    def hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _whole(self, length: int) -> bytes:
        found = b""
        while len(found) < length:
            more = self._line.recv(length - len(found))
            if not more:
                return b""
            found += more
        return found


@dataclass(kw_only=True)
class Recorder:
    """A card that says fine to everything and remembers what it heard; it may think long."""

    atr: bytes = bytes.fromhex("3B80800101")
    reply: bytes = b"\x90\x00"
    heard: list[bytes] = field(default_factory=list)
    resets: int = 0
    thinking: threading.Event = field(default_factory=threading.Event)
    on_answer: Callable[[], object] = lambda: None

    def __post_init__(self) -> None:
        self.thinking.set()

    def answer(self, apdu: bytes) -> bytes:
        self.heard.append(apdu)
        self.on_answer()
        assert self.thinking.wait(5)
        return self.reply

    def reset(self) -> None:
        self.resets += 1


def until(condition: Callable[[], object], *, within: float = 3.0) -> None:
    """Wait for a condition, and no longer than that."""
    end = time.monotonic() + within
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.005)
