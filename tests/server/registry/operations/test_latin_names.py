"""Does a name in Latin letters from a passport go wherever the proposed one went?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import people
from tests.factories.people import NOW, document, permit, registration

from openpias.core.slips import document as papers
from openpias.server.platform.accounts.enums import Role
from openpias.server.registry.enums import Outcome
from openpias.server.registry.models import MatchingKey, PersonVersion
from openpias.server.registry.operations import (
    corrections,
    erasure,
    importing,
    permits,
    slips,
    temporary_numbers,
)
from openpias.server.registry.operations.registering import KeyReused
from openpias.server.registry.queries import own_registrations
from openpias.server.registry.queries.persons import person

pytestmark = pytest.mark.django_db
# Nothing of this spelling agrees with that of the proposal, Yukhymchuk Hryhorii.
CYRILLIC = {"surname": "Юхимчук", "given_name": "Григорій", "sex": "M"}
LATIN = {"surname_latin": "Efimciuc", "given_name_latin": "Gheorghe"}


def issue(actor, **fields):
    return temporary_numbers.issue(registration(**{**CYRILLIC, **fields}), actor=actor, at=NOW)


def correct(actor, issued, **fields):
    now = person(issued.person)
    typed = registration(**{**CYRILLIC, **fields})
    return corrections.correct(
        issued.person, typed, version=now.version, reason="pașaport", actor=actor, at=NOW
    )


def names(issued):
    now = person(issued.person)
    return now.surname_latin, now.given_name_latin


def test_what_was_typed_is_kept_and_the_other_name_is_proposed():
    actor = people.actor()

    assert names(issue(actor, surname_latin="Efimciuc")) == ("Efimciuc", "Hryhorii")


def test_it_costs_the_register_no_statement_more():
    actor = people.actor()
    with CaptureQueriesContext(
        connection,
    ) as plain:
        issue(actor, documents=(document(number="AA111111"),), birth_date="1950-01-01")
    with CaptureQueriesContext(connection) as own:
        issue(actor, **LATIN)

    assert len(own) == len(plain)


def test_the_same_person_comes_back_under_the_spelling_of_the_passport():
    issued = issue(people.actor(), **LATIN)

    again = issue(people.actor(provider="90000002"), surname="Efimciuc", given_name="Gheorghe")

    assert (again.outcome, again.number) == (Outcome.EXISTING, issued.number)


@pytest.mark.parametrize("text", ["Efim", "efimciuc gheorghe", "Юхимчук", "Yukhymchuk Hry"])
def test_ones_own_list_finds_both_spellings(text):
    actor = people.actor()
    issued = issue(actor, **LATIN)

    found = own_registrations.page(
        provider=actor.provider.code, practice=False, text=text, day=None, number=1
    )

    assert [row.public_id for row in found.rows] == [issued.person]


def test_a_used_key_takes_no_other_spelling():
    actor = people.actor()
    typed = registration(**CYRILLIC)
    temporary_numbers.issue(typed, actor=actor, at=NOW, key="k")

    with pytest.raises(KeyReused):
        temporary_numbers.issue(registration(**CYRILLIC, **LATIN), actor=actor, at=NOW, key="k")


def test_a_correction_takes_it_in_and_keeps_what_was_proposed():
    actor = people.actor()
    issued = issue(actor)

    answer = correct(actor, issued, **LATIN)

    assert answer.fields == ("surname_latin", "given_name_latin")
    assert names(issued) == ("Efimciuc", "Gheorghe")
    assert PersonVersion.objects.get().snapshot["surname_latin"] == "Yukhymchuk"
    again = issue(people.actor(provider="90000002"), surname="Efimciuc", given_name="Gheorghe")
    assert again.number == issued.number


def test_a_corrected_name_gets_its_own_proposal_and_keeps_what_somebody_typed():
    actor = people.actor()
    issued = issue(actor, given_name_latin="Gheorghe")
    shown = corrections.typed_again(person(issued.person))

    correct(
        actor,
        issued,
        surname="Юхименко",
        surname_latin=shown.surname_latin,
        given_name="Георгій",
        given_name_latin=shown.given_name_latin,
    )

    assert names(issued) == ("Yukhymenko", "Gheorghe")


def test_an_emptied_field_is_the_proposal_again():
    actor = people.actor()
    issued = issue(actor, **LATIN)

    correct(actor, issued, surname_latin="", given_name_latin=" ")

    assert names(issued) == ("Yukhymchuk", "Hryhorii")


def test_a_permit_of_the_same_name_leaves_it_and_one_of_another_name_does_not():
    actor = people.actor()
    issued = issue(actor, surname_latin="Efimciuc", given_name="Olena", given_name_latin="Yelena")
    of_holder = permit(
        surname="Юхимчук",
        given_name="OLENA",
        sex="M",
        temporary_number=issued.number,
        cnp_disagreement_reason="așa este pe permis",
    )

    permits.record(of_holder, actor=actor, at=NOW)

    assert person(issued.person).permits
    assert names(issued) == ("Efimciuc", "OLENA")


def test_the_slip_shows_it_beside_the_name(monkeypatch):
    drawn = []
    monkeypatch.setattr(papers, "render", lambda pages, **_: drawn.extend(pages) or b"")
    actor = people.actor()

    slips.print_slips([person(issue(actor, **LATIN).person)], actor=actor, at=NOW)

    assert [(row.value, row.second) for row in drawn[0].rows[:2]] == [
        ("Юхимчук", "Efimciuc"),
        ("Григорій", "Gheorghe"),
    ]


def test_an_import_takes_it_from_columns_of_its_own(tmp_path):
    file = tmp_path / "persons.csv"
    file.write_text(
        "surname,given_name,birth_date,sex,category,citizenship,entry_point,entry_date,visa_type,"
        "document_type,document_number,surname_latin,given_name_latin\n"
        "Юхимчук,Григорій,1982-07-20,M,A,UA,SIRET,2022-03-01,NONE,PASSPORT,FA123456,Efimciuc,\n"
        "Бойко,Іван,1970-01-02,M,A,UA,SIRET,2022-03-01,NONE,PASSPORT,KK778899,Бойко,\n"
    )
    actor = people.actor()

    done = importing.import_file(file, actor=actor, now=lambda: NOW)

    again = issue(actor, surname="Efimciuc")
    assert (done.issued, done.refused, again.outcome) == (1, 1, Outcome.EXISTING)
    assert names(again) == ("Efimciuc", "Hryhorii")


def test_erasing_somebody_leaves_no_key_of_it():
    issued = issue(people.actor(), **LATIN)
    officer = people.actor(roles=(Role.DATA_PROTECTION,), provider="CNAS")

    erasure.erase(issued.person, reason="la cerere", actor=officer, at=NOW)

    assert not MatchingKey.objects.exists()


@pytest.mark.parametrize("name", ["щ" * 100, "â" * 100])
def test_the_longest_name_is_registered(name):
    answer = issue(people.actor(), surname=name, given_name="ș" * 100)

    assert answer.outcome is Outcome.ISSUED
