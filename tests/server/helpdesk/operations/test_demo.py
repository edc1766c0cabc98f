"""Is the desk of the demonstration filled once?"""

import pytest
from tests.factories import desk
from tests.factories.people import NOW

from openpias.server.helpdesk.models import CannedAnswer, Incident
from openpias.server.helpdesk.operations import demo
from openpias.server.platform.mail.models import Letter

pytestmark = pytest.mark.django_db


def test_the_demonstration_fills_the_desk_once():
    operator, lead = desk.operator(), desk.lead()

    assert [demo.create(operator=operator, lead=lead, at=NOW) for _ in range(2)] == [5, 0]
    assert Incident.objects.count() == 6
    assert CannedAnswer.objects.count() == 2
    assert Incident.objects.filter(is_held=True).count() == 1
    assert Incident.objects.get(language="uk").reporter_kind == "insured-person"
    assert Letter.objects.filter(kind="helpdesk.answer").count() == 1
