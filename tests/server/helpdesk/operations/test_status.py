"""Does the helpdesk's part of the status page tell of mails and of documents that wait too long?"""

from datetime import timedelta

import pytest
from tests.factories import desk
from tests.factories.people import NOW
from tests.factories.word_files import docx

from openpias.server.helpdesk.enums import MessageState, VirusCheck
from openpias.server.helpdesk.models import AttachedDocument, RawMessage
from openpias.server.helpdesk.operations.status import PART
from openpias.server.platform.status.enums import Condition

pytestmark = pytest.mark.django_db
TEN = timedelta(minutes=10)
SECOND = timedelta(seconds=1)


@pytest.fixture
def waiting(settings):
    """Let a document of a mail wait for a scanner that is down."""
    settings.HELPDESK_CLAMD = "/nonexistent/clamd.ctl"
    desk.mailed(files=[("a.docx", docx())])
    return AttachedDocument.objects


def asked(after):
    said = PART.ask(NOW + after)
    return said.condition, said.seconds, "viruși" in str(said.words)


def test_a_document_that_waits_for_over_ten_minutes_makes_the_part_late(waiting):
    assert asked(TEN) == (Condition.OK, 600, False)
    assert asked(TEN + SECOND) == (Condition.LATE, 601, True)


@pytest.mark.parametrize("change", [{"virus_check": VirusCheck.CLEAN}, {"sealed": None}])
def test_what_was_judged_or_forgotten_waits_no_longer(waiting, change):
    waiting.update(**change)

    assert asked(TEN + SECOND) == (Condition.OK, 0, False)


def test_mails_and_documents_that_wait_are_told_together_by_the_older_one(waiting):
    RawMessage.objects.update(state=MessageState.STORED, received_at=NOW + TEN)

    said = PART.ask(NOW + 2 * TEN)
    assert (said.condition, said.seconds) == (Condition.LATE, 1200)
    assert "Mesajele" in said.words
    assert "nu se pierd" in said.words
    assert "viruși" in said.words
