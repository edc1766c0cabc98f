"""Which facts does the register announce through the outbox? They carry opaque ids only."""

from dataclasses import dataclass
from typing import ClassVar

from openpias.server.platform.outbox.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRegistered(Event):
    """Somebody new is in the register."""

    name: ClassVar[str] = "registry.person-registered"
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonsImported(Event):
    """A chunk of a file is in the register; one event a chunk, since nobody waits for each row."""

    name: ClassVar[str] = "registry.persons-imported"
    run: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipsChanged(Event):
    """Slips of a person were superseded or withdrawn: the published list is to be signed again."""

    name: ClassVar[str] = "registry.slips-changed"
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonsMerged(Event):
    """Two records turned out to be one person, or that was undone: upper modules look again."""

    name: ClassVar[str] = "registry.persons-merged"
    kept: str
    merged: str
    undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuredPersonChanged(Event):
    """An insured person was enrolled or changed: data, house, periods, doctor, death or erasure."""

    name: ClassVar[str] = "registry.insured-person-changed"
    insured: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuredPersonsImported(Event):
    """A chunk of a house's file is in the register; one event a chunk."""

    name: ClassVar[str] = "registry.insured-persons-imported"
    run: str
    rows: int


EVENTS = (
    PersonRegistered,
    PersonsImported,
    SlipsChanged,
    PersonsMerged,
    InsuredPersonChanged,
    InsuredPersonsImported,
)
