"""Do people put a record right, and is nothing typed lost on the way?"""

import pytest
from tests.factories import people
from tests.factories.people import NOW, PASSWORD, document, permit, registration

from openpias.server.platform.accounts.enums import Role
from openpias.server.registry.enums import PersonStatus
from openpias.server.registry.models import Merge, Person
from openpias.server.registry.operations import permits, temporary_numbers
from openpias.server.registry.queries.persons import person

pytestmark = pytest.mark.django_db
PERMIT_FIELDS = (
    *("surname", "given_name", "birth_date", "sex"),
    *("permit_number", "issued_on", "valid_from", "expires_on"),
)


def signed_in(client, **fields):
    account = people.account(**fields)
    client.post("/autentificare", {"username": account.username, "password": PASSWORD})
    client.cookies["openpias-language"] = "ro"
    return client


def issue(provider="90000001", **fields):
    actor = people.actor(provider=provider)
    return temporary_numbers.issue(registration(**fields), actor=actor, at=NOW)


def form(**changes):
    filled = {
        "version": "1",
        "reason": "literă greșită",
        "surname": "Шевчук",
        "given_name": "Олена",
        "birth_date": "20-07-1982",
        "sex": "F",
        "category": "A",
        "citizenship": "UA",
        "entry_point": "SIRET",
        "entry_date": "01-03-2022",
        "visa_type": "NONE",
        "documents-0-type": "PASSPORT",
        "documents-0-number": "FA123456",
        "documents-0-date": "02-05-2019",
        "documents-0-issuer": "8001",
    }
    return {**filled, **changes}


def test_the_form_of_a_correction_shows_what_is_kept(client):
    issued = issue()

    page = signed_in(client).get(f"/persoane/{issued.person}/corectare").content.decode()

    for text in ("Шевченко", "Олена", "20-07-1982", "01-03-2022", "FA123456", "02-05-2019"):
        assert f'value="{text}"' in page


def test_a_correction_is_saved_and_stands_in_the_history(client):
    issued = issue()
    clerk = signed_in(client)

    answer = clerk.post(f"/persoane/{issued.person}/corectare", form(), follow=True)

    assert "Шевчук" in answer.content.decode()
    assert "Corectura a fost salvată" in answer.content.decode()
    assert person(issued.person).version == 2
    history = clerk.get(f"/persoane/{issued.person}/istoric").content.decode()
    assert "literă greșită" in history
    assert "Шевченко → Шевчук" in history
    assert "FA123456" not in history


def test_a_correction_says_whose_the_latin_names_are(client):
    issued = issue(surname_latin="Sevcenco")

    page = signed_in(client).get(f"/persoane/{issued.person}/corectare").content.decode()

    assert 'value="Sevcenco"' in page
    assert 'value="Olena"' in page
    assert page.count("Acum: scris de un operator") == 1
    assert page.count("Acum: propunerea aplicației") == 1
    assert page.count('<details class="govuk-details" open>') == 1


def test_a_corrected_latin_name_stands_in_the_history(client):
    issued = issue()
    clerk = signed_in(client)
    same = form(surname="Шевченко", surname_latin="Shevchenko", given_name_latin="Yelena")

    clerk.post(f"/persoane/{issued.person}/corectare", same)

    history = clerk.get(f"/persoane/{issued.person}/istoric").content.decode()
    assert "Олена → Олена (Yelena)" in history
    assert "Shevchenko" not in history


def test_a_correction_that_changes_nothing_says_so(client):
    issued = issue()
    same = form(surname="Шевченко")

    answer = signed_in(client).post(f"/persoane/{issued.person}/corectare", same, follow=True)

    assert "Nu s-a schimbat nimic" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"reason": ""}, "reason"), ({"version": "9"}, "reason"), ({"birth_date": "x"}, "birth_date")],
)
def test_a_refused_correction_keeps_what_was_typed(client, changes, field):
    issued = issue()

    answer = signed_in(client).post(f"/persoane/{issued.person}/corectare", form(**changes))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{field}"' in page
    assert 'value="Шевчук"' in page
    assert person(issued.person).version == 1


def test_a_permit_is_put_right_from_the_page_of_the_person(client):
    clerk = signed_in(client)
    typed = permit(surname="Шевчeнка")
    person = permits.record(typed, actor=people.actor(), at=NOW).person
    page = f"/persoane/{person}/corectare"
    fields = {name: getattr(permit(), name) for name in PERMIT_FIELDS}

    shown = clerk.get(page).content.decode()
    refused = clerk.post(page, {**fields, "version": "1", "reason": ""}).content.decode()
    saved = clerk.post(page, {**fields, "version": "1", "reason": "după permis"}, follow=True)

    assert f'href="{page}?permis=1"' in clerk.get(f"/persoane/{person}").content.decode()
    assert 'value="Шевчeнка"' in shown
    assert 'href="#reason"' in refused
    assert f'value="{permit().surname}"' in refused
    assert "Corectura a fost salvată." in saved.content.decode()
    history = clerk.get(f"/persoane/{person}/istoric").content.decode()
    assert f"Шевчeнка → {permit().surname}" in history
    assert "după permis" in history


