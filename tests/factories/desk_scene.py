"""What lies at the desk of a morning: one of everything, with planted values of persons in it?"""

import io
import wave
from dataclasses import dataclass
from datetime import timedelta

from openpias.server.helpdesk.domain.inputs import ArticleInput, CannedAnswerInput
from openpias.server.helpdesk.enums import Mailbox
from openpias.server.helpdesk.models import AttachedDocument, IncidentEntry, Recording
from openpias.server.helpdesk.operations import (
    answering,
    calls,
    canned,
    correcting,
    handling,
    opening,
)
from openpias.server.helpdesk.operations.calls import CallFacts
from tests.factories import desk, mails, people, providers
from tests.factories.word_files import WORD, docx, paragraph

# Everything that somebody at the contractor's may not see, in every place where it is written.
SECRETS = (
    *("farmacia@exemplu.invalid", "Vasilescu", "0745 123 456", "0745123456", "A12345"),
    *("Ionescu Ana", "ana@exemplu.invalid", "0722333444", mails.CNP, "Popescu", "RIFF"),
)
_TEXT = (
    "TIP FURNIZOR: CLINIC\nCOD FISCAL/DENUMIRE FURNIZOR: {provider}\n"
    "COD PARAFA/NUME MEDIC: A12345 / Ionescu Ana\nCATEGORIE: validare\n\n"
    "Nu se validează serviciile pentru pacienta Popescu Maria, deși are adeverință. Apare eroarea 17 "
    "la fiecare trimitere, de luni. Sunați la 0745 123 456 sau scrieți la ana@exemplu.invalid.\n\n"
    "Cu stimă,\nIonescu Ana\nTelefon: 0745123456\n"
)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Public ids of what lies there."""

    soft: str
    held: str
    incomplete: str
    voice: str
    call: str
    portal: str
    closed: str
    message: str
    canned: str
    article: str
    entry: str
    document: str
    recording: str


def laid(*, at, owner=None) -> Scene:
    """Lay one of everything; `owner` is somebody of the provider that wrote in the portal."""
    operator, lead = desk.operator(display_name="Marin Dana"), desk.lead()
    soft = _soft(at - timedelta(days=3), operator)
    file = docx(parts={"word/comments.xml": _comment(f"vezi CNP {mails.CNP}")})
    held = desk.taken(
        mails.mail(files=[("ecran.docx", file)], message_id="<doi@exemplu.invalid>"),
        at=at - timedelta(hours=12),
    ).incident
    incomplete = desk.taken(
        mails.mail(
            text=f"CATEGORIE: conectare\n\n{mails.SAID}",
            subject="Nu ne putem conecta",
            message_id="<trei@exemplu.invalid>",
        ),
        mailboxes=(Mailbox.CEAS,),
        at=at - timedelta(hours=13),
    ).incident
    facts = CallFacts(
        call="c1",
        began_at=at - timedelta(hours=14),
        mailbox=Mailbox.CEAS,
        caller="0722333444",
        digits=providers.CUI,
    )
    voice = calls.ingest_call(sound(), facts, at=at)
    call = opening.from_call(
        desk.said(reporter_kind="insured-person", category="other"),
        request_key="scene",
        actor=operator,
        at=at - timedelta(hours=1),
    )
    portal = _portal(owner or people.actor(provider=providers.CUI), operator, at=at)
    closed = desk.taken(
        mails.mail(subject="Factura nu se trimite", message_id="<patru@exemplu.invalid>"),
        at=at - timedelta(days=4),
    ).incident
    answering.close(
        str(closed.public_id), resolution="S-a reînnoit certificatul.", actor=operator, at=at
    )
    answer, article = _texts(lead, at=at)
    entry = IncidentEntry.objects.get(incident=soft, kind="incoming")
    return Scene(
        soft=str(soft.public_id),
        held=str(held.public_id),
        incomplete=str(incomplete.public_id),
        voice=voice.incident,
        call=call.incident,
        portal=portal,
        closed=str(closed.public_id),
        message=str(desk.taken(b"nothing that a mail has").public_id),
        canned=answer,
        article=article,
        entry=str(entry.public_id),
        document=str(AttachedDocument.objects.get(name="descriere.docx").public_id),
        recording=str(Recording.objects.get().public_id),
    )


def sound(seconds: int = 8) -> bytes:
    """Return a WAV of silence."""
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(16_000 * seconds))
    return made.getvalue()


def _soft(at, operator):
    """A mail with places hidden from caution, a document, a refused file, an answer and a note."""
    incident = desk.taken(
        mails.mail(
            text=_TEXT.format(provider=providers.CUI),
            subject="Serviciile nu se validează",
            sender="Vasilescu <farmacia@exemplu.invalid>",
            files=[("descriere.docx", docx()), ("poza.png", b"\x89PNG\r\n\x1a\n")],
        ),
        at=at,
    ).incident
    who = {"actor": operator, "at": at + timedelta(minutes=40)}
    one = str(incident.public_id)
    handling.prioritise(one, priority="high", **who)
    correcting.correct(one, field="sub-unit", value="Secția 2, tel. 0745123456", **who)
    answering.note(one, text="Sunat la 0745 123 456: repetă mâine. De verificat versiunea.", **who)
    answering.answer(one, text="Actualizați aplicația la versiunea 3.7 și retrimiteți.", **who)
    return incident


def _portal(owner, operator, *, at) -> str:
    said = desk.said(mailbox="siui", category="settlement", subject="Decontul lunii nu apare")
    done = opening.from_portal(said, request_key="portal", actor=owner, at=at - timedelta(hours=20))
    who = {"actor": operator, "at": at - timedelta(hours=1)}
    answering.answer(done.incident, text="Pentru ce lună întrebați?", waits=True, **who)
    return done.incident


def _texts(lead, *, at) -> tuple[str, str]:
    who = {"actor": lead, "at": at}
    answer = canned.save_answer(
        CannedAnswerInput(
            mailbox="siui",
            category="validation",
            title="Versiunea aplicației",
            text="Vă rugăm să actualizați aplicația și să retrimiteți fișierul.",
        ),
        **who,
    )
    article = canned.save_article(
        ArticleInput(
            category="validation",
            title="Eroarea 17 la validare",
            text="Apare când aplicația are o versiune veche.\n\n1. Actualizați.\n2. Retrimiteți.",
            is_public=True,
        ),
        **who,
    )
    return answer.public_id, article.public_id


def _comment(text: str) -> str:
    return f'<w:comments xmlns:w="{WORD}"><w:comment w:id="0">{paragraph(text)}</w:comment></w:comments>'
