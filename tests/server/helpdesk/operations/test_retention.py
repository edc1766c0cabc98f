"""Is what the helpdesk keeps forgotten in its time, and not before?"""

from datetime import timedelta

import pytest
from tests.factories import desk, mails
from tests.factories.people import NOW
from tests.server.helpdesk.operations.test_contractor import sound

from openpias.server.helpdesk.enums import Mailbox
from openpias.server.helpdesk.models import Incident, IncidentEntry, RawMessage, Recording
from openpias.server.helpdesk.operations import answering, calls, handling, retention
from openpias.server.helpdesk.operations.calls import CallFacts

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_held_original_goes_first_and_the_incident_is_held_no_longer():
    held = desk.mailed(text=f"{mails.HEADER}\nPacientul {mails.CNP} nu apare ca asigurat.")
    desk.mailed(message_id="<2@x>")

    assert retention.forget(at=NOW + 6 * DAY)["originals"] == 0
    assert retention.forget(at=NOW + 8 * DAY)["originals"] == 1
    held.refresh_from_db()
    assert not held.is_held
    assert retention.forget(at=NOW + 31 * DAY)["originals"] == 1
    assert not RawMessage.objects.exclude(sealed=None).exists()
    # The same mail is still known: it opens nothing.
    desk.taken(mails.mail(message_id="<2@x>"), at=NOW + 32 * DAY)
    assert Incident.objects.count() == 2


def test_a_recording_goes_after_its_term():
    facts = CallFacts(call="c", began_at=NOW, mailbox=Mailbox.CEAS)
    calls.ingest_call(sound(), facts, at=NOW)

    assert retention.forget(at=NOW + 89 * DAY)["recording"] == 0
    assert retention.forget(at=NOW + 91 * DAY)["recording"] == 1
    assert Recording.objects.get().sealed is None


def test_a_closed_incident_is_emptied_and_still_counted():
    incident, actor = desk.mailed(), desk.operator()
    desk.mailed(message_id="<2@x>")
    answering.close(str(incident.public_id), resolution="Gata.", actor=actor, at=NOW)
    found = retention.forget(at=NOW + 1100 * DAY)

    assert found["closed-incident"] == 1
    incident.refresh_from_db()
    assert (incident.sealed_reporter, incident.subject, incident.resolution) == (None, "", "")
    assert not IncidentEntry.objects.filter(incident=incident).exclude(text="").exists()
    assert incident.category == "validation"


def test_an_incident_whose_reporter_does_not_answer_is_closed():
    incident, actor = desk.mailed(), desk.operator()
    handling.wait(str(incident.public_id), actor=actor, at=NOW)

    assert retention.close_silent(at=NOW + 13 * DAY) == 0
    assert retention.close_silent(at=NOW + 15 * DAY) == 1
    incident.refresh_from_db()
    assert incident.state == "closed"
