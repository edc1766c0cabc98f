"""Is a record put right without losing what it was?"""

import pytest
from tests.factories import people
from tests.factories.people import NOW, document, registration

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.registry.domain.changes import Changed, ChangeRefused, NotChanged
from openpias.server.registry.enums import Outcome, SlipStatus
from openpias.server.registry.models import PersonVersion, Slip
from openpias.server.registry.operations import corrections, temporary_numbers
from openpias.server.registry.queries.persons import person

pytestmark = pytest.mark.django_db


def issue(actor, typed=None):
    return temporary_numbers.issue(typed or registration(), actor=actor, at=NOW)


def correct(actor, public_id, typed, *, version=1, reason="greșeală de scriere"):
    return corrections.correct(
        public_id, typed, version=version, reason=reason, actor=actor, at=NOW
    )


def test_a_correction_keeps_the_number_the_old_state_and_supersedes_the_slip():
    actor = people.actor()
    issued = issue(actor)

    answer = correct(actor, issued.person, registration(surname="Шевчук"))

    assert isinstance(answer, Changed)
    assert (answer.version, answer.fields) == (2, ("surname", "surname_latin"))
    now = person(issued.person)
    assert (now.number, now.surname) == (issued.number, "Шевчук")
    kept = PersonVersion.objects.get()
    assert (kept.snapshot["surname"], kept.reason) == ("Шевченко", "greșeală de scriere")
    assert sorted(Slip.objects.values_list("version", "status")) == [
        (1, SlipStatus.SUPERSEDED),
        (2, SlipStatus.CURRENT),
    ]


def test_a_corrected_document_is_replaced_and_found_again():
    actor = people.actor()
    issued = issue(actor)
    right = registration(documents=(document(number="FA999999"),))
    correct(actor, issued.person, right)

    again = issue(people.actor(provider="90000002"), right)

    assert (again.outcome, again.number) == (Outcome.EXISTING, issued.number)
    assert person(issued.person).documents[0].number == "FA999999"


def test_typing_what_is_there_changes_nothing():
    actor = people.actor()
    issued = issue(actor)

    answer = correct(actor, issued.person, corrections.typed_again(person(issued.person)))

    assert (answer.version, answer.fields) == (1, ())
    assert not PersonVersion.objects.exists()


def test_the_trail_names_fields_and_no_values():
    actor = people.actor()
    issued = issue(actor)

    correct(actor, issued.person, registration(given_name="Ольга"))

    entry = AuditEntry.objects.get(event="person-corrected")
    assert entry.facts == {"fields": ["given_name", "given_name_latin"], "version": 2}


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"version": 7}, NotChanged.CHANGED_MEANWHILE),
        ({"reason": " "}, NotChanged.REASON_REQUIRED),
    ],
)
def test_a_correction_without_reason_or_of_an_old_version_is_refused(options, reason):
    actor = people.actor()
    issued = issue(actor)

    answer = correct(actor, issued.person, registration(surname="Шевчук"), **options)

    assert answer == ChangeRefused(reason=reason)


def test_another_provider_may_not_correct_but_the_house_may():
    issued = issue(people.actor())
    typed = registration(surname="Шевчук")

    stranger = correct(people.actor(provider="90000002"), issued.person, typed)
    house = correct(
        people.actor(provider="CAS-SV", roles=(Role.HOUSE_OPERATOR,)), issued.person, typed
    )

    assert stranger == ChangeRefused(reason=NotChanged.NOT_YOURS)
    assert house.version == 2


def test_wrong_data_is_refused_with_every_finding():
    actor = people.actor()
    issued = issue(actor)

    answer = correct(actor, issued.person, registration(surname="", sex="?"))

    assert [finding.path for finding in answer.findings if finding.severity == "error"] == [
        "/surname",
        "/sex",
    ]
