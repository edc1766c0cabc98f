"""Does a house operator get a provider to its first sign-in, and nobody else further?"""

import re

import pytest
from django.utils import timezone
from tests.factories import people, providers
from tests.factories.people import NOW
from tests.factories.providers import CUI, OTHER_CUI, entered, licensed, typed

from openpias.server.platform.accounts import guesses
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.models import GuessedName
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.providers.models import InsuranceHouse, Licence, Provider
from openpias.server.providers.operations.houses import HouseContact, save_contact

pytestmark = pytest.mark.django_db
OPERATOR = {"roles": (Role.HOUSE_OPERATOR,), "provider": "CAS-SV"}
SERIES = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


def form(**changes):
    filled = typed(**changes)
    names = ("fiscal_code", "name", "house", "contract_number", "valid_from", "valid_to")
    return {**{name: getattr(filled, name) for name in names}, "kinds": list(filled.kinds)}


def key_of(page):
    return re.search(r'name="key" value="([^"]+)"', page)[1]


def test_from_the_contract_to_the_first_sign_in(signed_in, client):
    operator = signed_in(**OPERATOR)
    page = operator.post("/furnizori/nou", form(), follow=True).content.decode()
    assert "Clinica Știința" in page
    assert "nu poate intra în aplicație" in page
    address = f"/furnizori/{Provider.objects.get().public_id}"

    shown = operator.post(f"{address}/serie/CAS-SV", {"key": key_of(page)}).content.decode()
    series = SERIES.search(shown)[0]
    assert f"{CUI}_CAS-SV" in shown
    operator.post("/iesire")

    answer = client.post("/autentificare", {"username": CUI, "password": series.lower()})
    assert answer.status_code == 302
    assert "Clinica Știința" in client.get("/numar-unic-temporar").content.decode()


def test_a_repeated_press_shows_no_second_series(signed_in):
    provider = entered()
    operator = signed_in(**OPERATOR)
    key = key_of(operator.get(f"/furnizori/{provider}").content.decode())

    first = operator.post(f"/furnizori/{provider}/serie/CAS-SV", {"key": key})
    again = operator.post(f"/furnizori/{provider}/serie/CAS-SV", {"key": key})

    assert SERIES.search(first.content.decode())
    assert again.status_code == 422
    assert not SERIES.search(again.content.decode())
    assert "nu se mai arată" in again.content.decode()
    assert Licence.objects.count() == 1


