"""Do the demonstration's pages have providers, once, and never in production?"""

import pytest
from django.core.management import CommandError, call_command
from tests.factories import providers
from tests.factories.people import NOW

from openpias.core.identifiers import fiscal_code
from openpias.server.config.env import Profile
from openpias.server.platform.accounts import demo as accounts
from openpias.server.platform.accounts.models import Account
from openpias.server.providers import api
from openpias.server.providers.models import Physician, Provider, WorkSite
from openpias.server.providers.operations import demo

pytestmark = pytest.mark.django_db


def test_every_demo_provider_has_a_valid_code_sites_and_physicians_once():
    assert demo.create(actor=providers.operator(), at=NOW) == 2
    assert demo.create(actor=providers.operator(), at=NOW) == 0

    for each in demo.PROVIDERS:
        assert fiscal_code.parse(each.fiscal_code) == each.fiscal_code
        assert len(api.work_sites_on(each.fiscal_code, day=NOW.date())) == len(each.sites)
        assert len(api.physicians_on(each.fiscal_code, day=NOW.date())) == 2
        assert len(api.contracts_on(each.fiscal_code, day=NOW.date(), house="CAS-SV")) == 1
    assert (WorkSite.objects.count(), Physician.objects.count()) == (3, 4)


def test_the_command_enters_the_providers_of_the_demo_accounts(tmp_path):
    accounts.create(tmp_path / "demo.json", base_url="http://127.0.0.1")
    Account.objects.filter(username="demo").update(provider_code="90000001")

    accounts.create(tmp_path / "demo.json", base_url="http://127.0.0.1")
    call_command("create_demo_providers")

    known = set(Provider.objects.values_list("fiscal_code", flat=True))
    clerks = Account.objects.filter(username__in=["demo", "demo-2"])
    assert set(clerks.values_list("provider_code", flat=True)) == known


def test_production_has_no_demo_providers(settings):
    settings.PROFILE = Profile.PRODUCTION

    with pytest.raises(CommandError):
        call_command("create_demo_providers")
    assert not Provider.objects.exists()
