"""Which facts do cards announce through the outbox? They carry opaque ids only."""

from dataclasses import dataclass
from typing import ClassVar

from openpias.server.platform.outbox.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CardChanged(Event):
    """A card came to another state; `state` is the official number."""

    name: ClassVar[str] = "cards.card-changed"
    card: str
    state: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChanged(Event):
    """A case went on: for the house that has it, and for the provider that reported it."""

    name: ClassVar[str] = "cards.case-changed"
    case: str
    status: str
    house: str


EVENTS = (CardChanged, CaseChanged)
