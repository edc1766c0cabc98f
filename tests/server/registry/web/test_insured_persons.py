"""Can a house do its work with insured persons in a browser, and nobody else?"""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import insured as factory
from tests.factories.insured import IASI, SUCEAVA, enrolled

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.providers.operations.houses import load
from openpias.server.registry import api
from openpias.server.registry.models import InsuredPerson

pytestmark = pytest.mark.django_db
OPERATOR = {"roles": (Role.HOUSE_OPERATOR,), "provider": SUCEAVA, "house_code": SUCEAVA}
ADMINISTRATOR = {"roles": (Role.ADMINISTRATOR,), "provider": "CNAS", "house_code": "CNAS"}


@pytest.fixture(autouse=True)
def houses(db):
    load()


@pytest.fixture
def browser(signed_in):
    return signed_in(**OPERATOR)


@pytest.fixture
def public_id():
    return enrolled()


def view(public_id):
    found = api.insured(public_id)
    assert found is not None
    return found


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def form(**fields):
    return {
        "cnp": factory.cnp(),
        "surname": "Țurcanu",
        "given_name": "Ștefania",
        "birth_date": "24-11-1985",
        "sex": "F",
        **fields,
    }


def test_a_search_by_cnp_leads_to_the_person_and_no_address_holds_it(browser, public_id):
    known = view(public_id)

    answer = browser.post("/asigurati", {"cnp": known.cnp})

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/asigurati/{public_id}")
    page = text(browser.get(answer.headers["Location"]))
    assert "Țurcanu Ștefania Măriuca" in page
    assert known.cnp in page
    assert known.cnp not in answer.headers["Location"]


def test_several_of_one_name_and_day_are_shown_to_choose_from(browser, public_id):
    enrolled(given_name="Ștefana")

    page = text(browser.post("/asigurati", {"surname": "turcanu", "birth_date": "24-11-1985"}))

    assert "Persoane găsite" in page
    assert f"/asigurati/{public_id}" in page
    assert view(public_id).cnp not in page


def test_a_search_that_finds_nobody_keeps_what_was_typed(browser):
    answer = browser.post("/asigurati", {"surname": "Nimeni", "birth_date": "24-11-1985"})

    assert answer.status_code == 422
    assert "Nu am găsit pe nimeni" in text(answer)
    assert 'value="Nimeni"' in text(answer)


def test_another_county_and_an_unknown_person_answer_alike(signed_in, public_id):
    browser = signed_in(roles=(Role.HOUSE_OPERATOR,), provider=IASI, house_code=IASI)
    unknown = "11111111-1111-4111-8111-111111111111"

    for path in ("", "/corectare", "/mutare", "/perioade", "/medici", "/istoric"):
        answers = [browser.get(f"/asigurati/{each}{path}") for each in (public_id, unknown)]
        assert [each.status_code for each in answers] == [404, 404]
    found = browser.post("/asigurati", {"cnp": view(public_id).cnp})
    nobody = browser.post("/asigurati", {"cnp": factory.cnp()})
    assert (found.status_code, nobody.status_code) == (422, 422)


@pytest.mark.parametrize(
    ("role", "see", "edit"),
    [
        (Role.CLERK, 403, 403),
        (Role.HELPDESK_OPERATOR, 403, 403),
        (Role.CARD_SPECIALIST, 200, 403),
        (Role.SETTLEMENT_OFFICER, 200, 403),
        (Role.AUDITOR, 200, 403),
        (Role.HOUSE_OPERATOR, 200, 200),
    ],
)
def test_roles_see_and_edit_what_is_theirs(signed_in, public_id, role, see, edit):
    browser = signed_in(roles=(role,), provider=SUCEAVA, house_code=SUCEAVA)

    statuses = [
        browser.get(path).status_code
        for path in (
            *("/asigurati", f"/asigurati/{public_id}"),
            *("/asigurati/nou", "/asigurati/import", f"/asigurati/{public_id}/corectare"),
        )
    ]

    assert statuses == [see, see, edit, edit, edit]


