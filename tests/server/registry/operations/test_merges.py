"""Do two records become one, and exactly two again?"""

from dataclasses import replace

import pytest
from django.core import serializers
from tests.factories import people
from tests.factories.people import NOW, document, registration

from openpias.server.platform.accounts.enums import Role
from openpias.server.registry.api import canonical
from openpias.server.registry.domain.changes import ChangeRefused, NotChanged
from openpias.server.registry.enums import IdentifierState, PersonStatus
from openpias.server.registry.models import Identifier, Person, Slip
from openpias.server.registry.operations import merges, temporary_numbers, withdrawals
from openpias.server.registry.queries.persons import person_by_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return people.actor(provider="CAS-SV", roles=(Role.HOUSE_OPERATOR,))


def issue(**fields):
    clerk = people.actor()
    return temporary_numbers.issue(registration(**fields), actor=clerk, at=NOW)


def two():
    return issue(), issue(surname="Бойко", documents=(document(number="ZZ9"),))


def state():
    rows = [*Person.objects.order_by("pk"), *Identifier.objects.order_by("pk")]
    return serializers.serialize("json", [*rows, *Slip.objects.order_by("pk")])


def merge(kept, merged, house, reason="aceeași persoană"):
    return merges.merge(kept.person, merged.person, reason=reason, actor=house, at=NOW)


def test_a_merged_number_is_found_and_leads_to_the_person_that_is_kept(house):
    kept, merged = two()

    merge(kept, merged, house)

    found = person_by_number(merged.number)
    assert found.public_id == kept.person
    assert found.number == kept.number
    inner = Person.objects.get(public_id=merged.person)
    assert canonical(inner.pk) == Person.objects.get(public_id=kept.person).pk
    assert Identifier.objects.get(value=merged.number).state == IdentifierState.SUPERSEDED


def test_undoing_restores_both_records_exactly(house):
    kept, merged = two()
    before = state()
    answer = merge(kept, merged, house)
    assert state() != before

    merges.undo(answer.person, reason="două persoane", actor=house, at=NOW)

    assert state() == before


def test_undoing_the_inner_of_two_merges_leaves_the_outer(house):
    first, second = two()
    third = issue(surname="Ткаченко", documents=(document(number="YY8"),))
    inner = merge(second, third, house)
    merge(first, second, house)
    assert person_by_number(third.number).public_id == first.person

    merges.undo(inner.person, reason="două persoane", actor=house, at=NOW)

    assert person_by_number(third.number).public_id == third.person
    assert person_by_number(second.number).public_id == first.person


def test_the_spelling_of_a_merged_record_still_finds_the_person(house):
    kept, merged = two()
    merge(kept, merged, house)

    again = issue(surname="Бойко", documents=(document(number="ZZ9"),))

    assert (again.person, again.number) == (kept.person, kept.number)


def test_whoever_practises_undoes_no_real_merge(house):
    kept, merged = two()
    answer = merge(kept, merged, house)
    practising = replace(house, practice=True)

    refused = merges.undo(answer.person, reason="două persoane", actor=practising, at=NOW)

    assert refused == ChangeRefused(reason=NotChanged.NOT_IN_FORCE)
    assert person_by_number(merged.number).public_id == kept.person


@pytest.mark.parametrize("case", ["same", "twice", "no reason"])
def test_a_merge_that_makes_no_sense_is_refused(case, house):
    kept, merged = two()
    if case == "twice":
        merge(kept, merged, house)
    reason = "" if case == "no reason" else "motiv"

    answer = merge(kept, kept if case == "same" else merged, house, reason=reason)

    expected = {
        "same": NotChanged.SAME_PERSON,
        "twice": NotChanged.NOT_ACTIVE,
        "no reason": NotChanged.REASON_REQUIRED,
    }
    assert answer == ChangeRefused(reason=expected[case])


def test_a_withdrawn_number_is_found_says_so_and_is_no_candidate(house):
    issued = issue()

    withdrawals.withdraw(issued.person, reason="dată din greșeală", actor=house, at=NOW)

    found = person_by_number(issued.number)
    assert found.status is PersonStatus.WITHDRAWN
    assert found.slip_id is None
    assert issue().number != issued.number
