"""Does a contract end early with a reason and take the account along, and a new one open it again?"""

import uuid
from datetime import UTC, date, datetime

import pytest
from procrastinate.contrib.django import app
from tests.factories import people, providers
from tests.factories.people import NOW
from tests.factories.providers import CUI

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.models import Account
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.providers import tasks
from openpias.server.providers.domain.contract_inputs import ContractInput, EarlyEndInput
from openpias.server.providers.domain.outcomes import RecordUnknown, Saved
from openpias.server.providers.models import Contract
from openpias.server.providers.operations import contracts, licences
from openpias.server.providers.operations import providers as operations

pytestmark = pytest.mark.django_db
YESTERDAY = "19-11-2026"


@pytest.fixture
def provider():
    return uuid.UUID(providers.entered())


def added(provider, *, actor=None, **fields):
    defaults = {
        "house": "CAS-SV",
        "contract_number": "18/2026",
        "valid_from": "01-01-2027",
        "valid_to": "31-12-2027",
    }
    typed = ContractInput(**{**defaults, **fields})
    return contracts.add(typed, provider=provider, actor=actor or providers.operator(), at=NOW)


def ended(provider, *, contract=None, seen=1, actor=None, valid_to=YESTERDAY, reason="reziliat"):
    return contracts.end_early(
        EarlyEndInput(valid_to=valid_to, reason=reason),
        provider=provider,
        contract=contract or Contract.objects.first().public_id,
        seen=seen,
        actor=actor or providers.operator(),
        at=NOW,
    )


def codes(answer):
    return [(each.code, each.path) for each in answer.findings]


def account_end():
    return Account.objects.get(username=f"{CUI}_CAS-SV").contract_end


def test_a_contract_ends_early_once_with_its_reason_and_the_account_with_it(provider):
    licensed = providers.licensed(str(provider))

    first, again = ended(provider), ended(provider)

    row = Contract.objects.get()
    assert (row.valid_to, row.end_reason, row.version) == (date(2026, 11, 19), "reziliat", 2)
    assert (first.fields, again.fields) == (("valid_to", "end_reason"), ())
    assert account_end() == date(2026, 11, 19)
    assert licensed.username == f"{CUI}_CAS-SV"
    entry = AuditEntry.objects.get(event="contract-ended-early")
    assert entry.facts == {"house": "CAS-SV", "contract": str(row.public_id)}


def test_every_wrong_field_of_an_early_end_is_told_at_once(provider):
    assert codes(ended(provider, valid_to="31-12-2098", reason=" ")) == [
        ("contract-end-not-earlier", "/valid_to"),
        ("end-reason-required", "/reason"),
    ]
    assert codes(ended(provider, valid_to="31-12-2025")) == [("ends-before-it-starts", "/valid_to")]
    assert codes(ended(provider, valid_to="mâine")) == [("date-format", "/valid_to")]
    assert Contract.objects.get().valid_to == date(2098, 12, 31)


def test_two_operators_do_not_end_one_contract_twice(provider):
    ended(provider)

    answer = ended(provider, valid_to="18-11-2026", reason="altul")

    assert codes(answer) == [("record-changed-meanwhile", "/valid_to")]
    assert Contract.objects.get().end_reason == "reziliat"


def test_another_house_s_contract_is_as_unknown_as_none(provider):
    iasi = people.actor(roles=(Role.HOUSE_OPERATOR,), provider="CAS-IS", house_code="CAS-IS")
    suceava = Contract.objects.get().public_id
    with pytest.raises(RecordUnknown):
        ended(provider, actor=iasi, contract=suceava)

    providers.entered(iasi, house="CAS-IS", contract_number="9")

    for contract in (suceava, uuid.uuid4()):
        with pytest.raises(RecordUnknown):
            ended(provider, actor=iasi, contract=contract)
    assert Contract.objects.get(house="CAS-SV").end_reason == ""


def test_practice_ends_and_adds_nothing(provider):
    practising = providers.operator(practice=True)

    assert codes(ended(provider, actor=practising)) == [("providers-not-in-practice", "")]
    assert codes(added(provider, actor=practising)) == [("providers-not-in-practice", "")]
    assert Contract.objects.count() == 1


