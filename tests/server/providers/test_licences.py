"""Does one series open one provider's account at one house, until it is replaced or cancelled?"""

from datetime import UTC, date, datetime, time

import pytest
from tests.factories import people, providers
from tests.factories.people import NOW
from tests.factories.providers import CUI, licensed

from openpias.core.identifiers import licence_key
from openpias.server.platform.accounts import credentials
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.models import Account
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.providers.domain.outcomes import LicenceProblem
from openpias.server.providers.models import Contract, Licence
from openpias.server.providers.operations import licences
from openpias.server.providers.operations import providers as operations

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def provider():
    return providers.entered()


def opens(username, key, *, today=TODAY):
    return credentials.check(username, key, at=datetime.combine(today, time(12), UTC))


def test_the_series_opens_the_account_of_the_provider_at_the_house(provider):
    given = licensed(provider)

    account = opens(f"{CUI}_CAS-SV", given.key)

    assert given.username == f"{CUI}_CAS-SV"
    assert (account.provider_code, account.house_code) == (CUI, "CAS-SV")
    assert account.provider_name == "Clinica Știința"
    assert account.contract_end == date(2098, 12, 31)
    assert account.roles == [Role.CLERK.value]


@pytest.mark.parametrize("writing", [str.lower, lambda key: key.replace("-", " ")])
def test_the_series_is_taken_as_people_type_it(provider, writing):
    given = licensed(provider)

    assert opens(f" ro{CUI}_cas-sv", writing(given.key)) is not None


def test_the_fiscal_code_alone_serves_a_provider_with_one_house(provider):
    given = licensed(provider)

    assert opens(CUI, given.key) is not None


def test_the_fiscal_code_alone_opens_nothing_where_there_are_two_houses(provider):
    given = licensed(provider)
    other = people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS")
    providers.entered(actor=other, house="CAS-IS", contract_number="3")
    second = licensed(provider, house="CAS-IS", actor=other, request_key="two")

    assert opens(CUI, given.key) is None
    assert opens(f"{CUI}_CAS-SV", given.key) is not None
    assert opens(f"{CUI}_CAS-IS", second.key) is not None
    assert opens(f"{CUI}_CAS-IS", given.key) is None


@pytest.mark.usefixtures("full_price")
def test_the_series_is_kept_nowhere_in_the_clear(provider):
    given = licensed(provider)

    account = Account.objects.get(username=given.username)
    assert account.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    facts = [str(entry.facts) for entry in AuditEntry.objects.all()]
    assert not [text for text in facts if given.key in text]
    assert not licence_key.is_mistyped(given.key)


def test_a_new_series_cancels_the_old_one(provider):
    old = licensed(provider)
    new = licensed(provider, request_key="two")

    assert opens(old.username, old.key) is None
    assert opens(new.username, new.key) is not None
    assert Licence.objects.filter(cancelled_at=None).count() == 1
    assert Account.objects.get(username=old.username).credential_version == 2


def test_the_same_request_gives_no_second_series(provider):
    first = licensed(provider)

    assert licensed(provider) is LicenceProblem.GIVEN_ALREADY
    assert opens(first.username, first.key) is not None


def test_a_cancelled_series_opens_nothing_at_once(provider):
    given = licensed(provider)

    for _ in range(2):
        problem = licences.cancel(
            provider, house="CAS-SV", reason="pierdută", actor=providers.operator(), at=NOW
        )
        assert problem is None

    assert opens(given.username, given.key) is None
    assert AuditEntry.objects.filter(event="licence-cancelled").count() == 1


def test_a_series_is_not_cancelled_without_a_reason(provider):
    given = licensed(provider)

    problem = licences.cancel(
        provider, house="CAS-SV", reason=" ", actor=providers.operator(), at=NOW
    )

    assert problem is LicenceProblem.REASON_REQUIRED
    assert opens(given.username, given.key) is not None


def test_a_provider_without_a_contract_in_force_gets_no_series(provider):
    Contract.objects.update(valid_to=date(2026, 11, 19))

    assert licensed(provider) is LicenceProblem.NO_CONTRACT
    assert not Account.objects.filter(username=f"{CUI}_CAS-SV").exists()


def test_the_account_ends_with_the_contract_and_goes_on_with_a_longer_one():
    given = licensed(providers.entered(valid_to="31-12-2026"))
    after = date(2027, 1, 1)
    with pytest.raises(credentials.ContractEndedError):
        opens(given.username, given.key, today=after)

    operations.enter(providers.typed(valid_to="31-12-2027"), actor=providers.operator(), at=NOW)

    assert opens(given.username, given.key, today=after) is not None


def test_an_operator_of_another_house_gives_and_cancels_nothing(provider):
    licensed(provider)
    other = people.actor(roles=(Role.HOUSE_OPERATOR,), provider="CAS-IS", house_code="CAS-IS")

    assert licensed(provider, actor=other, request_key="x") is LicenceProblem.NOT_YOUR_HOUSE
    problem = licences.cancel(provider, house="CAS-SV", reason="x", actor=other, at=NOW)
    assert problem is LicenceProblem.NOT_YOUR_HOUSE
    assert Licence.objects.filter(cancelled_at=None).count() == 1


def test_every_act_is_written_down(provider):
    licensed(provider)

    events = list(AuditEntry.objects.order_by("at", "id").values_list("event", flat=True))
    assert set(events) == {"provider-entered", "account-opened", "licence-issued"}
