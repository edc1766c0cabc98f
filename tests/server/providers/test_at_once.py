"""Do two operators at once keep the periods of a stamp code apart?"""

import threading
import uuid

import pytest
from django.db import connection
from tests.factories import providers
from tests.factories.people import NOW
from tests.factories.providers import physician

from openpias.server.providers.domain.outcomes import NotSaved, Saved
from openpias.server.providers.models import Physician
from openpias.server.providers.operations import physicians

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("last", ["30-06-2026", ""])
def test_of_two_overlapping_periods_at_once_one_is_written_and_one_refused(last):
    provider, operator = uuid.UUID(providers.entered()), providers.operator()
    barrier, answers = threading.Barrier(2), []

    def enter(first):
        try:
            barrier.wait()
            answers.append(
                physicians.enter(
                    physician(valid_from=first, valid_to=last),
                    provider=provider,
                    physician=uuid.uuid4(),
                    actor=operator,
                    at=NOW,
                )
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=enter, args=(f"0{day}-01-2026",)) for day in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {type(answer) for answer in answers} == {Saved, NotSaved}
    assert Physician.objects.count() == 1
