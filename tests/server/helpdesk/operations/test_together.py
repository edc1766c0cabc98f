"""Do mails that are read together become what each of them becomes alone?"""

from datetime import timedelta

import pytest
from django.db import DataError, connection
from django.test.utils import CaptureQueriesContext
from tests.factories import mails, providers
from tests.factories.people import NOW
from tests.factories.word_files import docx

from openpias.server.helpdesk.enums import Channel, EntryKind, Mailbox, MessageSource
from openpias.server.helpdesk.models import AttachedDocument, Incident, IncidentEntry, RawMessage
from openpias.server.helpdesk.operations import (
    claiming,
    intake,
    opening_mails,
    processing,
    reading,
)
from openpias.server.helpdesk.operations.intake import Envelope
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.platform.mail.models import Letter

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


def stored(raw, *, mailbox=Mailbox.SIUI, mail_from="a@exemplu.invalid", at=NOW):
    """Store a mail."""
    envelope = Envelope(mailboxes=(mailbox,), mail_from=mail_from)
    return intake.ingest(raw, envelope=envelope, source=MessageSource.SMTP, at=at).message


def named(number, **said):
    """Return a mail of its own."""
    return mails.mail(message_id=f"<m{number}@x>", **said)


def states():
    """Return what became of each mail, in the order in which they came."""
    return list(RawMessage.objects.order_by("pk").values_list("state", flat=True))


def test_several_mails_are_several_incidents_with_one_answer_each(houses):
    providers.entered(fiscal_code=providers.CUI, kinds=("pharmacy",))
    good = mails.HEADER.replace("900001013", providers.CUI) + "\n" + mails.SAID
    stored(named(1, text=good))
    stored(named(2, text=mails.SAID, files=[("pas.docx", docx())]), mailbox=Mailbox.CEAS)
    stored(named(3, text=f"{good}\nPacientul cu CNP {mails.CNP} nu apare."))

    assert processing.process_some(at=NOW)

    assert states() == ["taken", "taken", "held"]
    first, third, second = Incident.objects.order_by("-mailbox", "reference")
    assert [each.reference for each in (first, second, third)] == [
        "SIUI-2026-000001",
        "CEAS-2026-000001",
        "SIUI-2026-000002",
    ]
    assert [each.house_code for each in (first, second, third)] == ["CAS-SV", "", "CAS-SV"]
    assert [each.is_held for each in (first, second, third)] == [False, False, True]
    assert AttachedDocument.objects.get().incident == second
    for incident in (first, second, third):
        answer = incident.entries.get(kind=EntryKind.AUTOMATIC_ANSWER)
        assert incident.reference in Letter.objects.get(pk=answer.letter).subject
        assert AuditEntry.objects.filter(
            event="incident-opened", subject_ref=str(incident.public_id)
        ).exists()
    assert mails.CNP not in str(list(IncidentEntry.objects.values()))
    assert not processing.process_some(at=NOW)


@pytest.mark.parametrize("many", [1, 3])
def test_each_table_is_written_once_however_many_mails_are_read(many):
    for number in range(many):
        stored(named(number))

    with CaptureQueriesContext(connection) as made:
        processing.process_some(at=NOW)

    writing = [
        each["sql"] for each in made if each["sql"].lstrip().startswith(("INSERT", "UPDATE"))
    ]
    assert len(writing) == 9
    assert Incident.objects.count() == many


def test_what_repeats_or_answers_an_earlier_one_of_them_joins_its_incident():
    stored(named(1))
    stored(b"Received: elsewhere\r\n" + named(1), mailbox=Mailbox.SIPE)
    stored(named(2, headers=[("In-Reply-To", "<m1@x>")], text="Completez: tot azi."))
    stored(named(3, headers=[("References", "<m2@x>")], text="Mai completez ceva."))

    processing.process_some(at=NOW)

    assert states() == ["taken", "attached", "taken", "taken"]
    assert Incident.objects.count() == Letter.objects.count() == 1
    assert IncidentEntry.objects.filter(kind=EntryKind.INCOMING).count() == 3


