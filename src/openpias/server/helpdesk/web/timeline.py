"""How does an incident's life read, line after line, so that a note is never taken for an answer?"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from openpias.server.helpdesk.enums import (
    CallOutcome,
    Category,
    Channel,
    EntryKind,
    Happening,
    HeaderField,
    Mailbox,
    Priority,
    ReopenReason,
    RevealReason,
    VirusCheck,
)
from openpias.server.helpdesk.queries.views import DocumentView, EntryView
from openpias.server.helpdesk.web import hidden, labels, moments, reasons
from openpias.server.helpdesk.web.opening import for_reader
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.working_days.enums import DayKind


def shown(
    entry: EntryView,
    *,
    now: datetime,
    address: str,
    errors: Mapping[str, str],
    actor: Actor,
    code: str = "",
) -> dict[str, Any]:
    """Return one entry; `kind` decides its colour, its place and the word above it."""
    return {
        "id": entry.public_id,
        "kind": entry.kind.value,
        "word": _word(entry.kind),
        "at": moments.near(entry.at, now=now),
        "who": entry.author_name,
        "subject": hidden.pieces(entry.subject),
        "pieces": hidden.pieces(entry.text),
        "line": for_reader(actor, _happened(entry), code=code),
        "hidden": hidden.counted(entry.hidden),
        "sent": labels.letter(entry.sent),
        "documents": [_document(each, address) for each in entry.documents],
        "reveal": f"{address}/intrari/{entry.public_id}/dezvaluire" if entry.may_reveal else "",
        "is_asked": any(f"{name}-{entry.public_id}" in errors for name in ("reason", "note")),
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
        "verdict": labels.kept_closed()
        if document.has_hidden and not document.refusal
        else labels.verdict(document.refusal),
        "pictures": labels.pictures(document.pictures),
        "virus_check": labels.virus_check(document.virus_check),
        "is_unchecked": document.virus_check is VirusCheck.WAITING,
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
        Happening.VIRUS_FOUND: _("un fișier avea un virus și a fost șters"),
        Happening.TERMS_MOVED: _("termenele s-au mutat"),
        Happening.ORIGINAL_READ: _("originalul reținut a fost citit"),
        Happening.CALLED_BACK: _("sunat înapoi"),
        Happening.REVEALED: _("locurile ascunse din prudență au fost văzute"),
    }.get(value, _("incidentul s-a schimbat"))


def _detail(happening: Happening, facts: Mapping[str, Any]) -> str:
    """Return what changed, as far as it is a value of a closed list or what a colleague wrote."""
    if happening in _REASONED:
        words = (_chosen(_REASONED[happening], facts), str(facts.get("note", "")))
        return "; ".join(text for text in words if text)
    if happening is Happening.TERMS_MOVED:
        return "; ".join(map(_day, facts.get("days", ())))
    said = [str(facts.get(name, "")) for name in _AS_THEY_ARE]
    if happening is Happening.CORRECTED:
        said.append(_named(str(facts.get("field", ""))))
    if happening in {Happening.PRIORITISED, Happening.RECATEGORISED}:
        said += [_named(str(facts[name])) for name in ("from", "to") if name in facts]
        return " → ".join(text for text in said if text)
    if happening is Happening.OPENED:
        said += [_named(str(facts.get(name, ""))) for name in ("mailbox", "channel")]
    if happening is Happening.RATED:
        said.append(_("%(mark)s din 5") % {"mark": facts.get("mark", "?")})
    return ", ".join(text for text in said if text)


def _day(told: Mapping[str, Any]) -> str:
    """Return what became of a day by which act, so that somebody can ask why a term moved."""
    if told["withdrawn"]:
        text = _("%(day)s nu mai este declarată, %(act)s")
    elif told["kind"] == DayKind.WORKED:
        text = _("%(day)s este zi lucrătoare, %(act)s")
    else:
        text = _("%(day)s este zi liberă, %(act)s")
    return text % {"day": f"{date.fromisoformat(told['day']):%d-%m-%Y}", "act": told["act"]}


_AS_THEY_ARE = ("name", "reason", "reference")
_REASONED = {
    Happening.REOPENED: ReopenReason,
    Happening.REVEALED: RevealReason,
    Happening.ORIGINAL_READ: RevealReason,
    Happening.CALLED_BACK: CallOutcome,
}


def _chosen(among: type[StrEnum], facts: Mapping[str, Any]) -> str:
    return reasons.name(among, str(facts.get("reason") or facts.get("outcome", "")))


def _named(value: str) -> str:
    """Return the name of a value of a closed list; nothing for what is none."""
    if value in set(Category):
        return labels.category(Category(value))
    if value in set(Priority):
        return labels.priority(Priority(value))
    if value in set(Mailbox):
        return labels.mailbox(Mailbox(value))
    if value in set(Channel):
        return labels.channel(Channel(value))
    return labels.field(HeaderField(value)) if value in set(HeaderField) else ""
