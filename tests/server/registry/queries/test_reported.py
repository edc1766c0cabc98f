"""What does the register say of reported identifiers, and which document stands behind a person?"""

from datetime import date

import pytest
from tests.factories import people
from tests.factories.people import NOW

from openpias.core.rules.facts import RegisterState
from openpias.server.platform.accounts.enums import Role
from openpias.server.registry import api
from openpias.server.registry.api import ProofKind, Reported
from openpias.server.registry.operations import merges, permits, temporary_numbers

pytestmark = pytest.mark.django_db


def registered(**fields):
    actor = people.actor()
    return temporary_numbers.issue(people.registration(**fields), actor=actor, at=NOW)


def said(identifier, **fields):
    asked = Reported(identifier=identifier, **fields)
    return api.reported([asked])[asked]


def other():
    return registered(
        surname="Коваль",
        given_name="Іван",
        birth_date="1990-01-01",
        documents=(people.document(number="XY123456"),),
    )


def test_a_valid_number_tells_whether_names_and_birth_date_agree():
    answer = registered()
    same = said(
        answer.number, surname="Șevcenco", given_name="Olena", birth_date=date(1982, 7, 20)
    ).facts
    assert (same.state, same.names_agree, same.birth_agrees) == (RegisterState.VALID, True, True)
    assert (same.person, same.entry_date) == (answer.person, date(2022, 3, 1))

    stranger = said(
        answer.number, surname="Popescu", given_name="Ion", birth_date=date(1982, 7, 21)
    ).facts
    assert (stranger.names_agree, stranger.birth_agrees) == (False, False)
    assert said(answer.number).facts.names_agree is None


def test_unknown_superseded_and_merged_numbers_say_so():
    first, second = registered(), other()
    assert said("0000000000000").facts.state is RegisterState.UNKNOWN
    boss = people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS")
    merges.merge(first.person, second.person, reason="aceeași persoană", actor=boss, at=NOW)

    merged = said(second.number)
    assert (merged.facts.state, merged.facts.person) == (RegisterState.MERGED, first.person)
    assert {str(each) for each in merged.also} == {second.person}

    permits.record(people.permit(temporary_number=first.number), actor=people.actor(), at=NOW)
    assert said(first.number).facts.state is RegisterState.SUPERSEDED
    assert said("8820720700019").facts.state is RegisterState.VALID


def test_a_proof_is_the_identity_document_or_the_medical_one():
    import uuid

    first = registered()
    (proof,) = api.kept_proofs([uuid.UUID(first.person)]).values()
    assert (proof.kind, proof.type, proof.document) == (ProofKind.IDENTITY, "PASSPORT", "FA123456")
    assert (proof.number, proof.surname) == (first.number, "Шевченко")
    assert api.kept_proofs([uuid.uuid4()]) == {}


def test_many_are_asked_in_few_queries(django_assert_max_num_queries):
    numbers = [registered().number, other().number]
    asked = [Reported(identifier=each) for each in numbers]
    with django_assert_max_num_queries(5):
        assert len(api.reported(asked)) == 2
