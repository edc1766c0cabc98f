"""Does the trail know who asked for what is not theirs, and who could not come in?"""

import pytest
from tests.factories import calls, people
from tests.factories.calls import NUMBERS, call

from openpias.server.platform.accounts import credentials
from openpias.server.platform.accounts.credentials import CredentialMemory
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.guesses import ALLOWED
from openpias.server.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch):
    monkeypatch.setattr(credentials, "_memory", CredentialMemory(seconds=300))


def trail(*events):
    found = AuditEntry.objects.filter(event__in=events).order_by("pk")
    return [(each.event, each.account_id, each.facts) for each in found]


def test_a_page_that_was_refused_stands_in_the_trail(client):
    clerk = people.account()
    client.post("/autentificare", {"username": clerk.username, "password": people.PASSWORD})

    assert client.get("/unire").status_code == 403

    expected = {"permission": "registry.merge"}
    assert trail("access-refused") == [("access-refused", clerk.pk, expected)]


def test_a_call_that_was_refused_stands_in_the_trail():
    operator = people.account(roles=(Role.HOUSE_OPERATOR,), provider="CAS-SV")

    assert call("POST", NUMBERS, account=operator, body=calls.registration()).status == 403

    expected = {"permission": "registry.register"}
    assert trail("access-refused") == [("access-refused", operator.pk, expected)]


def test_a_program_with_a_wrong_password_stands_in_the_trail_until_it_must_wait():
    clerk = people.account()
    wrong = calls.login(clerk.username, "an-invented-mistake")

    statuses = [call("POST", NUMBERS, headers=wrong).status for _ in range(ALLOWED + 2)]

    assert statuses == [401] * ALLOWED + [429, 429]
    written = AuditEntry.objects.filter(event="sign-in-failed", subject_ref=str(clerk.pk))
    assert [each.facts["reason"] for each in written] == ["not-authenticated"] * ALLOWED


def test_a_program_that_names_nobody_is_written_down_without_the_name():
    assert call("POST", NUMBERS, headers=calls.login("nobody-at-all")).status == 401

    expected = {"reason": "not-authenticated"}
    assert trail("sign-in-failed") == [("sign-in-failed", None, expected)]
