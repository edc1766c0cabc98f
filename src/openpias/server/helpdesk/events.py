"""Which facts does the helpdesk announce through the outbox? They carry opaque ids only."""

from dataclasses import dataclass
from typing import ClassVar

from openpias.server.platform.outbox.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStored(Event):
    """A document was kept whose pictures, or whose old format, are still to be read."""

    name: ClassVar[str] = "helpdesk.document-stored"
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentChanged(Event):
    """An incident was opened or went on."""

    name: ClassVar[str] = "helpdesk.incident-changed"
    incident: str
    state: str


EVENTS = (DocumentStored, IncidentChanged)