def test_a_series_is_cancelled_with_a_reason(signed_in):
    provider = entered()
    licensed(provider)
    operator = signed_in(**OPERATOR)
    address = f"/furnizori/{provider}/serie/CAS-SV/anulare"

    refused = operator.post(address, {"reason-CAS-SV": ""})
    done = operator.post(address, {"reason-CAS-SV": "pierdută"})

    assert refused.status_code == 422
    assert 'href="#reason-CAS-SV"' in refused.content.decode()
    assert done.status_code == 302
    assert not Licence.objects.filter(cancelled_at=None).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"fiscal_code": "90000001"}, "fiscal_code"),
        ({"kinds": ()}, "kinds"),
        ({"valid_to": "x"}, "valid_to"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(signed_in, changes, field):
    answer = signed_in(**OPERATOR).post("/furnizori/nou", form(**changes))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{field}"' in page
    assert 'value="Clinica Știința"' in page
    assert not Provider.objects.exists()


def test_another_house_finds_nothing(signed_in):
    provider = entered()
    other = signed_in(roles=(Role.HOUSE_OPERATOR,), provider="CAS-IS", house_code="CAS-IS")

    assert other.get(f"/furnizori/{provider}").status_code == 404
    assert other.post(f"/furnizori/{provider}/serie/CAS-SV", {"key": "k"}).status_code == 404
    assert "Încă nu este niciun furnizor" in other.get("/furnizori").content.decode()


@pytest.mark.parametrize("address", ["/furnizori", "/furnizori/nou", "/case/CAS-SV"])
def test_a_clerk_keeps_no_providers(signed_in, address):
    assert signed_in().get(address).status_code == 403


def test_the_filter_keeps_the_name_out_of_the_address(signed_in):
    entered()
    operator = signed_in(**OPERATOR)

    answer = operator.post("/furnizori", {"q": "Spital"}, follow=True)

    assert answer.redirect_chain == [("/furnizori", 302)]
    assert "Niciun furnizor găsit" in answer.content.decode()


def test_an_administrator_changes_how_a_house_is_reached(signed_in):
    administrator = signed_in(roles=(Role.ADMINISTRATOR,), provider="CNAS", house_code="")
    sent = {"it_contact": "0230 000 000", "email": "nu este", "phone": "", "address": ""}

    refused = administrator.post("/case/CAS-SV", sent)
    done = administrator.post("/case/CAS-SV", {**sent, "email": "it@exemplu.invalid"})

    assert refused.status_code == 422
    assert 'value="nu este"' in refused.content.decode()
    assert done.status_code == 302
    assert InsuranceHouse.objects.get(pk="CAS-SV").email == "it@exemplu.invalid"
    assert "0230 000 000" in administrator.get("/case").content.decode()


def test_every_page_and_refusal_shows_the_contact_of_ones_own_house(signed_in):
    contact = HouseContact(address="", email="", phone="", it_contact="0230 111 222")
    clerk = signed_in(house_code="CAS-SV")
    other = people.account(house_code="CAS-IS")
    assert "0230 111 222" not in clerk.get("/ajutor").content.decode()

    save_contact("CAS-SV", contact, actor=providers.operator(), at=NOW)

    assert "0230 111 222" in clerk.get("/numar-unic-temporar").content.decode()
    assert "0230 111 222" in clerk.get("/furnizori").content.decode()
    assert "0230 111 222" in clerk.get("/nimic").content.decode()
    other.refresh_from_db()
    assert other.house_contact == ""


def test_the_houses_are_shown_to_every_user(signed_in):
    page = signed_in().get("/case").content.decode()

    assert "CASAOPSNAJ" in page
    assert "CAS-SV" in page


def test_a_typing_slip_in_the_series_is_told_whether_the_provider_exists_or_not(client):
    given = licensed(entered())
    wrong = ("A" if given.key[0] != "A" else "B") + given.key[1:]

    def told(username):
        sent = {"username": username, "password": wrong}
        return client.post("/autentificare", sent).content.decode()

    assert "greșeală de scriere" in told(CUI)
    assert "greșeală de scriere" in told(f"{OTHER_CUI}_CAS-IS")
    assert "greșeală de scriere" not in told("demo")


def locked(provider):
    username = licensed(provider).username
    for _ in range(guesses.ALLOWED):
        guesses.count(username, at=timezone.now())
    guesses.count(CUI, at=timezone.now())
    return username


def test_the_house_unlocks_a_provider_that_typed_ten_wrong_series(signed_in):
    provider = entered()
    username = locked(provider)
    operator = signed_in(**OPERATOR)
    page = operator.get(f"/furnizori/{provider}").content.decode()
    assert f"Utilizatorul {username} a primit zece serii greșite" in page

    answers = [operator.post(f"/furnizori/{provider}/deblocare/CAS-SV") for _ in range(2)]

    assert [each.status_code for each in answers] == [302, 302]
    assert GuessedName.objects.count() == 0
    assert AuditEntry.objects.filter(event="account-unlocked").count() == 1
    assert "zece serii greșite" not in operator.get(f"/furnizori/{provider}").content.decode()


def test_the_house_sees_wrong_series_that_were_typed_with_the_fiscal_code_alone(signed_in):
    provider = entered()
    licensed(provider)
    for _ in range(guesses.ALLOWED):
        guesses.count(CUI, at=timezone.now())

    page = signed_in(**OPERATOR).get(f"/furnizori/{provider}").content.decode()

    assert "a primit zece serii greșite" in page


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ({"roles": (Role.CLERK,)}, 403),
        ({"roles": (Role.AUDITOR,), "provider": "CNAS", "house_code": ""}, 403),
        ({"roles": (Role.HOUSE_OPERATOR,), "provider": "CAS-IS", "house_code": "CAS-IS"}, 404),
    ],
)
def test_nobody_else_unlocks_a_provider(signed_in, who, status):
    provider = entered()
    locked(provider)

    answer = signed_in(**who).post(f"/furnizori/{provider}/deblocare/CAS-SV")

    assert answer.status_code == status
    assert GuessedName.objects.count() == 2
