"""Does a permit's CNP find its person?"""

import pytest
from tests.factories import people
from tests.factories.people import NOW, permit, registration

from openpias.server.registry.domain.outcomes import Question, Refused, Registered
from openpias.server.registry.enums import IdentifierState, Outcome, SlipStatus
from openpias.server.registry.models import Identifier, Permit, Person, Slip
from openpias.server.registry.operations import permits, temporary_numbers
from openpias.server.registry.operations.decisions import DecisionInput

pytestmark = pytest.mark.django_db


def record(actor, typed=None, **options):
    return permits.record(typed or permit(), actor=actor, at=NOW, **options)


def test_a_new_permit_gives_its_own_cnp():
    answer = record(people.actor())

    assert isinstance(answer, Registered)
    assert (answer.outcome, answer.number) == (Outcome.ISSUED, permit().cnp)
    assert Permit.objects.get().person.identifiers.get().value == permit().cnp


def test_a_person_with_a_temporary_number_is_linked_by_it():
    actor = people.actor()
    number = temporary_numbers.issue(registration(), actor=actor, at=NOW).number

    answer = record(actor, permit(temporary_number=number))

    assert (answer.outcome, answer.number) == (Outcome.EXISTING, permit().cnp)
    assert Person.objects.count() == 1
    assert Identifier.objects.get(value=number).state == IdentifierState.SUPERSEDED
    assert sorted(Slip.objects.values_list("version", "status")) == [
        (1, SlipStatus.SUPERSEDED),
        (2, SlipStatus.CURRENT),
    ]


def test_a_person_with_a_temporary_number_is_asked_about_and_then_linked():
    actor = people.actor()
    temporary_numbers.issue(registration(), actor=actor, at=NOW)
    question = record(actor)
    assert isinstance(question, Question)

    ref = question.candidates[0].ref
    answer = record(actor, decision=DecisionInput(same_as=ref, reason="fișa arătată"))

    assert answer.outcome is Outcome.EXISTING
    assert Person.objects.count() == 1


def test_a_renewed_permit_updates_the_same_person():
    actor = people.actor()
    first = record(actor)

    renewed = record(actor, permit(permit_number="RO7654321", expires_on="2029-01-09"))

    assert (renewed.outcome, renewed.person) == (Outcome.EXISTING, first.person)
    assert Permit.objects.count() == 2
    assert renewed.version == 2


def test_the_same_permit_again_changes_nothing():
    actor = people.actor()
    first = record(actor)

    again = record(people.actor(provider="90000002"))

    assert (again.outcome, again.version, again.permit) == (Outcome.EXISTING, 1, first.permit)


def test_a_cnp_of_somebody_else_is_refused_and_leaves_nothing():
    actor = people.actor()
    record(actor)

    answer = record(
        actor,
        permit(surname="Бойко", given_name="Ганна", permit_number="RO5", birth_date="1982-07-20"),
    )

    assert isinstance(answer, Refused)
    assert [finding.code for finding in answer.findings] == ["cnp-of-another"]
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"cnp": "8820720700017"}, ["cnp-control-digit"]),
        ({"cnp": "1820720700019"}, ["cnp-not-permit"]),
        ({"cnp": "882072070001"}, ["cnp-length"]),
        ({"sex": "M"}, ["cnp-sex"]),
        ({"birth_date": "1982-07-21"}, ["cnp-birth-date"]),
        ({"expires_on": "2024-01-10"}, ["expires-before-valid"]),
        ({"permit_number": ""}, ["required"]),
    ],
)
def test_a_wrong_permit_is_refused(changes, codes):
    answer = record(people.actor(), permit(**changes))

    assert isinstance(answer, Refused)
    errors = [finding.code for finding in answer.findings if finding.severity == "error"]
    assert errors == codes
    assert not Person.objects.exists()


def test_a_disagreement_is_kept_with_its_reason():
    typed = permit(birth_date="1982-07-21", cnp_disagreement_reason="așa este pe permis")

    answer = record(people.actor(), typed)

    assert answer.outcome is Outcome.ISSUED
    assert Permit.objects.get().cnp_reason == "așa este pe permis"


def test_the_same_key_gives_the_same_permit():
    actor = people.actor()
    first = record(actor, key="key-1")

    again = record(actor, key="key-1")

    assert (again.outcome, again.permit) == (Outcome.REPEATED, first.permit)