def test_cnas_gives_a_reason_once_and_then_opens(signed_in, public_id):
    browser = signed_in(**ADMINISTRATOR)
    cnp = view(public_id).cnp

    assert browser.get(f"/asigurati/{public_id}").status_code == 404
    assert browser.post("/asigurati", {"cnp": cnp}).status_code == 422
    browser.post("/asigurati", {"cnp": cnp, "reason": "correction"})
    assert browser.get(f"/asigurati/{public_id}").status_code == 200
    assert AuditEntry.objects.filter(event="insured-opened").get().facts["reason"] == "correction"


def test_practice_mode_shows_nobody(browser, public_id):
    session = browser.session
    session["practice"] = True
    session.save()

    assert browser.get("/asigurati").status_code == 403
    assert browser.get(f"/asigurati/{public_id}").status_code == 403


def test_somebody_is_taken_in_and_the_next_step_is_said(browser):
    answer = browser.post("/asigurati/nou", form())
    page = text(browser.get(answer.headers["Location"]))

    assert "a primit un CID" in page
    assert "Nicio perioadă: persoana nu este asigurată." in page
    assert InsuredPerson.objects.get().house_code == SUCEAVA


def test_a_wrong_form_says_what_to_do_and_keeps_what_was_typed(browser):
    answer = browser.post("/asigurati/nou", form(sex="M"))

    assert answer.status_code == 422
    assert "Genul nu se potrivește cu CNP-ul" in text(answer)
    assert 'value="Țurcanu"' in text(answer)
    assert 'name="cnp_disagreement_reason"' in text(answer)
    assert not InsuredPerson.objects.exists()


def test_a_mistyped_cnp_is_not_asked_why(browser):
    answer = browser.post("/asigurati/nou", form(cnp="2851124700013"))

    assert "O cifră din CNP este greșită" in text(answer)
    assert 'name="cnp_disagreement_reason"' not in text(answer)


def test_a_known_person_with_other_data_is_one_click_away(browser, public_id):
    answer = browser.post("/asigurati/nou", form(cnp=view(public_id).cnp, surname="Altul"))

    assert answer.status_code == 422
    assert f'href="/asigurati/{public_id}"' in text(answer)


def test_a_correction_is_in_the_history(browser, public_id):
    known = view(public_id)
    browser.post(
        f"/asigurati/{public_id}/corectare",
        form(cnp=known.cnp, given_name="Ștefania", version="1", reason="prenume greșit"),
    )

    page = text(browser.get(f"/asigurati/{public_id}/istoric"))

    assert "Ștefania Măriuca → Ștefania" in page
    assert "prenume greșit" in page


def test_a_change_from_an_old_page_is_refused_with_what_was_typed(browser, public_id):
    known = view(public_id)
    answer = browser.post(
        f"/asigurati/{public_id}/corectare",
        form(cnp=known.cnp, surname="Altul", version="7", reason="x"),
    )

    assert answer.status_code == 422
    assert 'value="Altul"' in text(answer)
    assert view(public_id).surname == "Țurcanu"


def test_periods_and_doctors_are_added_and_ended(browser, public_id):
    home = f"/asigurati/{public_id}"
    period = {"category": "EMPLOYEE", "state": "ASIGURAT", "valid_from": "01-01-2026"}
    doctor = {
        "stamp_code": "a12345",
        "surname": "Rusu",
        "provider_code": "90000006",
        "valid_from": "01-02-2026",
    }

    browser.post(f"{home}/perioade", {**period, "version": "1"})
    overlapping = browser.post(
        f"{home}/perioade", {**period, "category": "STUDENT", "version": "2"}
    )
    browser.post(f"{home}/medici", {**doctor, "version": "2"})

    page = text(browser.get(home))
    assert "Asigurat astăzi: Salariat." in page
    assert "Perioada" in page
    assert "Rusu" in page
    assert overlapping.status_code == 422
    assert "Zilele se suprapun cu perioada 01-01-2026 – …" in text(overlapping)
    first = view(public_id).insurances[0].public_id
    browser.post(f"{home}/perioade/{first}", {"valid_to": "30-06-2026", "version": "3"})
    chosen = view(public_id).family_doctors[0].public_id
    browser.post(f"{home}/medici/{chosen}", {"valid_to": "30-06-2026", "version": "4"})
    page = text(browser.get(home))
    assert page.count("30-06-2026") == 2
    browser.post(
        f"{home}/perioade/{first}", {"remove": "1", "reason": "altă persoană", "version": "5"}
    )
    assert view(public_id).insurances == ()


