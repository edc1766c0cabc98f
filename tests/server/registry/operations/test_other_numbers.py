"""Is a number given elsewhere recorded, found, never replaced, and never anybody else's?"""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

import pytest
from django.db import connections
from tests.factories import people
from tests.factories.people import NOW, document, registration

from openpias.server.registry.domain.outcomes import Refused, Registered
from openpias.server.registry.enums import IdentifierKind, IdentifierState, Outcome
from openpias.server.registry.models import Identifier, Person
from openpias.server.registry.operations import nomenclatures, other_numbers, temporary_numbers
from openpias.server.registry.queries.persons import person_by_number

pytestmark = pytest.mark.django_db


def issue(typed):
    return temporary_numbers.issue(typed, actor=people.actor(), at=NOW)


def test_a_number_given_elsewhere_is_recorded_and_no_other_one_is_given():
    typed = registration(other_number="77 0001", other_number_kind="house")

    answer = issue(typed)

    assert (answer.outcome, answer.number) == (Outcome.ISSUED, "770001")
    assert answer.number_kind is IdentifierKind.HOUSE
    assert [row.kind for row in Identifier.objects.all()] == [IdentifierKind.HOUSE]
    assert person_by_number("770001").public_id == answer.person


@pytest.mark.parametrize("kind", ["official", "house"])
def test_somebody_known_keeps_the_number_and_gets_the_other_one_beside_it(kind):
    first = issue(registration())
    typed = registration(other_number="770001", other_number_kind=kind)

    for _ in range(2):
        again = issue(typed)

        assert (again.outcome, again.person, again.version) == (Outcome.EXISTING, first.person, 2)
    assert person_by_number("770001").public_id == first.person
    assert person_by_number(first.number).public_id == first.person
    assert {row.state for row in Identifier.objects.all()} == {IdentifierState.VALID}


def test_the_number_says_who_is_meant_where_the_register_is_in_doubt():
    typed = registration(other_number="770001", other_number_kind="house")
    first = issue(typed)
    other_passport = replace(typed, documents=(document(number="ZZ000999"),))

    again = issue(other_passport)

    assert (again.outcome, again.person) == (Outcome.EXISTING, first.person)


def test_the_number_of_another_person_is_refused_and_nothing_is_written():
    issue(registration(other_number="770001", other_number_kind="house"))

    answer = issue(stranger("770001"))

    assert [(each.code, each.path) for each in answer.findings] == [
        ("number-taken", "/other_number")
    ]
    assert Person.objects.count() == 1


def stranger(number):
    return registration(
        surname="Бойко",
        given_name="Петро",
        sex="M",
        birth_date="1955-01-02",
        documents=(document(number="PP111222"),),
        other_number=number,
        other_number_kind="official",
    )


def test_a_number_of_ours_cannot_come_to_a_second_person_as_one_given_elsewhere():
    ours = issue(registration())

    answer = issue(stranger(ours.number))

    assert [each.code for each in answer.findings] == ["number-taken"]
    assert person_by_number(ours.number).public_id == ours.person


def test_a_number_of_ours_brought_back_by_its_person_is_not_recorded_twice():
    ours = issue(registration())

    again = issue(registration(other_number=ours.number, other_number_kind="official"))

    assert (again.outcome, again.number, again.version) == (Outcome.EXISTING, ours.number, 1)
    assert Identifier.objects.get().kind == IdentifierKind.TEMPORARY


@pytest.mark.parametrize(
    ("number", "kind", "path"),
    [
        ("770001", "", "/other_number_kind"),
        ("770001", "temporary", "/other_number_kind"),
        ("7" * 41, "house", "/other_number"),
        ("77'); --", "house", "/other_number"),
    ],
)
def test_a_number_given_elsewhere_that_cannot_be_kept_is_refused(number, kind, path):
    typed = registration(other_number=number, other_number_kind=kind)

    answer = issue(typed)

    assert path in {finding.path for finding in answer.findings}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_one_number_brought_for_two_persons_at_once_under_two_kinds_is_one_persons(monkeypatch):
    both_looked, look = threading.Barrier(2), other_numbers._holder

    def look_and_wait(checked, *, practice):
        found = look(checked, practice=practice)
        # The barrier breaks where the other one waits for us, which is what is asked for.
        with suppress(threading.BrokenBarrierError):
            both_looked.wait(timeout=1)
        return found

    monkeypatch.setattr(other_numbers, "_holder", look_and_wait)
    # Another test that commits may have emptied the tables behind it.
    nomenclatures.load()
    people.actor()
    house = registration(other_number="770001", other_number_kind="house")

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(issue_beside, [house, stranger("770001")]))

    assert {type(each) for each in answers} == {Registered, Refused}
    assert Identifier.objects.filter(value="770001").count() == 1
    assert Person.objects.count() == 1


def issue_beside(typed):
    try:
        return issue(typed)
    finally:
        connections.close_all()
