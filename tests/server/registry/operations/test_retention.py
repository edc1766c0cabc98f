"""Is what is past its term forgotten, and nothing else?"""

from datetime import timedelta

import pytest
from tests.factories import people
from tests.factories.people import NOW, document, registration

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.registry.enums import Outcome
from openpias.server.registry.models import LookupCount, MatchingKey, Person, StoredAnswer
from openpias.server.registry.operations import corrections, merges, retention, temporary_numbers

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)


def issue(actor, typed=None, **options):
    return temporary_numbers.issue(typed or registration(), actor=actor, at=NOW, **options)


def test_an_answer_is_repeated_for_thirty_days_and_its_key_is_free_afterwards():
    actor = people.actor()
    issue(actor, key="a-key")

    retention.forget(at=NOW + MONTH)
    kept = issue(actor, key="a-key")
    retention.forget(at=NOW + MONTH + timedelta(seconds=1))
    other = registration(surname="Бойко", given_name="Ігор", documents=(document(number="ZZ1"),))
    free = issue(actor, other, key="a-key")

    assert (kept.outcome, free.outcome) == (Outcome.REPEATED, Outcome.ISSUED)
    assert StoredAnswer.objects.count() == 1


def test_what_was_practised_goes_with_everything_that_hangs_on_it():
    learner = people.actor(practice=True)
    house = people.actor(provider="CAS-SV", roles=(Role.HOUSE_OPERATOR,), practice=True)
    first = issue(learner)
    second = issue(learner, registration(surname="Бойко", documents=(document(number="ZZ1"),)))
    third = issue(learner, registration(given_name="Ігор", sex="M"))
    corrections.correct(
        third.person,
        registration(given_name="Ігорь", sex="M"),
        version=1,
        reason="literă",
        actor=learner,
        at=NOW,
    )
    merges.merge(first.person, second.person, reason="aceeași", actor=house, at=NOW)
    real = issue(people.actor())

    retention.forget(at=NOW + timedelta(days=4000))

    assert [str(each.public_id) for each in Person.objects.all()] == [real.person]
    assert set(MatchingKey.objects.values_list("person_id", flat=True)) == {Person.objects.get().pk}


def test_counts_of_look_ups_go_and_the_work_is_written_down():
    LookupCount.objects.create(scope="account:1", hour=NOW, count=3)

    gone = retention.forget(at=NOW + timedelta(days=400))

    assert gone["lookup-count"] == 1
    entry = AuditEntry.objects.get(event="retention-applied")
    assert entry.facts["lookup-count"] == 1