def test_who_is_moved_is_gone_from_the_house(browser, public_id):
    answer = browser.post(
        f"/asigurati/{public_id}/mutare",
        {"house": IASI, "reason": "domiciliu nou", "version": "1"},
        follow=True,
    )

    assert "Persoana a fost mutată la CAS-IS." in text(answer)
    assert browser.get(f"/asigurati/{public_id}").status_code == 404


def upload(browser, content):
    file = SimpleUploadedFile("asigurati.csv", content, content_type="text/csv")
    return browser.post("/asigurati/import", {"file": file})


def test_a_file_is_taken_in_and_its_refused_rows_are_explained(browser):
    good, bad = factory.cnp(), "2851124700013"
    lines = [
        "cnp,surname,given_name,birth_date,sex",
        *(f"{cnp},Țurcanu,Ștefania,24-11-1985,F" for cnp in (good, bad)),
    ]

    answer = upload(browser, "\n".join(lines).encode())
    page = text(browser.get(answer.headers["Location"]))

    assert "Unele rânduri au fost refuzate" in page
    assert "O cifră din CNP este greșită" in page
    assert bad not in page
    assert api.insured_by_cnp(good) is not None


def test_a_file_that_is_none_or_too_large_says_so(browser):
    none = browser.post("/asigurati/import", {})
    large = upload(browser, b"x" * (2**20 + 1))
    odd = upload(browser, b"cnp;surname\n")

    assert [each.status_code for each in (none, large, odd)] == [422, 422, 422]
    assert "Alegeți fișierul CSV." in text(none)
    assert "cel mult 1 MB" in text(large)
    assert "given_name, birth_date, sex" in text(odd)


def test_the_result_of_another_house_is_not_shown(browser, signed_in):
    lines = f"cnp,surname,given_name,birth_date,sex\n{factory.cnp()},Ț,Ș,24-11-1985,F"
    address = upload(browser, lines.encode()).headers["Location"]
    other = signed_in(roles=(Role.HOUSE_OPERATOR,), provider=IASI, house_code=IASI)

    assert other.get(address).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_finding_several_costs_as_much_as_finding_one(browser, people, django_assert_num_queries):
    for number in range(people):
        enrolled(given_name=f"Ana {'abc'[number]}")
    query = {"surname": "Țurcanu", "birth_date": "24-11-1985", "given_name": "Ana"}
    browser.post("/asigurati", query)

    with django_assert_num_queries(11):
        browser.post("/asigurati", query)


@pytest.mark.parametrize("periods", [1, 3])
def test_a_person_costs_the_same_however_many_periods(
    browser, public_id, periods, django_assert_num_queries
):
    for number in range(periods):
        browser.post(
            f"/asigurati/{public_id}/perioade",
            {
                "category": "EMPLOYEE",
                "state": "ASIGURAT",
                "valid_from": f"01-0{number + 1}-2026",
                "valid_to": f"20-0{number + 1}-2026",
                "version": str(number + 1),
            },
        )
    browser.get(f"/asigurati/{public_id}")

    with django_assert_num_queries(11):
        browser.get(f"/asigurati/{public_id}")


def test_the_record_is_printed_and_erased_by_data_protection_only(browser, signed_in, public_id):
    assert browser.get(f"/asigurati/{public_id}/date.pdf").status_code == 403
    assert browser.get(f"/asigurati/{public_id}/stergere").status_code == 403
    keeper = signed_in(roles=(Role.DATA_PROTECTION,), provider="CNAS", house_code="CNAS")
    keeper.post("/asigurati", {"cnp": view(public_id).cnp, "reason": "person-asks"})

    record = keeper.get(f"/asigurati/{public_id}/date.pdf")
    unticked = keeper.post(f"/asigurati/{public_id}/stergere", {"reason": "cererea 12"})
    erased = keeper.post(
        f"/asigurati/{public_id}/stergere",
        {"reason": "cererea 12", "confirmed": "1"},
        follow=True,
    )

    assert record.content.startswith(b"%PDF")
    assert unticked.status_code == 422
    assert "Datele asiguratului au fost șterse." in text(erased)
    row = InsuredPerson.objects.get()
    assert (row.cnp, row.surname, row.status, len(row.cid)) == (None, "", "erased", 20)
