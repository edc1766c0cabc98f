"""Does a mail become an incident, once, whatever it holds and whatever breaks on the way?"""

from datetime import timedelta

import pytest
from tests.factories import mails, providers
from tests.factories.people import NOW
from tests.factories.word_files import docx, paragraph

from openpias.server.helpdesk.enums import EntryKind, Mailbox, MessageSource
from openpias.server.helpdesk.models import AttachedDocument, Incident, IncidentEntry, RawMessage
from openpias.server.helpdesk.operations import intake, processing, reading
from openpias.server.helpdesk.operations.intake import Envelope
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.platform.mail.models import Letter
from openpias.server.platform.outbox.models import OutboxEvent

pytestmark = pytest.mark.django_db


def taken(raw, *, mailboxes=(Mailbox.SIUI,), mail_from="farmacia@exemplu.invalid", at=NOW):
    """Store a mail and read it."""
    envelope = Envelope(mailboxes=tuple(mailboxes), mail_from=mail_from)
    stored = intake.ingest(raw, envelope=envelope, source=MessageSource.SMTP, at=at)
    processing.process(stored.message, at=at)
    return RawMessage.objects.get(public_id=stored.message)


def test_a_good_mail_opens_an_incident_and_is_answered_once(houses):
    providers.entered(fiscal_code=providers.CUI, kinds=("pharmacy",))
    text = mails.HEADER.replace("900001013", providers.CUI) + "\n" + mails.SAID
    row = taken(mails.mail(text=text))

    incident = Incident.objects.get()
    assert row.state == "taken"
    assert (incident.reference, incident.category) == ("SIUI-2026-000001", "validation")
    assert incident.provider_code == providers.CUI
    assert incident.is_registered
    assert incident.house_code == "CAS-SV"
    assert incident.lacks == []
    letter = Letter.objects.get()
    assert letter.recipient == "farmacia@exemplu.invalid"
    assert letter.manner == "replied"
    assert letter.in_reply_to == "<unu@exemplu.invalid>"
    assert incident.reference in letter.subject


def test_the_same_mail_by_two_ways_is_one_incident_with_one_answer():
    raw = mails.mail()
    taken(raw)
    taken(raw, mailboxes=(Mailbox.CEAS,))
    taken(b"Received: from elsewhere\r\n" + raw, mailboxes=(Mailbox.SIPE,))

    assert Incident.objects.count() == 1
    assert Letter.objects.count() == 1
    assert RawMessage.objects.get(state="taken").mailboxes == ["siui", "ceas"]
    assert RawMessage.objects.filter(state="attached").count() == 1


def test_the_same_id_with_other_words_is_an_entry_and_nothing_is_lost():
    taken(mails.mail())
    taken(mails.mail(text=f"{mails.HEADER}\nAltceva: imprimanta nu scoate bonul de la casă."))

    assert Incident.objects.count() == 1
    assert IncidentEntry.objects.filter(kind=EntryKind.INCOMING).count() == 2


def test_what_was_stored_when_the_worker_died_is_taken_up():
    envelope = Envelope(mailboxes=(Mailbox.SIUI,))
    stored = intake.ingest(mails.mail(), envelope=envelope, source=MessageSource.LMTP, at=NOW)

    assert processing.waiting(at=NOW) == []
    later = NOW + timedelta(minutes=1)
    assert processing.waiting(at=later) == [stored.message]
    assert processing.process(stored.message, at=later)
    assert not processing.process(stored.message, at=later)
    assert Incident.objects.count() == 1


def test_a_mail_whose_reading_breaks_reaches_the_operators(monkeypatch):
    def broken(*_args, **_kwargs):
        raise reading.ReaderBrokeError

    monkeypatch.setattr(reading, "read", broken)
    envelope = Envelope(mailboxes=(Mailbox.SIUI,))
    stored = intake.ingest(mails.mail(), envelope=envelope, source=MessageSource.LMTP, at=NOW)
    for minutes in range(processing.MOST_TRIES + 1):
        processing.process(stored.message, at=NOW + timedelta(minutes=minutes))

    row = RawMessage.objects.get()
    assert (row.state, row.failure) == ("unreadable", "reader-broke")
    assert row.sealed is not None


