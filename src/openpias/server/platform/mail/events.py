"""Which facts do letters announce through the outbox?"""

from dataclasses import dataclass
from typing import ClassVar

from openpias.server.platform.outbox.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWritten(Event):
    """A letter waits to be delivered."""

    name: ClassVar[str] = "mail.letter-written"
    letter: str
