"""Which incidents lie on the desk of the demonstration, so that it is not empty? All are invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import policy
from email.message import EmailMessage

from openpias.server.helpdesk.domain.inputs import ArticleInput, CannedAnswerInput, IncidentInput
from openpias.server.helpdesk.domain.outcomes import Done
from openpias.server.helpdesk.enums import Mailbox, MessageSource
from openpias.server.helpdesk.models import RawMessage
from openpias.server.helpdesk.operations import (
    answering,
    canned,
    intake,
    letters,
    opening,
    processing,
    reading,
)
from openpias.server.helpdesk.operations.intake import Envelope
from openpias.server.platform.accounts.actors import Actor

# A CNP of nobody, whose control digit is right: the demonstration shows what becomes of one.
_CNP = "1800101221144"
_GOOD = """TIP FURNIZOR: CLINIC
COD FISCAL / DENUMIRE FURNIZOR: 900001013 / Clinica Demonstrativă Siret
CATEGORIE PROBLEME: validare

Bună ziua,
De azi dimineață validarea serviciilor se oprește cu eroarea 17, la două calculatoare.
Mulțumim
"""
_SIPE = """COD FISCAL: 900001021
DENUMIRE FURNIZOR: Spitalul Demonstrativ Iași
DENUMIRE SUBUNITATE: Farmacia cu circuit închis
CATEGORIE: functionare

La tipărirea rețetei electronice apare o pagină goală după ultima actualizare.
"""
_INCOMPLETE = """Bună ziua,
Nu ne putem conecta de aseară, apare mesajul că certificatul nu este acceptat.
Vă rugăm să ne ajutați cât mai repede.
"""
_PERSONAL = f"""COD FISCAL/DENUMIRE FURNIZOR: 900001013
CATEGORIE: validare

Pacientul cu CNP {_CNP} nu apare ca asigurat la citirea cardului, deși are card nou.
"""
_UKRAINIAN = """Вітаю!
Я втратила картку здоров'я і не знаю, куди звернутися. Підкажіть, будь ласка.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mail:
    mailbox: Mailbox
    sender: str
    subject: str
    text: str
    hours_ago: int


_MAILS: Sequence[_Mail] = (
    _Mail(
        mailbox=Mailbox.SIUI,
        sender="Clinica Demonstrativă Siret <clinica@exemplu.invalid>",
        subject="Validarea serviciilor se oprește",
        text=_GOOD,
        hours_ago=3,
    ),
    _Mail(
        mailbox=Mailbox.SIPE,
        sender="Spitalul Demonstrativ <spital@exemplu.invalid>",
        subject="Pagină goală la rețeta electronică",
        text=_SIPE,
        hours_ago=28,
    ),
    _Mail(
        mailbox=Mailbox.SIUI,
        sender="cabinet@exemplu.invalid",
        subject="Nu ne conectăm",
        text=_INCOMPLETE,
        hours_ago=1,
    ),
    _Mail(
        mailbox=Mailbox.CEAS,
        sender="Clinica Demonstrativă Siret <clinica@exemplu.invalid>",
        subject="Asigurat negăsit",
        text=_PERSONAL,
        hours_ago=2,
    ),
    _Mail(
        mailbox=Mailbox.CEAS,
        sender="Олена <olena@exemplu.invalid>",
        subject="Втрачена картка",
        text=_UKRAINIAN,
        hours_ago=5,
    ),
)


def create(*, operator: Actor, lead: Actor, at: datetime) -> int:
    """Let some mails and a call come in, answer one, and write ready texts; return how many incidents.

    Harmless to repeat: the same mails are known, and what was answered stays so.
    """
    found = [_come_in(each, number, at=at) for number, each in enumerate(_MAILS)]
    new = [each for each in found if each]
    reading.end_all()
    if new:
        _answer(new[0], operator, at=at)
    _call(operator, at=at)
    _texts(lead, at=at)
    return len(new)


def _come_in(mail: _Mail, number: int, *, at: datetime) -> str:
    """Return the incident of a mail that had not come before; empty for one that had."""
    moment = at - timedelta(hours=mail.hours_ago)
    stored = intake.ingest(
        _raw(mail, number),
        envelope=Envelope(mailboxes=(mail.mailbox,), mail_from="demo@exemplu.invalid"),
        source=MessageSource.SMTP,
        at=moment,
    )
    if not processing.process(stored.message, at=moment):
        return ""
    row = RawMessage.objects.select_related("incident").get(public_id=stored.message)
    return str(row.incident.public_id) if row.incident else ""


def _raw(mail: _Mail, number: int) -> bytes:
    made = EmailMessage(policy=policy.SMTP)
    made["From"], made["To"] = mail.sender, letters.address_of(mail.mailbox)
    made["Subject"], made["Message-ID"] = mail.subject, f"<demo-{number}@exemplu.invalid>"
    made.set_content(mail.text)
    return made.as_bytes()


def _answer(incident: str, operator: Actor, *, at: datetime) -> None:
    text = "Am repornit serviciul de validare. Încercați din nou și scrieți-ne dacă eroarea revine."
    answering.answer(incident, text=text, request_key="demo", actor=operator, at=at)
    note = "Eroarea 17 apare după actualizarea de ieri; vezi articolul din baza de cunoștințe."
    answering.note(incident, text=note, request_key="demo", actor=operator, at=at)


def _call(operator: Actor, *, at: datetime) -> Done | None:
    said = IncidentInput(
        mailbox=Mailbox.CEAS,
        category="connection",
        subject="Terminalul nu este recunoscut",
        text="După mutarea cabinetului, terminalul de card răspunde cu -13.",
        fiscal_code="900001013",
        caller_name="Recepție",
        caller_phone="0230 000 000",
        priority="high",
    )
    opened = opening.from_call(said, request_key="demo", actor=operator, at=at)
    return opened if isinstance(opened, Done) else None


def _texts(lead: Actor, *, at: datetime) -> None:
    for category, title, text in (
        (
            "connection",
            "Certificat neacceptat",
            "Verificați că certificatul este înrolat și nu a expirat, apoi reporniți navigatorul.",
        ),
        (
            "validation",
            "Eroarea 17",
            "Actualizați aplicația de raportare și repetați validarea.",
        ),
    ):
        said = CannedAnswerInput(category=category, title=title, text=text)
        saved = canned.save_answer(said, actor=lead, at=at)
        if isinstance(saved, canned.Written):
            article = ArticleInput(category=category, title=title, text=text, is_public=True)
            canned.save_article(article, actor=lead, at=at)