def test_a_cnp_holds_the_mail_and_stands_nowhere():
    text = f"{mails.HEADER}\nPacientul cu CNP {mails.CNP} nu apare ca asigurat în sistem."
    row = taken(mails.mail(text=text))

    incident = Incident.objects.get()
    assert row.state == "held"
    assert incident.is_held
    entry = IncidentEntry.objects.get(kind=EntryKind.INCOMING)
    assert "[CNP ascuns]" in entry.text
    assert entry.hidden == {"cnp": 1}
    assert entry.sealed_text is None
    assert "un CNP" in Letter.objects.get().body
    assert mails.CNP not in everything_written()


def test_a_cnp_in_a_comment_of_a_document_holds_the_mail():
    comment = paragraph(f"vezi CNP {mails.CNP}")
    file = docx(parts={"word/comments.xml": comment_part(comment)})
    taken(mails.mail(files=[("ecran.docx", file)]))

    document = AttachedDocument.objects.get()
    assert Incident.objects.get().is_held
    assert document.sealed is None
    assert "[CNP ascuns]" in document.text
    assert mails.CNP not in everything_written()


def test_a_harmless_document_is_kept_and_another_file_is_refused_with_its_reason():
    files = [("../../etc/descriere.docx", docx()), ("poza.png", b"\x89PNG\r\n\x1a\n")]
    taken(mails.mail(files=files))

    kept, refused = AttachedDocument.objects.order_by("position")
    assert (kept.name, kept.refusal, kept.format) == ("descriere.docx", "", "docx")
    assert bytes(kept.sealed) != docx()
    assert (refused.refusal, refused.sealed) == ("not-word", None)
    assert "poza.png" in Letter.objects.get().body


def test_an_incomplete_header_is_asked_for_exactly():
    taken(mails.mail(text="CATEGORIE: validare\n\n" + mails.SAID))

    incident = Incident.objects.get()
    assert set(incident.lacks) == {"header-provider-kind-missing", "header-provider-missing"}
    body = Letter.objects.get().body
    assert "TIP FURNIZOR" in body
    assert "COD FISCAL" in body
    assert "CATEGORIE" not in body


@pytest.mark.parametrize(
    ("headers", "mail_from"),
    [
        ((("Auto-Submitted", "auto-generated"),), "a@b.invalid"),
        ((("Precedence", "bulk"),), "a@b.invalid"),
        ((("List-Id", "<x.y>"),), "a@b.invalid"),
        ((), ""),
        ((("X-Auto-Response-Suppress", "All"),), "a@b.invalid"),
    ],
)
def test_robots_get_no_answer(headers, mail_from):
    taken(mails.mail(headers=headers), mail_from=mail_from)

    assert Incident.objects.count() == 1
    assert Letter.objects.count() == 0


def test_a_bounce_attaches_to_its_incident_and_opens_none():
    taken(mails.mail())
    sent = Letter.objects.get().message_id
    taken(bounce(sent), mail_from="")
    lost = taken(bounce("<altul@altundeva.invalid>", message_id="<b2@x>"), mail_from="")

    assert Incident.objects.count() == 1
    assert IncidentEntry.objects.filter(kind=EntryKind.BOUNCE).count() == 1
    assert (lost.state, lost.failure) == ("ignored", "bounce-of-nothing")


def test_two_robots_that_talk_stop_after_one_answer():
    taken(mails.mail())
    answer = Letter.objects.get()
    for number in range(5):
        headers = [("In-Reply-To", answer.message_id), ("Auto-Submitted", "auto-replied")]
        taken(mails.mail(message_id=f"<r{number}@x>", headers=headers, text="Am primit."))

    assert Incident.objects.count() == 1
    assert Letter.objects.count() == 1


def test_one_address_gets_no_more_answers_than_the_brake_allows(settings):
    settings.HELPDESK_ANSWERS_PER_HOUR = 3
    for number in range(5):
        taken(mails.mail(message_id=f"<m{number}@x>"))

    assert Incident.objects.count() == 5
    assert Letter.objects.count() == 3


