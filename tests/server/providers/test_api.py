"""What do modules above learn of a provider on a day, in how many queries?"""

import uuid
from datetime import date

import pytest
from tests.factories import people, providers
from tests.factories.people import NOW
from tests.factories.providers import CUI, OTHER_CUI, physician, work_site

from openpias.server.platform.accounts.enums import Role
from openpias.server.providers import api
from openpias.server.providers.operations import physicians, work_sites
from openpias.server.providers.queries import providers as queries
from openpias.server.providers.queries import records

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)


def employ(provider, **fields):
    physicians.enter(
        physician(**fields),
        provider=uuid.UUID(provider),
        physician=uuid.uuid4(),
        actor=providers.operator(),
        at=NOW,
    )


def open_site(provider, **fields):
    work_sites.open_site(
        work_site(**fields),
        provider=uuid.UUID(provider),
        site=uuid.uuid4(),
        actor=providers.operator(),
        at=NOW,
    )


@pytest.fixture
def provider():
    """A clinic, and a neighbour that shares a physician with it."""
    other = providers.entered(fiscal_code=OTHER_CUI, contract_number="18")
    employ(other, stamp_code="A12345", name="Aceeași")
    employ(other, stamp_code="Z99999")
    open_site(other, name="Al vecinului")
    return providers.entered()


@pytest.mark.parametrize("rows", [1, 3])
def test_physicians_of_a_day_are_found_by_stamp_code_in_one_query(
    provider, rows, django_assert_num_queries
):
    for number in range(rows):
        employ(provider, stamp_code=f"B0000{number}", valid_to="30-06-2026")
    employ(provider, stamp_code="A12345", valid_from="01-07-2026")

    with django_assert_num_queries(1):
        found = api.physicians_on(CUI, day=DAY)

    assert set(found) == {f"B0000{number}" for number in range(rows)}
    assert found["B00000"].name == "Țărnă Ștefania"
    assert set(api.physicians_on(CUI, day=date(2026, 7, 1))) == {"A12345"}


@pytest.mark.parametrize("rows", [1, 3])
def test_work_sites_of_a_day_are_found_in_one_query(provider, rows, django_assert_num_queries):
    for number in range(rows):
        open_site(provider, name=f"Cabinetul {number}", valid_to="30-06-2026")

    with django_assert_num_queries(1):
        found = api.work_sites_on(CUI, day=DAY)

    assert [each.name for each in found] == [f"Cabinetul {number}" for number in range(rows)]
    assert api.work_sites_on(CUI, day=date(2026, 7, 1)) == ()
    assert api.work_sites_on(CUI, day=date(2025, 12, 31)) == ()


def test_every_contract_that_covers_a_day_is_found_in_one_query(
    provider, django_assert_num_queries
):
    iasi = people.actor(roles=(Role.HOUSE_OPERATOR,), provider="CAS-IS", house_code="CAS-IS")
    providers.entered(contract_number="19", valid_from="30-06-2026", valid_to="30-06-2026")
    providers.entered(iasi, house="CAS-IS", contract_number="20")

    with django_assert_num_queries(1):
        found = api.contracts_on(CUI, day=DAY)

    assert [each.number for each in found] == ["17/2026", "19", "20"]
    assert [each.number for each in api.contracts_on(CUI, day=DAY, house="CAS-SV")] == [
        "17/2026",
        "19",
    ]
    assert api.contracts_on(CUI, day=date(2025, 12, 31)) == ()


def test_nothing_is_known_of_an_unknown_fiscal_code():
    assert api.physicians_on("123", day=DAY) == {}
    assert api.work_sites_on("123", day=DAY) == ()
    assert api.contracts_on("123", day=DAY) == ()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_of_providers_takes_four_queries_whatever_their_number(
    rows, django_assert_num_queries
):
    for number in range(rows):
        code = providers.code(f"9000010{number}")
        providers.licensed(providers.entered(fiscal_code=code), request_key=code)

    with django_assert_num_queries(4):
        shown = queries.page(house="CAS-SV", text="", number=1)

    assert [len(each.contracts) + len(each.licences) for each in shown.rows] == [2] * rows


@pytest.mark.parametrize("rows", [1, 3])
def test_what_a_provider_s_page_shows_takes_five_queries(provider, rows, django_assert_num_queries):
    for number in range(rows):
        employ(provider, stamp_code=f"B0000{number}")
        open_site(provider, name=f"Cabinetul {number}")

    with django_assert_num_queries(5):
        queries.provider(provider, house="CAS-SV")
        sites = records.work_sites(provider, house="CAS-SV")
        found = records.physicians(provider, house="CAS-SV")

    assert (len(sites), len(found)) == (rows, rows)
    assert records.work_sites(provider, house="CAS-IS") == []
    assert records.physicians(provider, house="CAS-IS") == []