def test_mails_of_one_instant_are_read_in_the_order_in_which_they_were_stored(monkeypatch):
    for number in range(3):
        stored(named(number))
    RawMessage.objects.update(received_at=NOW)
    manager = type(RawMessage.objects)
    raw = manager.raw
    # The database promises no order of what an UPDATE returns.
    monkeypatch.setattr(manager, "raw", lambda *asked: list(raw(*asked))[::-1])

    taken = [each.pk for each in claiming.some(at=NOW)]

    assert len(taken) == 3
    assert taken == sorted(taken)


def test_robots_and_our_own_letters_among_them_end_as_they_do_alone():
    stored(named(1))
    stored(named(2, sender="suport.siui@127.0.0.1"))
    stored(named(3, headers=[("Auto-Submitted", "auto-generated")]))
    stored(b"\x00" * 10)

    processing.process_some(at=NOW)

    assert states() == ["taken", "ignored", "taken", "unreadable"]
    assert Letter.objects.count() == 1


def test_the_brake_holds_among_mails_that_are_read_together(settings):
    settings.HELPDESK_ANSWERS_PER_HOUR = 3
    for number in range(5):
        stored(named(number))

    processing.process_some(at=NOW)

    assert (Incident.objects.count(), Letter.objects.count()) == (5, 3)


def test_a_mail_that_does_not_let_itself_be_written_takes_no_other_along(monkeypatch):
    judged = opening_mails._judged

    def breaking(arrived, header, register):
        if "se strică" in arrived.mail.subject.text:
            raise DataError
        return judged(arrived, header, register)

    monkeypatch.setattr(opening_mails, "_judged", breaking)
    stored(named(1))
    stored(named(2, subject="Aici se strică"))
    stored(named(3))

    with pytest.raises(DataError):
        processing.process_some(at=NOW)

    assert states() == ["taken", "stored", "taken"]
    assert Letter.objects.count() == 2
    monkeypatch.undo()
    waiting = RawMessage.objects.get(state="stored")
    assert (waiting.tries, waiting.claimed_until > NOW) == (1, True)


def test_a_mail_that_was_tried_before_and_a_large_one_are_read_alone(monkeypatch):
    monkeypatch.setattr(claiming, "MOST_BYTES", 5_000)
    messages = [stored(named(number), at=NOW + timedelta(seconds=number)) for number in range(2)]
    messages.append(stored(named(2, text="a" * 8_000), at=NOW + timedelta(seconds=2)))
    messages.append(stored(named(3), at=NOW + timedelta(seconds=3)))
    RawMessage.objects.filter(public_id=messages[1]).update(tries=1)

    taken = []
    while some := claiming.some(at=LATER):
        taken.append([str(each.public_id) for each in some])

    assert taken == [[each] for each in messages]
    assert set(RawMessage.objects.values_list("tries", flat=True)) == {1, 2}


def test_what_was_not_looked_at_in_time_is_left_for_the_next_round(monkeypatch):
    monkeypatch.setattr(processing, "_READING_SECONDS", -1.0)
    for number in range(3):
        stored(named(number), at=NOW + timedelta(seconds=number))

    processing.process_some(at=LATER)

    assert states() == ["taken", "stored", "stored"]
    left = RawMessage.objects.filter(state="stored")
    assert set(left.values_list("tries", "claimed_until")) == {(0, None)}


def test_one_that_breaks_its_reader_is_tried_again_and_the_others_are_taken(monkeypatch):
    read = reading.read

    def breaking(raw, **options):
        if b"<m1@x>" in raw:
            raise reading.ReaderBrokeError
        return read(raw, **options)

    monkeypatch.setattr(reading, "read", breaking)
    for number in range(3):
        stored(named(number))

    processing.process_some(at=NOW)

    assert states() == ["taken", "stored", "taken"]
    assert RawMessage.objects.get(state="stored").failure == "reader-broke"


def test_what_another_worker_settled_meanwhile_is_written_once(monkeypatch):
    read, messages = reading.read, [stored(named(number)) for number in range(2)]

    def slow(*args, **options):
        # So slow that the claim ended, and another worker was sooner with one of both.
        monkeypatch.setattr(reading, "read", read)
        processing.process(messages[1], at=NOW + timedelta(minutes=3))
        return read(*args, **options)

    monkeypatch.setattr(reading, "read", slow)
    processing.process_some(at=NOW)

    assert states() == ["taken", "taken"]
    assert Incident.objects.filter(channel=Channel.MAIL).count() == 2
    assert Letter.objects.count() == 2
