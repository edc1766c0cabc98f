"""Does a provider stand once in the register, seen and changed by its own houses only?"""

import pytest
from tests.factories import people, providers
from tests.factories.people import NOW
from tests.factories.providers import CUI, OTHER_CUI, typed

from openpias.server.platform.accounts.enums import Role
from openpias.server.providers.models import Contract, InsuranceHouse, Provider
from openpias.server.providers.operations import houses
from openpias.server.providers.operations import providers as operations
from openpias.server.providers.operations.houses import HouseContact
from openpias.server.providers.operations.providers import NotEntered
from openpias.server.providers.queries import providers as queries

pytestmark = pytest.mark.django_db


def enter(actor=None, **fields):
    return operations.enter(typed(**fields), actor=actor or providers.operator(), at=NOW)


def test_there_are_43_houses_once():
    assert InsuranceHouse.objects.count() == 43
    assert houses.load() == 0
    assert InsuranceHouse.objects.get(pk="CAS-SV").seat == "Suceava"


def test_a_contact_that_was_edited_stays_when_the_houses_are_loaded_again():
    contact = HouseContact(address="", email="", phone="", it_contact="it@exemplu.invalid")

    houses.save_contact("CAS-SV", contact, actor=providers.operator(), at=NOW)
    houses.load()

    assert InsuranceHouse.objects.get(pk="CAS-SV").it_contact == "it@exemplu.invalid"


def test_a_provider_is_entered_once_however_it_is_written():
    first = enter()
    again = enter(fiscal_code=f"RO {CUI}")

    assert (first.is_new, again.is_new) == (True, False)
    assert first.provider == again.provider
    assert (Provider.objects.count(), Contract.objects.count()) == (1, 1)


def test_two_houses_share_the_provider_and_not_each_other_s_contracts():
    entered = enter()
    iasi = people.actor(roles=(Role.HOUSE_OPERATOR,), provider="CAS-IS", house_code="CAS-IS")
    enter(actor=iasi, house="CAS-IS", contract_number="9")

    assert Provider.objects.count() == 1
    seen = queries.provider(entered.provider, house="CAS-IS")
    assert [each.house for each in seen.contracts] == ["CAS-IS"]
    assert len(queries.provider(entered.provider, house=None).contracts) == 2
    assert queries.provider(entered.provider, house="CAS-CJ") is None


def test_a_house_enters_nothing_for_another_house():
    answer = enter(house="CAS-IS")

    assert isinstance(answer, NotEntered)
    assert [each.code for each in answer.findings] == ["not-your-house"]
    assert not Provider.objects.exists()


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"fiscal_code": "12"}, "/fiscal_code"),
        ({"fiscal_code": "abc"}, "/fiscal_code"),
        ({"name": " "}, "/name"),
        ({"name": "a" * 201}, "/name"),
        ({"name": "a\u0000b"}, "/name"),
        ({"kinds": ()}, "/kinds"),
        ({"kinds": ("circus",)}, "/kinds"),
        ({"contract_number": ""}, "/contract_number"),
        ({"valid_from": "x"}, "/valid_from"),
        ({"valid_to": ""}, "/valid_to"),
        ({"valid_from": "01-01-2099"}, "/valid_to"),
        ({"house": ""}, "/house"),
    ],
)
def test_a_wrong_field_is_refused_and_nothing_is_written(changes, path):
    answer = enter(**changes)

    assert path in {finding.path for finding in answer.findings}
    assert not Provider.objects.exists()


def test_the_list_is_found_by_name_without_marks_and_by_fiscal_code():
    enter()
    enter(fiscal_code=OTHER_CUI, name="Spitalul Țara", contract_number="18")

    def found(text):
        shown = queries.page(house="CAS-SV", text=text, number=1)
        return [each.name for each in shown.rows]

    assert found("clinica sti") == ["Clinica Știința"]
    assert found(f"ro{OTHER_CUI}") == ["Spitalul Țara"]
    assert found("") == ["Clinica Știința", "Spitalul Țara"]
    assert queries.page(house="CAS-IS", text="", number=1).total == 0
