"""What does a provider see of its own incidents?

Its own words, the desk's answers and what became of it; no note, and nothing of how the desk works.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpias.server.helpdesk.enums import (
    Category,
    EntryKind,
    IncidentState,
    Mailbox,
    Pictures,
)
from openpias.server.helpdesk.models import Incident, IncidentEntry
from openpias.server.helpdesk.queries import visibility
from openpias.server.platform.accounts.actors import Actor

PAGE = 25
_SHOWN = (EntryKind.INCOMING.value, EntryKind.ANSWER.value, EntryKind.AUTOMATIC_ANSWER.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRow:
    """An incident in the list of a provider."""

    public_id: str
    reference: str
    mailbox: Mailbox
    category: Category | None
    subject: str
    state: IncidentState
    opened_at: datetime
    changed_at: datetime
    resolution_due_at: datetime
    closed_at: datetime | None
    resolution_text: str
    pictures: Pictures
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnEntry:
    """What the provider wrote, or was answered."""

    public_id: str
    kind: EntryKind
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnView(OwnRow):
    """An incident with what was written; `merged_into` is a reference."""

    entries: tuple[OwnEntry, ...]
    merged_into: str
    may_reply: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """One page; `number` counts from 1 and `pages` is at least 1."""

    rows: tuple[OwnRow, ...]
    total: int
    number: int
    pages: int


def page(actor: Actor, *, number: int = 1) -> OwnPage:
    """Return one page of the provider's incidents, the latest first."""
    found = visibility.own(actor).defer("search_text").order_by("-opened_at", "-pk")
    total = found.count()
    pages = max(1, -(-total // PAGE))
    shown = min(max(1, number), pages)
    rows = tuple(OwnRow(**_row(each)) for each in found[(shown - 1) * PAGE : shown * PAGE])
    return OwnPage(rows=rows, total=total, number=shown, pages=pages)


def one(public_id: str, *, actor: Actor) -> OwnView | None:
    """Return one of the provider's incidents; None for any other."""
    reference = visibility.reference(public_id)
    mine = visibility.own(actor).select_related("merged_into")
    found = mine.filter(public_id=reference).first() if reference else None
    if found is None:
        return None
    entries = IncidentEntry.objects.filter(incident=found, kind__in=_SHOWN).order_by("pk")
    return OwnView(
        **_row(found),
        entries=tuple(
            OwnEntry(
                public_id=str(each.public_id),
                kind=EntryKind(each.kind),
                at=each.at,
                text=each.text,
            )
            for each in entries.only("public_id", "kind", "at", "text")
        ),
        merged_into=found.merged_into.reference if found.merged_into else "",
        may_reply=found.state != IncidentState.MERGED and not actor.practice,
    )


def _row(incident: Incident) -> dict[str, Any]:
    return {
        "public_id": str(incident.public_id),
        "reference": incident.reference,
        "mailbox": Mailbox(incident.mailbox),
        "category": Category(incident.category) if incident.category else None,
        "subject": incident.subject,
        "state": IncidentState(incident.state),
        "opened_at": incident.opened_at,
        "changed_at": incident.changed_at,
        "resolution_due_at": incident.resolution_due_at,
        "closed_at": incident.closed_at,
        "resolution_text": incident.resolution,
        "pictures": Pictures(incident.pictures),
        "lacks": tuple(incident.lacks),
    }
