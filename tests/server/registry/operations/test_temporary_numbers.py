"""Does a displaced person get one number, and only one?"""

import time
from datetime import UTC, datetime

import pytest
from tests.factories import people
from tests.factories.people import NOW, document, registration

from openpias.core.identifiers import temporary_number
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.platform.outbox.models import OutboxEvent
from openpias.server.registry.domain.outcomes import HasPermit, Question, Refused, Registered
from openpias.server.registry.enums import Outcome
from openpias.server.registry.models import Identifier, NomenclatureEntry, Person, Registration
from openpias.server.registry.operations import permits, temporary_numbers
from openpias.server.registry.operations.decisions import DecisionInput
from openpias.server.registry.operations.registering import CredentialRevoked, KeyReused
from openpias.server.registry.queries import nomenclatures

pytestmark = pytest.mark.django_db


def issue(actor, typed=None, **options):
    return temporary_numbers.issue(typed or registration(), actor=actor, at=NOW, **options)


def test_a_new_person_gets_a_valid_number_with_its_trail():
    actor = people.actor()

    answer = issue(actor)

    assert isinstance(answer, Registered)
    assert answer.outcome is Outcome.ISSUED
    assert temporary_number.is_valid(answer.number)
    person = Person.objects.get()
    assert (person.surname_latin, person.given_name_latin) == ("Shevchenko", "Olena")
    assert person.documents.get().number == "FA123456"
    assert AuditEntry.objects.get().subject_ref == answer.person
    assert OutboxEvent.objects.get().payload == {"person": answer.person}


def test_neither_trail_nor_event_holds_the_number_or_the_name():
    answer = issue(people.actor(), key="a-key")

    written = str(list(AuditEntry.objects.values())) + str(list(OutboxEvent.objects.values()))
    for secret in (answer.number, "Шевченко", "Shevchenko", "FA123456", "1982"):
        assert secret not in written


def test_the_same_person_in_another_spelling_gets_the_number_that_exists():
    first = issue(people.actor())

    again = issue(
        people.actor(provider="90000002"),
        registration(
            surname="Șevcenco", given_name="Elena", documents=(document(number="fa 123456"),)
        ),
    )

    assert (again.outcome, again.number) == (Outcome.EXISTING, first.number)
    assert Person.objects.count() == 1
    assert Registration.objects.count() == 2


def test_a_possible_double_is_a_question_and_writes_nothing():
    issue(people.actor())

    answer = issue(
        people.actor(provider="90000002"), registration(documents=(document(number="XX1"),))
    )

    assert isinstance(answer, Question)
    [candidate] = answer.candidates
    assert (candidate.number, candidate.name, candidate.birth_year) == (None, None, None)
    assert candidate.initials == "Ш… О…"
    assert Person.objects.count() == 1
    assert Registration.objects.count() == 1


def test_the_answer_same_joins_and_the_answer_different_gives_a_number_of_its_own():
    actor = people.actor()
    first = issue(actor)
    other = registration(documents=(document(number="XX1"),))
    [candidate] = issue(actor, other).candidates

    same = issue(actor, other, decision=DecisionInput(same_as=candidate.ref, reason="aceeași poză"))
    another = registration(documents=(document(number="YY2"),))
    refs = tuple(each.ref for each in issue(actor, another).candidates)
    different = issue(
        actor, another, decision=DecisionInput(different_from=refs, reason="altă poză")
    )

    assert (same.outcome, same.number) == (Outcome.EXISTING, first.number)
    assert different.outcome is Outcome.ISSUED
    assert different.number != first.number


def test_a_decision_that_leaves_out_a_candidate_is_asked_again():
    actor = people.actor()
    issue(actor)
    other = registration(documents=(document(number="XX1"),))
    [first] = issue(actor, other).candidates
    issue(actor, other, decision=DecisionInput(different_from=(first.ref,), reason="altă poză"))
    third = registration(documents=(document(number="YY2"),))

    answer = issue(
        actor, third, decision=DecisionInput(different_from=(first.ref,), reason="altă poză")
    )

    assert isinstance(answer, Question)
    assert len(answer.candidates) == 2


