"""Is a person's data gone, and the number never given again?"""

import pytest
from django.core import serializers
from tests.factories import people
from tests.factories.people import NOW, registration

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.registry.domain.changes import ChangeRefused, NotChanged
from openpias.server.registry.enums import Outcome
from openpias.server.registry.models import (
    Identifier,
    MatchingKey,
    Person,
    PersonDocument,
    PersonVersion,
    Registration,
)
from openpias.server.registry.operations import corrections, erasure, temporary_numbers
from openpias.server.registry.queries.persons import person_by_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return people.actor(provider="CNAS", roles=(Role.DATA_PROTECTION,))


def test_nothing_that_identifies_is_left(officer):
    clerk = people.actor()
    issued = temporary_numbers.issue(registration(), actor=clerk, at=NOW)
    corrections.correct(
        issued.person,
        registration(surname="Шевчук"),
        version=1,
        reason="scris greșit",
        actor=clerk,
        at=NOW,
    )

    erasure.erase(issued.person, reason="cerere", actor=officer, at=NOW)

    tables = (Person, PersonDocument, PersonVersion, Registration)
    left = serializers.serialize("json", [row for table in tables for row in table.objects.all()])
    for secret in ("Шев", "Shev", "Олена", "Olena", "FA123456", "1982"):
        assert secret not in left
    assert not MatchingKey.objects.exists()
    assert Identifier.objects.get().value == issued.number
    assert person_by_number(issued.number) is None


def test_the_same_person_later_is_somebody_new(officer):
    clerk = people.actor()
    issued = temporary_numbers.issue(registration(), actor=clerk, at=NOW)
    erasure.erase(issued.person, reason="cerere", actor=officer, at=NOW)

    again = temporary_numbers.issue(registration(), actor=clerk, at=NOW)

    assert again.outcome is Outcome.ISSUED
    assert again.number != issued.number


def test_the_trail_says_who_erased(officer):
    issued = temporary_numbers.issue(registration(), actor=people.actor(), at=NOW)

    erasure.erase(issued.person, reason="cerere", actor=officer, at=NOW)

    entry = AuditEntry.objects.get(event="person-erased")
    assert (entry.account_id, entry.subject_ref) == (officer.account_id, issued.person)


def test_a_clerk_may_not_erase():
    clerk = people.actor()
    issued = temporary_numbers.issue(registration(), actor=clerk, at=NOW)

    answer = erasure.erase(issued.person, reason="cerere", actor=clerk, at=NOW)

    assert answer == ChangeRefused(reason=NotChanged.NOT_YOURS)
