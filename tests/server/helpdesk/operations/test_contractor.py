"""Does an operator at the contractor see no personal data, whatever is asked?"""

import dataclasses
import inspect
import io
import wave

import pytest
from tests.factories import desk, mails
from tests.factories.people import NOW
from tests.factories.word_files import docx

from openpias.server.helpdesk.domain.outcomes import DeskRefused
from openpias.server.helpdesk.enums import EntryKind, Mailbox
from openpias.server.helpdesk.models import AttachedDocument, IncidentEntry, RawMessage, Recording
from openpias.server.helpdesk.operations import (
    calling_back,
    calls,
    documents,
    held,
    opening,
    unreadable,
)
from openpias.server.helpdesk.operations.calls import CallFacts
from openpias.server.helpdesk.queries import (
    figures,
    incidents,
    messages,
    mornings,
    operators,
    own,
    ready_texts,
)
from openpias.server.helpdesk.queries.hours import hours
from openpias.server.helpdesk.queries.incidents import Filters

pytestmark = pytest.mark.django_db
# Everything that may not be seen, in every place where somebody writes it.
SECRETS = (
    *("farmacia@exemplu.invalid", "Vasilescu", "0745 123 456", "0745123456", "A12345"),
    *("Ionescu Ana", "ana@exemplu.invalid", "0722333444", mails.CNP, "Popescu"),
)
TEXT = (
    "TIP FURNIZOR: CLINIC\nCOD FISCAL/DENUMIRE FURNIZOR: 900001013\n"
    "COD PARAFA/NUME MEDIC: A12345 / Ionescu Ana\nCATEGORIE: validare\n\n"
    "Nu se validează serviciile pentru pacientul Popescu Maria. Sunați la 0745 123 456 sau scrieți "
    "la ana@exemplu.invalid. La 900001013 nu merge.\n\nCu stimă,\nIonescu Ana\nTelefon: 0745123456\n"
)


def test_no_query_shows_a_contractor_who_wrote_or_called(db):
    incident = desk.mailed(
        text=TEXT,
        sender="Vasilescu <farmacia@exemplu.invalid>",
        subject="Validare 0745 123 456",
        files=[("0745123456.docx", docx())],
    )
    desk.called()
    call = calls.ingest_call(
        sound(),
        CallFacts(call="c1", began_at=NOW, mailbox=Mailbox.CEAS, caller="0722333444"),
        at=NOW,
    )
    contractor = desk.contractor()
    found = [
        incidents.page(contractor, Filters(), at=NOW),
        *(
            incidents.one(each, actor=contractor, at=NOW)
            for each in (str(incident.public_id), call.incident)
        ),
        incidents.similar(str(incident.public_id), actor=contractor, at=NOW),
        incidents.counts(contractor, at=NOW),
        messages.page(contractor),
        mornings.overnight(contractor, mornings.last_night(NOW, hours())),
        mornings.due_soon(contractor, hours(), at=NOW),
        own.page(contractor),
        ready_texts.canned(contractor),
        ready_texts.articles(contractor),
        figures.month(contractor, first=NOW.date()),
    ]

    said = str(
        [dataclasses.asdict(each) if dataclasses.is_dataclass(each) else each for each in found]
    )
    assert "Nu se validează serviciile" in said
    assert incident.reference in str(found[1].entries)
    assert "La 900001013 nu merge." in str(found[1].entries)
    assert [each for each in SECRETS if each in said] == []
    assert "recordings=()" in str(found[2])
    # The same questions do show it to an operator: the test looks in the right place.
    shown = str(incidents.one(str(incident.public_id), actor=desk.operator(), at=NOW))
    assert "farmacia@exemplu.invalid" in shown
    assert "Ionescu Ana" in shown


def test_no_search_tells_a_contractor_what_is_hidden(db):
    desk.mailed(text=TEXT, sender="Vasilescu <farmacia@exemplu.invalid>")
    contractor = desk.contractor()

    for secret in SECRETS:
        found = incidents.page(contractor, Filters(text=secret), at=NOW)
        assert found.rows == (), secret
    assert len(incidents.page(contractor, Filters(text="serviciile"), at=NOW).rows) == 1


def test_every_query_is_asked_by_these_tests():
    asked = {incidents, messages, mornings, own, ready_texts, figures, operators}
    import pkgutil

    import openpias.server.helpdesk.queries as package

    names = {each.name for each in pkgutil.iter_modules(package.__path__)}
    inner = {"acts", "hours", "reporters", "rows", "views", "visibility"}
    assert names - inner - {"mailboxes", "unchecked"} == {
        inspect.getmodulename(each.__file__) for each in asked
    }


def test_a_contractor_opens_no_document_recording_or_mail(db):
    incident = desk.mailed(text=TEXT, files=[("a.docx", docx())])
    call = calls.ingest_call(
        sound(),
        CallFacts(call="c1", began_at=NOW, mailbox=Mailbox.CEAS, caller="0722333444"),
        at=NOW,
    )
    row = desk.taken(b"nothing that a mail has")
    assert row.state == "unreadable"
    who = {"actor": desk.contractor(), "at": NOW}
    entry = IncidentEntry.objects.filter(incident=incident, kind=EntryKind.INCOMING).get()
    acts = (
        lambda: documents.take(str(AttachedDocument.objects.get().public_id), **who),
        lambda: documents.listen(str(Recording.objects.get().public_id), **who),
        lambda: unreadable.download(str(row.public_id), reason="check", **who),
        lambda: unreadable.erase(str(row.public_id), reason="unwanted", **who),
        lambda: unreadable.read_again(str(row.public_id), **who),
        lambda: held.peek(str(incident.public_id), reason="false-find", **who),
        lambda: held.reveal(str(entry.public_id), reason="reporter", **who),
        lambda: held.erase(str(incident.public_id), reason="", **who),
        lambda: opening.from_call(desk.said(), request_key="k", **who),
        lambda: calling_back.call_back(call.incident, outcome="spoke", **who),
    )
    for act in acts:
        with pytest.raises(DeskRefused) as refused:
            act()
        assert refused.value.code == "not-allowed"


def test_an_operator_opens_them_and_each_look_is_in_the_trail(db):
    from openpias.server.platform.audit.models import AuditEntry

    sent = docx()
    desk.mailed(files=[("a.docx", sent)])
    facts = CallFacts(call="c1", began_at=NOW, mailbox=Mailbox.CEAS, caller="0722333444")
    first = calls.ingest_call(sound(), facts, at=NOW)
    again = calls.ingest_call(sound(), facts, at=NOW)
    who = {"actor": desk.operator(), "at": NOW}
    document, recording = AttachedDocument.objects.get(), Recording.objects.get()

    assert (first.incident, again.is_new) == (again.incident, False)
    assert documents.take(str(document.public_id), **who).content == sent
    assert documents.listen(str(recording.public_id), **who).content == sound()
    assert bytes(recording.sealed).find(b"RIFF") == -1
    events = set(AuditEntry.objects.values_list("event", flat=True))
    assert {"document-opened", "recording-heard"} <= events
    assert RawMessage.objects.count() == 1


def sound() -> bytes:
    """Return two seconds of silence."""
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * 16_000)
    return written.getvalue()
