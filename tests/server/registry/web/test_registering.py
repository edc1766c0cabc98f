"""Do the two tabs work in a browser, with and without scripts, and is nothing typed ever lost?"""

import re

import pytest
from tests.factories import people
from tests.factories.people import NOW, PASSWORD, permit, registration

from openpias.core.identifiers import temporary_number
from openpias.server.platform.accounts.enums import Role
from openpias.server.registry.models import Person, Registration
from openpias.server.registry.operations import temporary_numbers

pytestmark = pytest.mark.django_db
# Session and account, count, ids, persons, merged ones, numbers, and the session kept open.
LIST_QUERIES = 10
FIRST, SECOND = "/numar-unic-temporar", "/permis"


@pytest.fixture
def clerk(client):
    account = people.account()
    client.post("/autentificare", {"username": account.username, "password": PASSWORD})
    client.cookies["openpias-language"] = "ro"
    return client


def form(**changes):
    filled = {
        "key": "form-1",
        "surname": "Шевченко",
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
    }
    return {**filled, **changes}


def permit_form(**changes):
    typed = permit()
    names = [
        "cnp",
        "surname",
        "given_name",
        "birth_date",
        "sex",
        "permit_number",
        "issued_on",
        "valid_from",
        "expires_on",
    ]
    return {"key": "form-2", **{name: getattr(typed, name) for name in names}, **changes}


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def test_a_clerk_registers_and_sees_number_details_and_code(clerk):
    answer = clerk.post(FIRST, form(), follow=True)

    page = answer.content.decode()
    number = Person.objects.get().identifiers.get().value
    assert temporary_number.is_valid(number)
    assert f'data-copy="{number}"' in page
    assert "Шевченко (Shevchenko)" in page
    assert "data:image/svg+xml;base64," in page
    assert "Persoana a fost înregistrată." in page
    assert "cetățeni străini → OUG15 → ALTE4" in page


def test_the_form_sent_twice_gives_one_number(clerk):
    first = clerk.post(FIRST, form())
    second = clerk.post(FIRST, form())

    assert first.headers["Location"] == second.headers["Location"]
    assert Registration.objects.count() == 1


