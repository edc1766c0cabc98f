"""Does a house enter the number of a call back on the provider's page, and keep what was typed wrong?"""

import pytest
from tests.factories import providers
from tests.factories.people import NOW

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.providers import api
from openpias.server.providers.operations import phones

pytestmark = pytest.mark.django_db
OPERATOR = {"roles": (Role.HOUSE_OPERATOR,), "provider": "CAS-SV"}


def registered():
    return api.registered(providers.CUI, today=NOW.date())


def test_a_number_is_entered_on_the_page_and_found_by_the_houses(signed_in):
    provider = providers.entered()
    operator = signed_in(**OPERATOR)

    page = operator.post(f"/furnizori/{provider}/telefon", {"phone": " 0230  555 101"}, follow=True)

    assert 'value="0230 555 101"' in page.content.decode()
    assert (registered().phone, registered().houses) == ("0230 555 101", ("CAS-SV",))


def test_what_is_no_number_stays_in_its_field_with_what_is_wrong(signed_in):
    provider = providers.entered()

    page = signed_in(**OPERATOR).post(f"/furnizori/{provider}/telefon", {"phone": "sună-mă"})

    text = page.content.decode()
    assert (page.status_code, registered().phone) == (422, "")
    assert 'value="sună-mă"' in text
    assert "Scrieți un număr de telefon" in text


def test_who_may_not_edit_reads_the_number_and_changes_nothing(signed_in):
    provider = providers.entered()
    phones.save(provider, "0230 555 101", actor=providers.operator(), at=NOW)
    specialist = signed_in(roles=(Role.CARD_SPECIALIST,), provider="CAS-SV")

    page = specialist.get(f"/furnizori/{provider}").content.decode()
    refused = specialist.post(f"/furnizori/{provider}/telefon", {"phone": "1"})

    assert "0230 555 101" in page
    assert f"/furnizori/{provider}/telefon" not in page
    assert refused.status_code == 403


def test_the_same_number_again_writes_nothing_and_the_trail_holds_no_number():
    provider = providers.entered()
    for _ in range(2):
        phones.save(provider, "0230 555 101", actor=providers.operator(), at=NOW)

    [entry] = AuditEntry.objects.filter(event="provider-phone-changed")
    assert entry.facts == {"fields": ["phone"]}