def test_a_reference_is_valid_for_thirty_minutes(monkeypatch):
    issue(people.actor())
    actor = people.actor(provider="90000002")
    other = registration(documents=(document(number="XX1"),))
    [candidate] = issue(actor, other).candidates
    decision = DecisionInput(same_as=candidate.ref, reason="motiv")
    made = int(time.time())

    monkeypatch.setattr("time.time", lambda: made + 30 * 60 + 5)
    late = issue(actor, other, decision=decision)
    monkeypatch.setattr("time.time", lambda: made + 30 * 60 - 5)
    in_time = issue(actor, other, decision=decision)

    assert [finding.code for finding in late.findings] == ["decision-expired"]
    assert in_time.outcome is Outcome.EXISTING


def test_a_reference_of_another_provider_is_refused():
    issue(people.actor())
    other = registration(documents=(document(number="XX1"),))
    [candidate] = issue(people.actor(provider="90000002"), other).candidates

    answer = issue(
        people.actor(provider="90000003"),
        other,
        decision=DecisionInput(same_as=candidate.ref, reason="motiv"),
    )

    assert isinstance(answer, Refused)
    assert [finding.code for finding in answer.findings] == ["decision-expired"]


@pytest.mark.parametrize(
    "changes",
    [
        {"given_name": "Ірина"},
        {"given_name": "Оксана"},
        {"birth_date": "2011-02-03", "given_name": "Олена"},
    ],
    ids=["twin", "sister", "daughter of the same name"],
)
def test_family_on_one_passport_gets_numbers_of_their_own(changes):
    actor = people.actor()
    mother = issue(actor)

    child = issue(actor, registration(**changes))

    assert child.outcome is Outcome.ISSUED
    assert child.number != mother.number


def test_the_same_key_and_body_give_the_same_number_again():
    actor = people.actor()
    first = issue(actor, key="key-1")

    again = issue(actor, key="key-1")

    assert (again.outcome, again.number) == (Outcome.REPEATED, first.number)
    assert Registration.objects.count() == 1


def test_a_used_key_with_another_body_is_refused():
    actor = people.actor()
    issue(actor, key="key-1")

    with pytest.raises(KeyReused):
        issue(actor, registration(given_name="Ірина"), key="key-1")


def test_a_key_is_free_after_a_refusal_and_belongs_to_one_provider():
    actor = people.actor()
    assert isinstance(issue(actor, registration(surname=""), key="key-1"), Refused)

    first = issue(actor, key="key-1")
    other = issue(
        people.actor(provider="90000002"),
        registration(surname="Бойко", documents=(document(number="ZZ9"),)),
        key="key-1",
    )

    assert first.outcome is Outcome.ISSUED
    assert other.outcome is Outcome.ISSUED


def test_a_revoked_credential_writes_nothing():
    actor = people.actor()
    people.Account.objects.update(credential_version=2)

    with pytest.raises(CredentialRevoked):
        issue(actor)
    assert not Person.objects.exists()


def test_practice_gives_numbers_that_never_verify_and_never_meet_real_persons():
    real = issue(people.actor())

    practice = issue(people.actor(practice=True))

    assert practice.outcome is Outcome.ISSUED
    assert practice.number != real.number
    assert not temporary_number.is_valid(practice.number)
    assert temporary_number.is_practice(practice.number)


def test_somebody_with_a_permit_is_shown_to_the_second_tab():
    actor = people.actor()
    number = issue(actor).number
    permits.record(people.permit(temporary_number=number), actor=actor, at=NOW)

    assert isinstance(issue(actor), HasPermit)
    assert Registration.objects.count() == 2


def test_a_permit_leads_to_the_second_tab_only_where_a_rule_says_so():
    actor = people.actor()
    number = issue(actor).number
    permits.record(people.permit(temporary_number=number), actor=actor, at=NOW)
    before_the_rules = datetime(2022, 3, 16, 9, tzinfo=UTC)
    NomenclatureEntry.objects.update(valid_from=None)
    nomenclatures.forget()

    # Before that day houses registered.
    house = people.actor(provider="CAS-SV")
    answer = temporary_numbers.issue(registration(), actor=house, at=before_the_rules)
    nomenclatures.forget()

    assert answer.outcome is Outcome.EXISTING


def test_a_drawn_number_that_is_taken_is_drawn_again(monkeypatch):
    actor = people.actor()
    taken = issue(actor).number
    drawn = iter([taken, taken, taken, *(temporary_number.draw() for _ in range(3))])
    monkeypatch.setattr(temporary_number, "draw", lambda: next(drawn))

    answer = issue(actor, registration(surname="Бойко", documents=(document(number="ZZ9"),)))

    assert answer.number != taken
    assert Identifier.objects.count() == 2
