"""How does a virtual card stay in its reader until somebody, here or in another window, pulls it?

Beside the card's file stands a note with a port on loopback and a word known to its owner alone:
whoever sends the word pulls the card. Nobody is signalled by a process id that may be another's.
"""

import hmac
import socket
import threading
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Annotated, Self

import msgspec
from msgspec import Meta, Struct

_WITHIN = 2.0
_LOOK_EVERY = 0.5
_WORD = 32


class NotInsertedError(Exception):
    """No program holds this card in a reader."""


class AlreadyInsertedError(Exception):
    """Another program holds this card in a reader."""


class _Note(Struct, frozen=True, kw_only=True):
    port: Annotated[int, Meta(ge=1, le=65_535)]
    word: str


class Holding:
    """Waits, as a context, until `pull` is called here or the word is sent from elsewhere."""

    def __init__(self, card: Path) -> None:
        self._place = _place(card)
        self._ended = threading.Event()
        self._word = token_hex(_WORD // 2)

    def __enter__(self) -> Self:
        if _is_held(self._place):
            raise AlreadyInsertedError
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(_LOOK_EVERY)
        note = _Note(port=self._listener.getsockname()[1], word=self._word)
        self._place.unlink(missing_ok=True)
        self._place.touch(mode=0o600)
        self._place.write_bytes(msgspec.json.encode(note))
        threading.Thread(target=self._listen, name="holding", daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.pull()
        self._place.unlink(missing_ok=True)
        self._listener.close()

    def pull(self) -> None:
        """End the waiting; doing it again is harmless."""
        self._ended.set()

    def wait(self, seconds: float) -> bool:
        """Wait so long at most; say whether the card was pulled."""
        return self._ended.wait(seconds)

    def _listen(self) -> None:
        while not self._ended.is_set():
            try:
                line, _ = self._listener.accept()
                with line:
                    line.settimeout(_WITHIN)
                    said = line.recv(_WORD)
                    if hmac.compare_digest(said, self._word.encode()):
                        line.sendall(b"1")
                        self.pull()
            except OSError:
                # Nobody came, hung up, or said nothing.
                continue


def pull(card: Path) -> None:
    """Pull a card that another program holds; raise NotInsertedError where none does."""
    note = _read(_place(card))
    if note is None or not _said(note, note.word.encode()):
        raise NotInsertedError


def _is_held(place: Path) -> bool:
    note = _read(place)
    return note is not None and _answers(note)


def _answers(note: _Note) -> bool:
    try:
        socket.create_connection(("127.0.0.1", note.port), timeout=_WITHIN).close()
    except OSError:
        return False
    return True


def _said(note: _Note, word: bytes) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", note.port), timeout=_WITHIN) as line:
            line.sendall(word)
            return line.recv(1) == b"1"
    except OSError:
        return False


def _read(place: Path) -> _Note | None:
    try:
        return msgspec.json.decode(place.read_bytes(), type=_Note)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def _place(card: Path) -> Path:
    return card.with_name(f".{card.name}.inserted")