def test_our_own_letter_that_comes_back_is_ignored():
    taken(mails.mail())
    back = taken(mails.mail(message_id=Letter.objects.get().message_id))
    own = taken(mails.mail(sender="suport.siui@127.0.0.1", message_id="<own@x>"))

    assert (back.failure, own.failure) == ("own-letter", "own-address")
    assert Incident.objects.count() == 1


def test_an_answer_finds_its_incident_by_our_id_and_by_reference_with_the_same_sender():
    taken(mails.mail())
    incident, sent = Incident.objects.get(), Letter.objects.get()
    again = {"subject": f"Re: [{incident.reference}] alt subiect", "text": "Completez: farmacie."}
    taken(mails.mail(message_id="<2@x>", headers=[("References", sent.message_id)], text="Gata."))
    taken(mails.mail(message_id="<3@x>", **again))
    taken(mails.mail(message_id="<4@x>", sender="altul@exemplu.invalid", **again))

    assert IncidentEntry.objects.filter(incident=incident, kind=EntryKind.INCOMING).count() == 3
    assert Incident.objects.count() == 2


def test_a_forged_id_of_ours_finds_nothing():
    taken(mails.mail())
    forged = Letter.objects.get().message_id.replace("@", "0@").replace("0@", "@", 0)
    forged = forged[:-40] + "0" * 10 + forged[-30:]
    taken(mails.mail(message_id="<2@x>", headers=[("In-Reply-To", forged)]))

    assert Incident.objects.count() == 2


def test_an_insured_person_is_not_asked_for_what_a_provider_has():
    text = "Вітаю, я втратив картку і не знаю, що робити. Допоможіть, будь ласка, дякую."
    taken(mails.mail(subject="Втрачена картка", text=text))

    incident, letter = Incident.objects.get(), Letter.objects.get()
    assert (incident.reporter_kind, incident.language) == ("insured-person", "uk")
    assert incident.lacks == []
    assert "COD FISCAL" not in letter.body
    assert letter.language == "uk"


def everything_written() -> str:
    """Return all that was written but what is sealed."""
    rows = []
    for model in (Incident, IncidentEntry, AttachedDocument, RawMessage, Letter, AuditEntry):
        rows += [
            {k: v for k, v in each.items() if "seal" not in k} for each in model.objects.values()
        ]
    return str(rows) + str(list(OutboxEvent.objects.values()))


def comment_part(inside: str) -> str:
    from tests.factories.word_files import WORD

    return f'<w:comments xmlns:w="{WORD}"><w:comment w:id="1">{inside}</w:comment></w:comments>'


def bounce(about: str, *, message_id: str = "<b1@x>") -> bytes:
    """Return what a mail server sends back about a letter of ours."""
    return (
        "From: MAILER-DAEMON@exemplu.invalid\r\nTo: suport.siui@127.0.0.1\r\n"
        f"Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: {message_id}\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="q"\r\n\r\n'
        "--q\r\nContent-Type: text/plain\r\n\r\nNu s-a putut livra.\r\n"
        "--q\r\nContent-Type: message/delivery-status\r\n\r\nStatus: 5.1.1\r\n\r\n"
        f"--q\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {about}\r\nSubject: x\r\n\r\ny\r\n"
        "--q--\r\n"
    ).encode()


def test_two_workers_with_one_mail_write_one_incident(monkeypatch):
    envelope = Envelope(mailboxes=(Mailbox.SIUI,))
    stored = intake.ingest(mails.mail(), envelope=envelope, source=MessageSource.LMTP, at=NOW)
    read = reading.read
    done = []

    def slow(*args, **options):
        # So slow that its claim ended, and another worker took the mail and was sooner.
        if not done:
            done.append(None)
            done.append(processing.process(stored.message, at=NOW + timedelta(minutes=3)))
        return read(*args, **options)

    monkeypatch.setattr(reading, "read", slow)

    assert not processing.process(stored.message, at=NOW)
    assert done == [None, True]
    assert Incident.objects.count() == 1
    assert Letter.objects.count() == 1
