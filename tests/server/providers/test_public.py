"""Does somebody who cannot sign in learn whom to ask, and nothing about accounts?"""

import re

import pytest
from django.db import OperationalError
from tests.factories import people, providers
from tests.factories.people import NOW
from tests.factories.providers import CUI, OTHER_CUI, licensed

from openpias.server.platform.accounts.enums import Role
from openpias.server.providers.models import InsuranceHouse
from openpias.server.providers.operations.houses import HouseContact, save_contact
from openpias.server.providers.queries import contacts

pytestmark = pytest.mark.django_db
IT = "IT CAS Suceava, 0230 000 000"


@pytest.fixture(autouse=True)
def _contact(houses, django_capture_on_commit_callbacks):
    """Let the house of Suceava have an IT contact, and remember nothing of other tests."""
    administrator = people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS")
    contact = HouseContact(address="", email="", phone="", it_contact=IT)
    contacts.forget()
    contacts.known(today=NOW.date())
    with django_capture_on_commit_callbacks(execute=True):
        save_contact("CAS-SV", contact, actor=administrator, at=NOW)
    yield
    contacts.forget()


def refused(client, username):
    client.cookies["openpias-language"] = "ro"
    return client.post("/autentificare", {"username": username, "password": "SFQD6-HE6V-JJET-2BA5"})


def without_tokens(answer):
    """Return the page without what differs in every answer and what was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return text.replace(CUI, "CUI").replace(OTHER_CUI, "CUI")


def test_a_refusal_shows_the_contact_of_the_house_in_the_user_name(client):
    licensed(providers.entered())

    known, unknown = (refused(client, f"{code}_CAS-SV") for code in (CUI, OTHER_CUI))

    assert known.status_code == 422
    assert f"întrebați Casa de Asigurări de Sănătate Suceava, {IT}." in known.content.decode()
    assert without_tokens(known) == without_tokens(unknown)


def test_a_fiscal_code_alone_does_not_tell_whether_it_has_one_house(client):
    licensed(providers.entered())

    known, unknown = (refused(client, code) for code in (CUI, OTHER_CUI))

    assert without_tokens(known) == without_tokens(unknown)
    assert IT not in known.content.decode()


@pytest.mark.parametrize("username", ["ana.popa", f"{CUI}_CAS-ZZ", f"{CUI}_CAS-AB"])
def test_where_no_contact_is_known_the_page_leads_to_the_list(client, username):
    page = refused(client, username).content.decode()

    assert 'href="/case-de-asigurari"' in page
    assert "întrebați Casa" not in page


def test_the_sign_in_page_leads_to_the_list(client):
    assert 'href="/case-de-asigurari"' in client.get("/autentificare").content.decode()


def test_everybody_sees_the_houses_that_have_not_ended_and_their_contacts(client):
    InsuranceHouse.objects.filter(pk="CAS-AB").update(valid_to="2020-12-31")
    contacts.forget()

    answer = client.get("/case-de-asigurari")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert IT in page
    assert page.count('<th scope="row"') == InsuranceHouse.objects.count() - 1
    assert "CAS-AB" not in page


def test_the_list_is_kept_and_stands_while_the_database_is_silent(
    client, django_assert_num_queries, monkeypatch
):
    first = client.get("/case-de-asigurari").content.decode()
    with django_assert_num_queries(0):
        client.get("/case-de-asigurari")

    def silent():
        raise OperationalError

    monkeypatch.setattr(contacts, "houses", silent)
    monkeypatch.setattr(contacts, "KEPT_SECONDS", -1.0)

    assert IT in first
    assert IT in client.get("/case-de-asigurari").content.decode()
