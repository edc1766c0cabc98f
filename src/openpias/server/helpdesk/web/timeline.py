"""How does an incident's life read, line after line, so that a note is never taken for an answer?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from openpias.server.helpdesk.enums import (
    Category,
    Channel,
    EntryKind,
    Happening,
    HeaderField,
    Mailbox,
    Priority,
)
from openpias.server.helpdesk.queries.views import DocumentView, EntryView
from openpias.server.helpdesk.web import attachments, hidden, labels, moments


def shown(entry: EntryView, *, now: datetime, address: str, errors: Mapping[str, str]) -> dict[str, Any]:
    """Return one entry; `kind` decides its colour, its place and the word above it."""
    return {
        "id": entry.public_id,
        "kind": entry.kind.value,
        "word": _word(entry.kind),
        "at": moments.near(entry.at, now=now),
        "who": entry.author_name,
        "subject": hidden.pieces(entry.subject),
        "pieces": hidden.pieces(entry.text),
        "line": _happened(entry),
        "hidden": hidden.counted(entry.hidden),
        "sent": labels.letter(entry.sent),
        "documents": [_document(each, address) for each in entry.documents],
        "reveal": f"{address}/intrari/{entry.public_id}/dezvaluire" if entry.may_reveal else "",
        "is_asked": f"reason-{entry.public_id}" in errors,
    }


def _word(kind: EntryKind) -> str:
    return {
        EntryKind.INCOMING: _("Mesaj primit"),
        EntryKind.ANSWER: _("Răspuns trimis"),
        EntryKind.AUTOMATIC_ANSWER: _("Răspuns automat"),
        EntryKind.NOTE: _("Notă internă · nu se trimite nimănui"),
        EntryKind.BOUNCE: _("Mesaj întors de server"),
        EntryKind.EVENT: "",
    }[kind]


def _document(document: DocumentView, address: str) -> dict[str, Any]:
    opens = document.may_download
    return {
        "name": document.name,
        "size": _size(document.size),
        "verdict": attachments.verdict(document.refusal),
        "pictures": labels.pictures(document.pictures),
        "picture_count": document.picture_count,
        "has_hidden": document.has_hidden,
        "pieces": hidden.pieces(document.text),
        "href": f"{address}/documente/{document.public_id}" if opens else "",
        "is_refused": bool(document.refusal),
    }


def _size(size: int) -> str:
    return f"{max(1, size // 1024)} kB"


def _happened(entry: EntryView) -> str:
    if entry.happening is None:
        return ""
    detail = _detail(entry.happening, entry.facts)
    text = _happening(entry.happening)
    return f"{text}: {detail}" if detail else text


def _happening(value: Happening) -> str:
    return {
        Happening.OPENED: _("incidentul a fost deschis"),
        Happening.REPEATED: _("același mesaj a venit din nou"),
        Happening.TAKEN: _("incidentul a fost preluat"),
        Happening.ASSIGNED: _("incidentul a fost dat altcuiva"),
        Happening.CORRECTED: _("un câmp a fost corectat"),
        Happening.RECATEGORISED: _("categoria s-a schimbat"),
        Happening.PRIORITISED: _("prioritatea s-a schimbat"),
        Happening.WAITS: _("se așteaptă răspunsul celui care a scris; termenele sunt oprite"),
        Happening.RESUMED: _("lucrul continuă; termenele curg din nou"),
        Happening.CLOSED: _("incidentul a fost închis"),
        Happening.REOPENED: _("incidentul a fost redeschis"),
        Happening.MERGED: _("incidentul a fost unit cu altul"),
        Happening.LINKED: _("incidentul a fost legat de un caz de card"),
        Happening.HELD: _("mesajul a fost reținut: conține date personale"),
        Happening.RELEASED: _("mesajul reținut a fost eliberat"),
        Happening.ERASED: _("originalul a fost șters"),
        Happening.RATED: _("s-a primit o apreciere"),
        Happening.PICTURES_READ: _("imaginile au fost citite"),
    }.get(value, _("incidentul s-a schimbat"))


def _detail(happening: Happening, facts: Mapping[str, Any]) -> str:
    """Return what changed, as far as it is a value of a closed list or the name of a colleague."""
    said = []
    for name, value in facts.items():
        read = _READ.get(name)
        text = read(str(value)) if read else ""
        if text:
            said.append(text)
    return ", ".join(said)


def _category(value: str) -> str:
    return labels.category(Category(value)) if value in set(Category) else ""


def _priority(value: str) -> str:
    return labels.priority(Priority(value)) if value in set(Priority) else ""


def _mailbox(value: str) -> str:
    return labels.mailbox(Mailbox(value)) if value in set(Mailbox) else ""


def _channel(value: str) -> str:
    return labels.channel(Channel(value)) if value in set(Channel) else ""


def _field(value: str) -> str:
    return labels.field(HeaderField(value)) if value in set(HeaderField) else ""


def _as_it_is(value: str) -> str:
    return value


_READ = {
    "category": _category,
    "priority": _priority,
    "mailbox": _mailbox,
    "channel": _channel,
    "field": _field,
    "name": _as_it_is,
    "assignee_name": _as_it_is,
    "reason": _as_it_is,
    "into": _as_it_is,
    "case": _as_it_is,
    "mark": _as_it_is,
}
