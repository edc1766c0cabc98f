"""Which fact about declared days is announced? It carries an opaque id only."""

from dataclasses import dataclass
from typing import ClassVar

from openpias.server.platform.outbox.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysChanged(Event):
    """A day was declared or withdrawn: terms are to be computed again."""

    name: ClassVar[str] = "working-days.changed"
    declared: str


EVENTS = (DaysChanged,)
