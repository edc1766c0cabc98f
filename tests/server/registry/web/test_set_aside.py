"""Does every row that was set aside find its decision, at its own provider only?"""

import re

import pytest
from tests.factories import people
from tests.factories.people import NOW, registration

from openpias.server.registry.enums import SetAsideStatus
from openpias.server.registry.models import Person, SetAside
from openpias.server.registry.operations import importing, temporary_numbers

pytestmark = pytest.mark.django_db
HEADING = (
    "surname,given_name,birth_date,sex,category,citizenship,entry_point,entry_date,visa_type,"
    "document_type,document_number\n"
)
ROW = "Shevchenko,Olena,1982-07-20,F,A,UA,SIRET,2022-03-01,NONE,PASSPORT,ZZ000999\n"


@pytest.fixture
def known(tmp_path):
    """Register somebody, and import a row that may be the same person with another passport."""
    clerk = people.actor()
    issued = temporary_numbers.issue(registration(), actor=clerk, at=NOW)
    file = tmp_path / "people.csv"
    file.write_text(HEADING + ROW, encoding="utf-8")
    assert importing.import_file(file, actor=clerk).set_aside == 1
    return issued


def waiting():
    return SetAside.objects.get().public_id


def reference(page):
    return re.search(r'name="candidate" value="([^"]+)"', page)[1]


def test_the_list_shows_what_waits(signed_in, known):
    page = signed_in().get("/de-hotarat").content.decode()

    assert "Shevchenko Olena" in page
    assert "Așteaptă: 1" in page


def test_another_provider_sees_and_decides_nothing(signed_in, known):
    other = signed_in(provider="90000002")

    assert "Nimic de hotărât" in other.get("/de-hotarat").content.decode()
    answer = other.post(f"/de-hotarat/{waiting()}", {"different": "1", "reason": "alt pașaport"})
    assert answer.headers["Location"] == "/de-hotarat"
    assert SetAside.objects.get().status == SetAsideStatus.OPEN


def test_whoever_practises_decides_no_row_of_a_real_import(signed_in, known):
    clerk = signed_in()
    clerk.post("/exersare", {"practice": "1"})

    answer = clerk.post(f"/de-hotarat/{waiting()}", {"different": "1", "reason": "alt pașaport"})

    assert answer.status_code == 403
    assert SetAside.objects.get().status == SetAsideStatus.OPEN


def test_comparing_asks_and_writes_nothing(signed_in, known):
    answer = signed_in().post(f"/de-hotarat/{waiting()}")

    assert answer.status_code == 409
    assert "Este aceeași persoană?" in answer.content.decode()
    assert SetAside.objects.get().status == SetAsideStatus.OPEN


def test_the_same_person_keeps_the_number(signed_in, known):
    clerk = signed_in()
    page = clerk.post(f"/de-hotarat/{waiting()}").content.decode()
    sent = {"same_as": reference(page), "reason": "aceeași fotografie"}

    answer = clerk.post(f"/de-hotarat/{waiting()}", sent, follow=True)

    assert known.number in answer.content.decode()
    assert SetAside.objects.get().status == SetAsideStatus.DECIDED
    assert Person.objects.count() == 1


def test_another_person_gets_a_number(signed_in, known):
    clerk = signed_in()
    page = clerk.post(f"/de-hotarat/{waiting()}").content.decode()
    refs = re.findall(r'name="candidate" value="([^"]+)"', page)

    answer = clerk.post(
        f"/de-hotarat/{waiting()}",
        {"different": "1", "candidate": refs, "reason": "soră"},
        follow=True,
    )

    assert "are numărul" in answer.content.decode()
    assert Person.objects.count() == 2


def test_a_decision_without_a_reason_is_asked_again(signed_in, known):
    clerk = signed_in()
    page = clerk.post(f"/de-hotarat/{waiting()}").content.decode()

    answer = clerk.post(f"/de-hotarat/{waiting()}", {"same_as": reference(page), "reason": ""})

    assert answer.status_code == 409
    assert SetAside.objects.get().status == SetAsideStatus.OPEN


def test_a_row_decided_in_another_window_leads_back_to_the_list(signed_in, known):
    SetAside.objects.update(status=SetAsideStatus.DECIDED, typed={})

    answer = signed_in().post(f"/de-hotarat/{waiting()}", follow=True)

    assert "Nimic de hotărât" in answer.content.decode()
