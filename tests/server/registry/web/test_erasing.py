"""Is a person erased only by who may, knowingly, and with the ground for it?"""

import pytest
from tests.factories import people
from tests.factories.people import NOW, registration

from openpias.server.platform.accounts.enums import Role
from openpias.server.registry.enums import PersonStatus
from openpias.server.registry.models import Person
from openpias.server.registry.operations import temporary_numbers

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued():
    return temporary_numbers.issue(registration(), actor=people.actor(), at=NOW)


def officer(signed_in, issued):
    browser = signed_in(roles=(Role.DATA_PROTECTION,), provider="CNAS")
    proof = {"number": issued.number, "number_birth_date": "20-07-1982", "reason": "person-asks"}
    browser.post("/cautare", proof)
    return browser


def status():
    return Person.objects.get().status


def test_the_page_says_what_goes_and_what_stays(signed_in, issued):
    page = officer(signed_in, issued).get(f"/persoane/{issued.person}/stergere").content.decode()

    assert "nu se mai dă nimănui" in page
    assert "jurnalul accesărilor" in page
    assert "Шевченко" in page


@pytest.mark.parametrize("missing", ["reason", "confirmed"])
def test_without_a_reason_or_the_tick_nothing_is_erased(signed_in, issued, missing):
    sent = {"reason": "cererea nr. 12", "confirmed": "1"}
    del sent[missing]

    answer = officer(signed_in, issued).post(f"/persoane/{issued.person}/stergere", sent)

    assert answer.status_code == 422
    assert f'href="#{missing}"' in answer.content.decode()
    assert status() == PersonStatus.ACTIVE


def test_everything_that_is_missing_is_told_at_once(signed_in, issued):
    answer = officer(signed_in, issued).post(f"/persoane/{issued.person}/stergere", {})

    assert 'href="#reason"' in answer.content.decode()
    assert 'href="#confirmed"' in answer.content.decode()


def test_the_data_are_erased(signed_in, issued):
    sent = {"reason": "cererea nr. 12", "confirmed": "1"}

    answer = officer(signed_in, issued).post(f"/persoane/{issued.person}/stergere", sent)

    assert answer.headers["Location"] == "/cautare"
    assert status() == PersonStatus.ERASED


def test_a_house_operator_may_not_erase(signed_in, issued):
    browser = signed_in(roles=(Role.HOUSE_OPERATOR,))
    sent = {"reason": "cererea nr. 12", "confirmed": "1"}

    assert browser.post(f"/persoane/{issued.person}/stergere", sent).status_code == 403
    assert status() == PersonStatus.ACTIVE
