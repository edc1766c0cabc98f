"""Is what was typed from a permit put right, with the old state kept?"""

from dataclasses import replace

import pytest
from tests.factories import people
from tests.factories.people import NOW, permit, registration

from openpias.server.platform.audit.models import AuditEntry
from openpias.server.registry.domain.changes import Changed, ChangeRefused, NotChanged
from openpias.server.registry.enums import Outcome, SlipStatus
from openpias.server.registry.models import Permit, Person, PersonVersion, Slip
from openpias.server.registry.operations import permit_corrections, permits, temporary_numbers

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return people.actor()


@pytest.fixture
def known(clerk):
    return permits.record(permit(surname="Шевчeнка"), actor=clerk, at=NOW).person


def correct(person, actor, *, version=1, reason="literă greșită", **changes):
    return permit_corrections.correct(
        person, permit(**changes), version=version, reason=reason, actor=actor, at=NOW
    )


def test_a_name_and_a_day_are_put_right_and_the_slip_goes_on(clerk, known):
    answer = correct(known, clerk, expires_on="31-12-2028")

    assert answer == Changed(
        person=known, version=2, fields=("surname", "surname_latin", "expires_on")
    )
    person, kept = Person.objects.get(), Permit.objects.get()
    assert (person.surname, kept.surname) == (permit().surname, permit().surname)
    assert kept.expires_on.isoformat() == "2028-12-31"
    before = PersonVersion.objects.get().snapshot
    assert before["surname"] == "Шевчeнка"
    assert before["permits"][0]["permit_number"] == permit().permit_number
    assert before["permits"][0]["expires_on"] != "2028-12-31"
    assert sorted(Slip.objects.values_list("version", "status")) == [
        (1, SlipStatus.SUPERSEDED),
        (2, SlipStatus.CURRENT),
    ]


def test_the_corrected_spelling_finds_the_person(clerk, known):
    correct(known, clerk)

    again = permits.record(permit(), actor=people.actor(provider="90000002"), at=NOW)

    assert (again.outcome, again.person) == (Outcome.EXISTING, known)


def test_the_trail_names_fields_and_no_values(clerk, known):
    correct(known, clerk)

    entry = AuditEntry.objects.get(event="person-corrected")
    assert entry.facts == {"fields": ["surname", "surname_latin"], "version": 2}


def test_typing_what_is_there_changes_nothing(clerk, known):
    answer = correct(known, clerk, surname="Шевчeнка")

    assert answer == Changed(person=known, version=1, fields=())
    assert not PersonVersion.objects.exists()


def test_the_cnp_that_is_typed_does_not_count(clerk, known):
    correct(known, clerk, cnp="7900101700017")

    assert Permit.objects.get().cnp == permit().cnp


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"reason": " "}, NotChanged.REASON_REQUIRED),
        ({"version": 7}, NotChanged.CHANGED_MEANWHILE),
    ],
)
def test_without_a_reason_or_of_an_old_version_nothing_is_changed(clerk, known, changes, reason):
    assert correct(known, clerk, **changes) == ChangeRefused(reason=reason)


def test_wrong_data_is_refused_with_every_finding(clerk, known):
    answer = correct(known, clerk, surname="", expires_on="31-02-2028")

    assert {finding.path for finding in answer.findings} == {"/surname", "/expires_on"}


def test_another_permit_of_the_person_keeps_its_number(clerk, known):
    renewed = replace(permit(), permit_number="RO7654321", expires_on="09-01-2029")
    permits.record(replace(renewed, surname="Шевчeнка"), actor=clerk, at=NOW)

    answer = correct(known, clerk, version=2, expires_on="09-01-2029")

    assert [finding.code for finding in answer.findings] == ["permit-recorded-before"]


def test_another_provider_and_a_person_without_permit_are_refused(clerk, known):
    stranger = people.actor(provider="90000002")
    other = temporary_numbers.issue(registration(given_name="Ігор", sex="M"), actor=clerk, at=NOW)

    assert correct(known, stranger) == ChangeRefused(reason=NotChanged.NOT_YOURS)
    assert correct(other.person, clerk) == ChangeRefused(reason=NotChanged.UNKNOWN)