def test_wrong_fields_are_listed_with_links_and_keep_what_was_typed(clerk):
    answer = clerk.post(
        FIRST, form(birth_date="31-02-1982", surname="", **{"documents-0-date": "x"})
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    for field in ("surname", "birth_date", "documents-0-date"):
        assert f'href="#{field}"' in page
        assert f'id="{field}-error"' in page
    assert 'value="31-02-1982"' in page
    assert 'value="Олена"' in page
    assert 'value="FA123456"' in page
    assert not Person.objects.exists()


def test_a_name_in_latin_letters_is_typed_kept_on_an_error_and_shown(clerk):
    closed = clerk.get(FIRST).content.decode()
    refused = clerk.post(FIRST, form(given_name_latin="Єлена")).content.decode()
    answer = clerk.post(FIRST, form(given_name_latin="Yelena"), follow=True)

    assert 'value="Єлена"' in refused
    assert 'href="#given_name_latin"' in refused
    assert refused.count('<details class="govuk-details" open>') == 1
    assert 'govuk-details" open' not in closed
    assert "Олена (Yelena)" in answer.content.decode()


def test_a_question_carries_the_latin_name_along(clerk):
    clerk.post(FIRST, form())

    other = form(key="form-2", given_name_latin="Yelena", **{"documents-0-number": ""})
    question = clerk.post(FIRST, other).content.decode()

    assert hidden(question)["given_name_latin"] == "Yelena"


def test_the_next_member_keeps_nothing_of_the_latin_name(clerk):
    clerk.post(FIRST, form(given_name_latin="Yelena", surname_latin="Sevcenco"))

    page = clerk.get(f"{FIRST}?familie={Person.objects.get().public_id}").content.decode()

    assert "Yelena" not in page
    assert "Sevcenco" not in page


@pytest.mark.parametrize(("tab", "first"), [(FIRST, "surname"), (SECOND, "cnp")])
def test_typing_begins_in_the_first_field_until_something_is_wrong(clerk, tab, first):
    fresh, refused = clerk.get(tab), clerk.post(tab, {"key": "form-1"})

    (begun,) = re.findall(r"<input[^>]*autofocus[^>]*>", fresh.content.decode())
    assert f'name="{first}"' in begun
    assert "autofocus" not in refused.content.decode()


def test_two_documents_are_told_apart_in_the_list_of_errors(clerk):
    rows = {"documents-0-date": "x", "documents-1-type": "PASSPORT", "documents-1-date": "y"}

    page = clerk.post(FIRST, form(**rows)).content.decode()

    assert "Document 1, data documentului: " in page
    assert "Document 2, data documentului: " in page


def test_hostile_text_is_shown_as_text(clerk):
    answer = clerk.post(FIRST, form(surname="<script>alert(1)</script>"))

    assert "<script>alert" not in answer.content.decode()
    assert "&lt;script&gt;alert(1)" in answer.content.decode()


def test_document_rows_are_added_and_removed_without_scripts(clerk):
    more = clerk.post(FIRST, form(**{"add-document": "1"})).content.decode()
    typed = {"documents-1-type": "ID_CARD", "documents-1-number": "X1", "remove-document": "0"}
    less = clerk.post(FIRST, form(**typed)).content.decode()

    assert 'id="documents-1-number"' in more
    assert 'value="FA123456"' in more
    assert 'id="documents-1-number"' not in less
    assert 'value="X1"' in less
    assert not Person.objects.exists()


def test_a_possible_double_is_asked_about_with_everything_typed_kept(clerk):
    temporary_numbers.issue(registration(), actor=people.actor(provider="90000002"), at=NOW)

    answer = clerk.post(FIRST, form(**{"documents-0-number": "ZZ1"}))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ш… О…" in page
    assert hidden(page)["documents-0-number"] == "ZZ1"
    assert Person.objects.count() == 1


@pytest.mark.parametrize(("choice", "persons"), [("same", 1), ("different", 2)])
def test_the_question_is_answered_with_a_reason(clerk, choice, persons):
    temporary_numbers.issue(registration(), actor=people.actor(provider="90000002"), at=NOW)
    page = clerk.post(FIRST, form(**{"documents-0-number": "ZZ1"})).content.decode()
    fields = hidden(page)
    decided = {"same_as": fields["candidate"]} if choice == "same" else {"different": "1"}

    answer = clerk.post(FIRST, {**fields, **decided, "reason": "am comparat fotografia"})

    assert answer.status_code == 302
    assert Person.objects.count() == persons


def test_an_answer_without_a_reason_is_asked_for_it_again(clerk):
    temporary_numbers.issue(registration(), actor=people.actor(provider="90000002"), at=NOW)
    fields = hidden(clerk.post(FIRST, form(**{"documents-0-number": "ZZ1"})).content.decode())

    answer = clerk.post(FIRST, {**fields, "different": "1", "reason": " "})

    assert answer.status_code in {409, 422}
    assert 'href="#reason"' in answer.content.decode()
    assert Person.objects.count() == 1


def test_going_back_from_the_question_keeps_the_form(clerk):
    temporary_numbers.issue(registration(), actor=people.actor(provider="90000002"), at=NOW)
    fields = hidden(clerk.post(FIRST, form(**{"documents-0-number": "ZZ1"})).content.decode())

    page = clerk.post(FIRST, {**fields, "change": "1", "reason": ""}).content.decode()

    assert 'value="ZZ1"' in page
    assert 'value="Шевченко"' in page


def test_the_next_member_keeps_entry_and_documents_and_shares_the_family(clerk):
    clerk.post(FIRST, form(family="0b6f2f2e-8a64-4d0e-9d5c-6a3f0e2f1a11"))
    mother = Person.objects.get()

    page = clerk.get(f"{FIRST}?familie={mother.public_id}").content.decode()

    assert 'value="FA123456"' in page
    assert 'value="01-03-2022"' in page
    assert "Шевченко" not in page
    assert hidden(page)["family"] == str(mother.family)


def test_a_person_with_a_permit_is_led_to_the_second_tab_with_the_names_kept(clerk):
    clerk.post(SECOND, permit_form())
    clerk.post(FIRST, form(key="other"))
    fields = hidden(clerk.post(FIRST, form(key="third")).content.decode())

    answer = clerk.post(
        FIRST, {**fields, "same_as": fields["candidate"], "reason": "aceeași fotografie"}
    )

    page = answer.content.decode()
    assert "Persoana are un permis de ședere cu CNP" in page
    assert 'action="/permis"' in page
    assert 'value="Шевченко"' in page


def test_a_permit_is_recorded_and_shows_its_cnp(clerk):
    answer = clerk.post(SECOND, permit_form(), follow=True)

    page = answer.content.decode()
    assert f'data-copy="{permit().cnp}"' in page
    assert "CNP din permisul de ședere" in page


def test_a_cnp_that_disagrees_asks_for_the_reason_and_takes_it(clerk):
    asked = clerk.post(SECOND, permit_form(sex="M"))
    kept = clerk.post(SECOND, permit_form(sex="M", cnp_disagreement_reason="așa este pe permis"))

    assert 'id="cnp_disagreement_reason"' in asked.content.decode()
    assert kept.status_code == 302


def test_another_provider_does_not_see_the_person(clerk, client):
    clerk.post(FIRST, form())
    person = Person.objects.get()
    client.post("/iesire")
    stranger = people.account(provider="90000009")
    client.post("/autentificare", {"username": stranger.username, "password": PASSWORD})

    known = client.get(f"/persoane/{person.public_id}")
    unknown = client.get("/persoane/0b6f2f2e-8a64-4d0e-9d5c-6a3f0e2f1a11")

    assert known.status_code == unknown.status_code == 404
    assert "Шевченко" not in known.content.decode()
    assert client.get("/persoane").content.decode().count("/persoane/") == 0


def test_a_slip_prints_from_the_page_of_the_person(clerk):
    clerk.post(FIRST, form())
    person = Person.objects.get()

    answer = clerk.get(f"/persoane/{person.public_id}/fisa.pdf")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_own_registrations_are_found_in_any_alphabet(clerk):
    clerk.post(FIRST, form())
    clerk.post(
        FIRST,
        form(key="2", surname="Țurcanu", given_name="Ion", sex="M", **{"documents-0-number": "Q9"}),
    )

    found = clerk.post("/persoane", {"q": "shev"}, follow=True).content.decode()

    assert "Шевченко Олена" in found
    assert "Țurcanu" not in found
    assert "Țurcanu Ion" in clerk.post("/persoane", {"q": "țu"}, follow=True).content.decode()


@pytest.mark.parametrize("persons", [1, 3])
def test_the_list_asks_the_database_the_same_for_one_and_three(
    clerk, persons, django_assert_num_queries
):
    for place in range(persons):
        clerk.post(
            FIRST,
            form(
                key=str(place),
                surname=f"Ковальчук{'аоу'[place]}",
                **{"documents-0-number": f"K{place}55"},
            ),
        )

    # Planned outages are looked up once a minute, by whichever page comes first.
    clerk.get("/ajutor")

    with django_assert_num_queries(LIST_QUERIES):
        clerk.get("/persoane")


def test_practice_is_marked_and_its_persons_are_apart(clerk):
    clerk.post("/exersare", {"practice": "1"})
    page = clerk.post(FIRST, form(), follow=True).content.decode()

    assert "Mod de exersare – numerele nu sunt valabile" in page
    number = Person.objects.get().identifiers.get().value
    assert not temporary_number.is_valid(number)
    clerk.post("/exersare", {"practice": "0"})
    assert "Шевченко" not in clerk.get("/persoane").content.decode()


def test_every_page_of_the_demo_says_so_and_is_kept_nowhere(client):
    answer = client.get("/autentificare", HTTP_ACCEPT_LANGUAGE="ro")

    assert "Profil demonstrativ" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_the_form_takes_a_number_given_elsewhere_and_keeps_it_on_an_error(clerk):
    sent = {**form(), "other_number": "770001", "other_number_kind": ""}

    refused = clerk.post(FIRST, sent).content.decode()
    answer = clerk.post(FIRST, {**sent, "other_number_kind": "house"}, follow=True)

    assert 'value="770001"' in refused
    assert 'href="#other_number_kind"' in refused
    assert "770001" in answer.content.decode()
    assert "Număr dat de casa de asigurări" in answer.content.decode()
    assert "Nu s-a dat altul" in answer.content.decode()


def test_a_paper_form_entered_later_shows_the_day_on_which_it_was_filled_in(clerk):
    answer = clerk.post(FIRST, {**form(), "taken_on": "20-03-2022"}, follow=True)

    assert "20-03-2022" in answer.content.decode()


def test_a_house_registers_nobody(client):
    account = people.account(roles=(Role.HOUSE_OPERATOR,), provider="CAS-SV")
    client.post("/autentificare", {"username": account.username, "password": PASSWORD})

    assert client.get(FIRST).status_code == 403
    assert client.post(FIRST, form()).status_code == 403
    assert not Person.objects.exists()


@pytest.mark.parametrize(("tab", "key"), [(FIRST, "form-1"), (SECOND, "form-2")])
def test_the_summary_lists_errors_in_the_order_of_the_page(clerk, tab, key):
    rows = {"documents-0-type": "PASSPORT", "documents-0-date": "32-13-2022"}
    rows |= {"documents-1-type": "MEDICAL"} if tab == FIRST else {}

    page = clerk.post(tab, {"key": key, **rows}).content.decode()

    named = re.findall(r'<a href="#([^"]+)"', page.split("govuk-error-summary__list")[1])
    fields = re.findall(r'<(?:input|select)[^>]*\bname="([^"]+)"', page)
    listed = [name for name in named if name in fields]
    assert len(listed) >= 8
    assert listed == sorted(listed, key=fields.index)