def test_a_renewal_is_written_once_and_lengthens_the_account(provider):
    providers.licensed(str(provider))
    ended(provider, valid_to="31-12-2026")
    version = Account.objects.get(username=f"{CUI}_CAS-SV").credential_version

    first, again = added(provider), added(provider)

    assert (first.public_id, again.fields) == (again.public_id, ())
    assert account_end() == date(2027, 12, 31)
    # Nobody is sent to the sign-in page because a contract became longer.
    assert Account.objects.get(username=f"{CUI}_CAS-SV").credential_version == version
    assert AuditEntry.objects.filter(event="contract-added").count() == 1


def test_contracts_under_different_numbers_may_share_days(provider):
    answer = added(provider, valid_from="01-06-2026", valid_to="31-12-2026")

    assert isinstance(answer, Saved)
    assert Contract.objects.count() == 2


def test_a_number_that_stands_there_with_other_days_is_refused(provider):
    answer = added(provider, contract_number="17/2026")

    assert codes(answer) == [("contract-number-taken", "/contract_number")]
    assert Contract.objects.get().valid_to == date(2098, 12, 31)


def test_every_wrong_field_of_a_contract_is_told_at_once(provider):
    answer = added(
        provider, house="CAS-XX", contract_number="", valid_from="1", valid_to="31-12-2027"
    )

    assert codes(answer) == [
        ("field-empty", "/contract_number"),
        ("date-format", "/valid_from"),
        ("not-your-house", "/house"),
    ]


def test_no_contract_is_written_for_another_house_or_an_unknown_provider(provider):
    assert codes(added(provider, house="CAS-IS")) == [("not-your-house", "/house")]
    with pytest.raises(RecordUnknown):
        added(uuid.uuid4())


def test_between_two_contracts_the_account_is_shut_and_opens_on_the_day_of_the_next(provider):
    providers.licensed(str(provider))
    added(provider)
    ended(provider, contract=Contract.objects.get(number="17/2026").public_id)
    assert account_end() == date(2026, 11, 19)

    # A minute before and after midnight on Romania's clocks.
    licences.follow_begun(at=datetime(2026, 12, 31, 21, 59, tzinfo=UTC))
    assert account_end() == date(2026, 11, 19)
    licences.follow_begun(at=datetime(2026, 12, 31, 22, 1, tzinfo=UTC))
    assert account_end() == date(2027, 12, 31)
    for day in (1, 20):
        # However late it runs, and as often.
        licences.follow_begun(at=datetime(2027, 1, day, 9, 0, tzinfo=UTC))

    assert account_end() == date(2027, 12, 31)
    assert AuditEntry.objects.filter(event="contract-end-set").count() == 2


def test_correcting_the_days_of_a_contract_forgets_why_it_ended_early(provider):
    ended(provider)

    operations.enter(providers.typed(), actor=providers.operator(), at=NOW)

    row = Contract.objects.get()
    assert (row.valid_to, row.end_reason) == (date(2098, 12, 31), "")


def test_a_cancelled_series_is_not_opened_by_a_contract_that_begins(provider):
    given = providers.licensed(str(provider))
    added(provider)
    ended(provider, contract=Contract.objects.get(number="17/2026").public_id)
    licences.cancel(
        str(provider), house="CAS-SV", reason="pierdută", actor=providers.operator(), at=NOW
    )

    licences.follow_begun(at=datetime(2027, 1, 1, 9, 0, tzinfo=UTC))

    account = Account.objects.get(username=given.username)
    assert (account.is_active, account.contract_end) == (False, date(2026, 11, 19))


def test_the_background_looks_each_hour_for_contracts_that_began(provider):
    given = providers.licensed(str(provider))
    Account.objects.filter(username=given.username).update(contract_end=date(2020, 1, 1))

    tasks.follow_begun(0)

    assert account_end() == date(2098, 12, 31)
    every_hour = app.periodic_registry.periodic_tasks["providers.follow_begun", ""]
    assert every_hour.cron == "1 * * * *"
