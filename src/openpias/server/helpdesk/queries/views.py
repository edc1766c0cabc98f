"""What does the desk see of one incident?"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from openpias.server.helpdesk.enums import (
    EntryKind,
    Happening,
    HeaderField,
    Pictures,
    VirusCheck,
)
from openpias.server.helpdesk.models import (
    AttachedDocument,
    Incident,
    IncidentEntry,
    IncidentField,
    Recording,
)
from openpias.server.helpdesk.queries import acts, reporters, visibility
from openpias.server.helpdesk.queries.hours import hours
from openpias.server.helpdesk.queries.reporters import Reporter
from openpias.server.helpdesk.queries.rows import IncidentRow, shown
from openpias.server.helpdesk.queries.visibility import Sight
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.mail.enums import LetterState
from openpias.server.platform.mail.queries import letter_states

# Fields of a header that are about a human being, though allowed in a mail.
PERSONAL_FIELDS = frozenset({HeaderField.PHYSICIAN_NAME, HeaderField.STAMP_CODE, HeaderField.PHONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """A field of the header: as it was found, and as it stands."""

    field: HeaderField
    found: str
    confidence: str
    value: str
    corrected_by_name: str
    corrected_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """An attachment; `refusal` says why it was not kept, `may_download` whether the file opens."""

    public_id: str
    name: str
    size: int
    format: str
    refusal: str
    text: str
    has_hidden: bool
    pictures: Pictures
    picture_count: int
    virus_check: VirusCheck
    may_download: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One entry; `hidden` counts finds by kind, `sent` says how its letter does."""

    public_id: str
    kind: EntryKind
    happening: Happening | None
    at: datetime
    author_name: str
    subject: str
    text: str
    presentation: str
    facts: Mapping[str, Any]
    hidden: Mapping[str, int]
    documents: tuple[DocumentView, ...]
    sent: LetterState | None
    may_reveal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingView:
    """A recorded message that may be listened to."""

    public_id: str
    seconds: int
    recorded_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Another incident."""

    public_id: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentView(IncidentRow):
    """An incident whole; `reporter` is empty for whoever may not know who wrote.

    `may` names the operations that make sense now for this actor.
    """

    reporter: Reporter
    language: str
    provider_kind: str
    stamp_code: str
    sub_unit: str
    fields: tuple[FieldView, ...]
    entries: tuple[EntryView, ...]
    recordings: tuple[RecordingView, ...]
    card_case: str
    card_case_number: str
    resolution_text: str
    first_answer_at: datetime | None
    closed_at: datetime | None
    merged_into: Linked | None
    merged: tuple[Linked, ...]
    mark: int | None
    comment: str
    may: frozenset[str]


def whole(found: QuerySet[Incident]) -> QuerySet[Incident]:
    """Return these incidents with everything that a page shows; a fixed number of queries."""
    documents = AttachedDocument.objects.defer("sealed").order_by("position")
    soft = Q(sealed_text__isnull=False)
    entries = IncidentEntry.objects.defer("sealed_text").annotate(has_soft=soft).order_by("pk")
    return found.select_related("merged_into", "satisfaction").prefetch_related(
        Prefetch("fields", queryset=IncidentField.objects.order_by("pk")),
        Prefetch("entries", queryset=entries),
        Prefetch("entries__documents", queryset=documents),
        Prefetch("recordings", queryset=Recording.objects.defer("sealed").order_by("pk")),
        "merged",
    )


def view(incident: Incident, actor: Actor, *, at: datetime) -> IncidentView:
    """Return what the actor sees of an incident."""
    sight = visibility.sight(incident, actor)
    personal = sight.personal
    entries = list(incident.entries.all())
    states = letter_states(each.letter for each in entries if each.letter)
    mark = getattr(incident, "satisfaction", None)
    return IncidentView(
        **shown(incident, actor, at=at, hours=hours()),
        reporter=reporters.of(incident) if personal else Reporter(),
        language=incident.language,
        provider_kind=incident.provider_kind,
        stamp_code=incident.stamp_code if personal else "",
        sub_unit=incident.sub_unit,
        fields=tuple(_fields(incident.fields.all(), personal=personal)),
        entries=tuple(entry_view(each, states, sight=sight) for each in entries),
        recordings=_recordings(incident, personal=personal),
        card_case=str(incident.card_case or ""),
        card_case_number=incident.card_case_number,
        resolution_text=sight.text(incident.resolution),
        first_answer_at=incident.first_answer_at,
        closed_at=incident.closed_at,
        merged_into=_linked(incident.merged_into),
        merged=tuple(filter(None, map(_linked, incident.merged.all()))),
        mark=mark.mark if mark else None,
        comment=sight.text(mark.comment) if mark else "",
        may=acts.may(incident, actor),
    )


def _linked(incident: Incident | None) -> Linked | None:
    if incident is None:
        return None
    return Linked(public_id=str(incident.public_id), reference=incident.reference)


def _fields(rows: Iterable[IncidentField], *, personal: bool) -> Iterable[FieldView]:
    for each in rows:
        field = HeaderField(each.field)
        if field in PERSONAL_FIELDS and not personal:
            continue
        yield FieldView(
            field=field,
            found=each.found,
            confidence=each.confidence,
            value=each.value,
            corrected_by_name=each.corrected_by_name,
            corrected_at=each.corrected_at,
        )


def _recordings(incident: Incident, *, personal: bool) -> tuple[RecordingView, ...]:
    if not personal:
        return ()
    return tuple(
        RecordingView(
            public_id=str(each.public_id),
            seconds=each.seconds,
            recorded_at=each.recorded_at,
            expires_at=each.expires_at,
        )
        for each in incident.recordings.all()
        if each.erased_at is None
    )


def entry_view(
    entry: IncidentEntry, states: Mapping[uuid.UUID, LetterState], *, sight: Sight
) -> EntryView:
    """Return an entry; whoever sees no personal data reads what a mail presents, without signature."""
    is_incoming = entry.kind in {EntryKind.INCOMING, EntryKind.BOUNCE}
    shown_text = entry.presentation if is_incoming and not sight.personal else entry.text
    return EntryView(
        public_id=str(entry.public_id),
        kind=EntryKind(entry.kind),
        happening=Happening(entry.happening) if entry.happening else None,
        at=entry.at,
        author_name="" if is_incoming and not sight.personal else entry.author_name,
        subject=sight.text(entry.subject),
        text=sight.text(shown_text),
        presentation=sight.text(entry.presentation),
        facts=entry.facts,
        hidden=entry.hidden,
        documents=tuple(_document(each, sight=sight) for each in entry.documents.all()),
        sent=states.get(entry.letter) if entry.letter else None,
        may_reveal=sight.personal and bool(getattr(entry, "has_soft", False)),
    )


def _document(document: AttachedDocument, *, sight: Sight) -> DocumentView:
    pictures = Pictures(document.pictures)
    kept = not document.refusal and document.erased_at is None
    check = VirusCheck(document.virus_check)
    seen = pictures in {Pictures.NONE, Pictures.VERIFIED} and check is not VirusCheck.WAITING
    opens = kept and not document.has_hidden and seen
    return DocumentView(
        public_id=str(document.public_id),
        name=sight.text(document.name),
        size=document.size,
        format=document.format,
        refusal=document.refusal,
        text=sight.text(document.text),
        has_hidden=document.has_hidden,
        pictures=pictures,
        picture_count=document.picture_count,
        virus_check=check,
        may_download=sight.personal and opens,
    )
