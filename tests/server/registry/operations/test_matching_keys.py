"""Are the keys of an older home made anew, so that everybody is found again?"""

from importlib import import_module

import pytest
from django.apps import apps
from tests.factories import people
from tests.factories.people import NOW, registration

from openpias.server.registry.enums import Outcome
from openpias.server.registry.models import MatchingKey, Registration
from openpias.server.registry.operations import temporary_numbers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("practice", [False, True])
def test_keys_of_another_function_are_replaced_by_todays(practice):
    actor = people.actor(practice=practice)
    first = temporary_numbers.issue(registration(), actor=actor, at=NOW)
    today = set(MatchingKey.objects.values_list("key", "person_id"))
    person = Registration.objects.get().person_id
    MatchingKey.objects.all().delete()
    MatchingKey.objects.create(key=4711, person_id=person)

    import_module("openpias.server.registry.migrations.0004_matching_keys_xxh3").make_anew(
        apps, None
    )

    assert set(MatchingKey.objects.values_list("key", "person_id")) == today
    again = temporary_numbers.issue(registration(), actor=actor, at=NOW)
    assert (again.outcome, again.number) == (Outcome.EXISTING, first.number)


def test_erased_facts_have_no_keys():
    temporary_numbers.issue(registration(), actor=people.actor(), at=NOW)
    Registration.objects.update(facts={})

    import_module("openpias.server.registry.migrations.0004_matching_keys_xxh3").make_anew(
        apps, None
    )

    assert not MatchingKey.objects.exists()
