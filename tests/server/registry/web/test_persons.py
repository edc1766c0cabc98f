"""Does one find one's own registrations, and never with a name in an address?"""

import pytest
from tests.factories import people
from tests.factories.people import NOW, document, registration

from openpias.server.registry.operations import temporary_numbers

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_people():
    actor = people.actor()
    temporary_numbers.issue(registration(), actor=actor, at=NOW)
    other = registration(
        surname="Коваль",
        given_name="Петро",
        birth_date="1970-01-02",
        sex="M",
        documents=(document(number="KK778899"),),
    )
    temporary_numbers.issue(other, actor=actor, at=NOW)


def test_the_filter_finds_a_name_in_any_script_and_keeps_it_out_of_the_address(
    signed_in, two_people
):
    answer = signed_in().post("/persoane", {"q": "Koval", "zi": ""}, follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain == [("/persoane", 302)]
    assert "Петро" in page
    assert "Олена" not in page
    assert 'value="Koval"' in page


def test_the_filter_is_taken_off(signed_in, two_people):
    clerk = signed_in()
    clerk.post("/persoane", {"q": "Koval"})

    page = clerk.post("/persoane", {"q": "Koval", "clear": "1"}, follow=True).content.decode()

    assert "Олена" in page
    assert 'value="Koval"' not in page


def test_a_filter_that_no_database_takes_does_not_close_the_list(signed_in):
    clerk = signed_in()

    clerk.post("/persoane", {"q": "Шев\0ченко", "zi": ""})

    page = clerk.get("/persoane")
    assert page.status_code == 200
    assert 'value="Шевченко"' in page.content.decode()


def test_a_day_that_is_none_is_refused_and_kept(signed_in, two_people):
    page = signed_in().post("/persoane", {"q": "", "zi": "32-13-2026"}, follow=True)

    assert 'value="32-13-2026"' in page.content.decode()
    assert 'href="#zi"' in page.content.decode()