def test_a_renewed_permit_is_told_once_in_the_history(client):
    clerk = signed_in(client)
    actor = people.actor()
    permits.record(permit(), actor=actor, at=NOW)
    renewed = permit(permit_number="RO7654321", expires_on="2029-01-09")
    person = permits.record(renewed, actor=actor, at=NOW).person

    history = clerk.get(f"/persoane/{person}/istoric").content.decode()

    assert history.count("Permise de ședere") == 1
    assert "RO7654321, " in history
    assert "adăugat" not in history


def test_a_row_is_added_to_a_correction_without_scripts(client):
    issued = issue()

    answer = signed_in(client).post(
        f"/persoane/{issued.person}/corectare", form(**{"add-document": "1"})
    )

    assert 'id="documents-1-number"' in answer.content.decode()


def test_a_stranger_cannot_correct(client):
    issued = issue(provider="90000002")

    answer = signed_in(client).post(f"/persoane/{issued.person}/corectare", form())

    assert answer.status_code == 404
    assert person(issued.person).version == 1


def test_the_house_withdraws_a_number_with_a_reason(client):
    issued = issue()
    house = signed_in(client, provider="CAS-SV", roles=(Role.HOUSE_OPERATOR,))
    address = f"/persoane/{issued.person}/retragere"
    found = {"number": issued.number, "number_birth_date": "20-07-1982", "reason": "correction"}
    house.post("/cautare", found)

    asked = house.post(address, {"reason": ""})
    done = house.post(address, {"reason": "dat din greșeală"}, follow=True)

    assert asked.status_code == 422
    assert person(issued.person).status is PersonStatus.WITHDRAWN
    assert "Număr retras" in done.content.decode()


def test_a_clerk_may_neither_withdraw_nor_merge(client):
    issued = issue()
    clerk = signed_in(client)

    assert clerk.get(f"/persoane/{issued.person}/retragere").status_code == 403
    assert clerk.get("/unire").status_code == 403


def test_two_numbers_are_compared_merged_and_parted_again(client):
    kept = issue()
    merged = issue(surname="Бойко", documents=(document(number="ZZ9"),))
    house = signed_in(client, provider="CAS-SV", roles=(Role.HOUSE_OPERATOR,))
    numbers = {"kept": kept.number, "merged": merged.number}

    compared = house.post("/unire", numbers).content.decode()
    shown = {f"compared-{name}": number for name, number in numbers.items()}
    sent = {**numbers, **shown, "confirm": "1", "reason": "aceeași persoană"}
    done = house.post("/unire", sent, follow=True).content.decode()
    assert "Numerele au fost unite" in done
    assert person(merged.person).public_id == kept.person
    step = Merge.objects.get()
    house.post(f"/unire/{step.public_id}/anulare", {f"reason-{step.public_id}": "două persoane"})

    assert "Бойко" in compared
    assert "Шевченко" in compared
    assert person(merged.person).public_id == merged.person
    assert set(Person.objects.values_list("status", flat=True)) == {"active"}


def test_a_number_changed_after_the_comparison_is_compared_before_it_is_merged(client):
    kept = issue()
    merged = issue(surname="Бойко", documents=(document(number="ZZ9"),))
    house = signed_in(client, provider="CAS-SV", roles=(Role.HOUSE_OPERATOR,))
    shown = {"compared-kept": kept.number, "compared-merged": "9123456789012"}
    sent = {"kept": kept.number, "merged": merged.number, "confirm": "1", "reason": "la fel"}

    answer = house.post("/unire", {**sent, **shown})

    assert "Comparația" in answer.content.decode()
    assert not Merge.objects.exists()


def test_an_unknown_number_and_a_missing_reason_are_told(client):
    kept = issue()
    house = signed_in(client, provider="CAS-SV", roles=(Role.HOUSE_OPERATOR,))

    other = issue(surname="Бойко", documents=(document(number="ZZ9"),))
    numbers = {"kept": kept.number, "merged": other.number}
    shown = {f"compared-{name}": number for name, number in numbers.items()}

    unknown = house.post("/unire", {"kept": kept.number, "merged": "123"}).content.decode()
    empty = house.post("/unire", {"kept": kept.number, "merged": ""}).content.decode()
    without = house.post("/unire", {**numbers, **shown, "confirm": "1"}).content.decode()

    assert 'href="#reason"' in without
    assert "Niciun număr ca acesta." in unknown
    assert "Scrieți numărul de pe fișă." in empty
    assert 'href="#merged"' in unknown
    assert f'value="{kept.number}"' in unknown
