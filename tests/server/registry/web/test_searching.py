"""Does a record open with a proof, and with nothing less?"""

import pytest
from tests.factories import people
from tests.factories.people import NOW, PASSWORD, registration

from openpias.server.platform.audit.models import AuditEntry
from openpias.server.registry.operations import slips, temporary_numbers
from openpias.server.registry.queries.persons import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def known():
    answer = temporary_numbers.issue(
        registration(), actor=people.actor(provider="90000002"), at=NOW
    )
    return person(answer.person)


@pytest.fixture
def clerk(client):
    account = people.account()
    client.post("/autentificare", {"username": account.username, "password": PASSWORD})
    client.cookies["openpias-language"] = "ro"
    return client


def proofs(known):
    return {
        "code": {"code": slips.code(known)},
        "number": {"number": known.number, "number_birth_date": "20-07-1982"},
        "document": {
            "document_number": "fa 123456",
            "surname": "Sevcenco",
            "given_name": "Elena",
            "birth_date": "20.07.1982",
        },
    }


@pytest.mark.parametrize("way", ["code", "number", "document"])
def test_a_proof_and_a_reason_open_the_record_for_this_session(clerk, known, way):
    answer = clerk.post("/cautare", {**proofs(known)[way], "reason": "care"}, follow=True)

    assert answer.redirect_chain == [(f"/persoane/{known.public_id}", 302)]
    assert known.number in answer.content.decode()
    opened = AuditEntry.objects.filter(event="person-opened", subject_ref=known.public_id)
    assert {entry.facts["reason"] for entry in opened} == {"care"}


def test_without_a_reason_the_record_stays_closed(clerk, known):
    answer = clerk.post("/cautare", proofs(known)["number"])

    assert answer.status_code == 422
    assert 'href="#reason"' in answer.content.decode()
    assert known.surname not in answer.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"number": "9000000000000", "number_birth_date": "20-07-1982"},
        {"number": "KNOWN", "number_birth_date": "21-07-1982"},
        {"number": "KNOWN", "number_birth_date": ""},
        {"document_number": "FA123456", "surname": "Boiko", "birth_date": "20-07-1982"},
        {"code": "1234"},
        {"number": "9\0", "number_birth_date": "20-07-1982"},
    ],
)
def test_unknown_and_not_allowed_answer_alike(clerk, known, typed):
    sent = {name: known.number if value == "KNOWN" else value for name, value in typed.items()}

    answer = clerk.post("/cautare", {**sent, "reason": "care"})

    assert answer.status_code == 422
    assert "Nu am găsit o persoană cu aceste date." in answer.content.decode()
    assert AuditEntry.objects.filter(event="look-up-failed").count() == 1


def test_name_and_birth_date_alone_open_nothing(clerk, known):
    typed = {"surname": "Шевченко", "given_name": "Олена", "birth_date": "20-07-1982"}

    answer = clerk.post("/cautare", {**typed, "reason": "care"})

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Ш… О…" in shown
    assert "la alt furnizor" in shown
    assert known.number not in shown
    assert known.public_id not in shown
    (seen,) = AuditEntry.objects.filter(event="candidate-shown")
    assert (seen.subject_ref, seen.facts) == (known.public_id, {"reason": "care"})


def test_a_name_that_nobody_has_is_not_found_like_any_other_proof(clerk, known):
    typed = {"surname": "Бойко", "given_name": "Олена", "birth_date": "20-07-1982"}

    answer = clerk.post("/cautare", {**typed, "reason": "care"})

    assert answer.status_code == 422
    assert "Nu am găsit o persoană cu aceste date." in answer.content.decode()
    assert AuditEntry.objects.filter(event="look-up-failed").count() == 1


def test_a_search_by_name_asks_for_its_reason_before_it_looks(clerk, known):
    typed = {"surname": "Шевченко", "given_name": "Олена", "birth_date": "20-07-1982"}

    found = clerk.post("/cautare", typed)
    nobody = clerk.post("/cautare", {**typed, "surname": "Бойко"})

    assert found.status_code == nobody.status_code == 422
    assert 'href="#reason"' in found.content.decode()
    assert 'href="#reason"' in nobody.content.decode()
    assert not AuditEntry.objects.filter(event="candidate-shown").exists()


def test_searching_by_name_ends_at_the_hourly_limit(clerk, settings, known):
    settings.LOOKUPS_PER_HOUR_ACCOUNT = 1
    typed = {"surname": "Шевченко", "birth_date": "20-07-1982", "reason": "care"}

    assert [clerk.post("/cautare", typed).status_code for _ in range(2)] == [200, 429]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"number": "9000000000000", "number_birth_date": "31-02-1982"}, "number_birth_date"),
        ({"surname": "Шевченко", "birth_date": "20-07"}, "birth_date"),
        ({"document_number": "FA123456", "birth_date": "20-07-1982"}, "surname"),
        ({"document_number": "FA123456", "surname": "Шевченко"}, "birth_date"),
        ({}, "code"),
    ],
)
def test_what_is_missing_or_no_date_is_told_at_its_field(clerk, typed, field):
    answer = clerk.post("/cautare", {**typed, "reason": "care"})

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()
    assert "Datele nu au fost salvate" not in answer.content.decode()


def test_guessing_ends_at_the_hourly_limit(clerk, settings, known):
    settings.LOOKUPS_PER_HOUR_ACCOUNT = 2
    typed = {"number": "9000000000000", "number_birth_date": "20-07-1982", "reason": "care"}
    assert [clerk.post("/cautare", typed).status_code for _ in range(3)] == [422, 422, 429]


def test_an_opened_record_is_closed_to_the_next_session(clerk, client, known):
    clerk.post("/cautare", {**proofs(known)["number"], "reason": "care"})
    client.post("/iesire")
    other = people.account()
    client.post("/autentificare", {"username": other.username, "password": PASSWORD})

    assert client.get(f"/persoane/{known.public_id}").status_code == 404
