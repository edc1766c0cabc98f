"""Is a password hashed rarely, and a revocation seen at once?"""

import base64
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import people
from tests.factories.people import NOW, PASSWORD

from openpias.server.platform.accounts import credentials, guesses, operations
from openpias.server.platform.accounts.credentials import CredentialMemory, TooManyFailuresError
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
LIST = "/api/v1/nomenclatures/sexes"


def basic(username, password=PASSWORD):
    pair = base64.b64encode(f"{username}:{password}".encode()).decode()
    return {"HTTP_AUTHORIZATION": f"Basic {pair}"}


def test_a_verified_password_is_not_hashed_again(monkeypatch):
    account = people.account()
    first = credentials.verify(account.username, PASSWORD, at=NOW)
    monkeypatch.setattr(credentials, "check_password", lambda *_: pytest.fail("hashed again"))

    assert credentials.verify(account.username, PASSWORD, at=NOW) == first


def test_a_remembered_password_is_forgotten_in_time():
    memory = CredentialMemory(seconds=60)
    actor = people.actor()
    memory.remember("somebody", "a password", actor=actor, now=100)

    assert memory.recall("somebody", "a password", now=159, today=TODAY) == actor
    assert memory.recall("somebody", "a password", now=160, today=TODAY) is None
    assert memory.recall("somebody", "another", now=101, today=TODAY) is None


def test_a_remembered_password_ends_with_the_contract():
    memory = CredentialMemory(seconds=60)
    actor = people.actor()
    memory.remember("somebody", "a password", actor=actor, now=100, last_day=TODAY)

    assert memory.recall("somebody", "a password", now=101, today=TODAY) == actor
    tomorrow = TODAY + timedelta(days=1)
    assert memory.recall("somebody", "a password", now=101, today=tomorrow) is None


@pytest.mark.parametrize(
    "revoke",
    [
        lambda name: operations.deactivate(username=name, actor=None, at=NOW),
        lambda name: operations.set_password(
            username=name, password="another invented one", actor=None, at=NOW
        ),
        lambda name: operations.set_roles(username=name, roles=[], actor=None, at=NOW),
    ],
    ids=["closed", "password", "roles"],
)
def test_a_revocation_acts_on_the_next_call(client, revoke):
    account = people.account()
    assert client.get(LIST, **basic(account.username)).status_code == 200

    revoke(account.username)

    assert client.get(LIST, **basic(account.username)).status_code == 401


@pytest.mark.parametrize("changes", [{"is_active": False}, {"contract_end": "2020-01-01"}])
def test_a_closed_account_and_an_ended_contract_are_nobody(client, changes):
    account = people.account(**changes)

    assert client.get(LIST, **basic(account.username)).status_code == 401


def test_guessing_is_slowed_down_and_the_answer_says_how_long():
    account = people.account()
    client = Client()
    for _ in range(guesses.ALLOWED):
        assert client.get(LIST, **basic(account.username, "wrong")).status_code == 401

    answer = client.get(LIST, **basic(account.username))

    assert answer.status_code == 429
    assert 270 <= int(answer.headers["Retry-After"]) <= 300
    at = datetime.fromisoformat(answer.json()["retry_at"])
    assert timedelta(seconds=270) < at - timezone.now() <= guesses.WINDOW
    with pytest.raises(TooManyFailuresError):
        credentials.verify(account.username, PASSWORD, at=timezone.now())


@pytest.mark.parametrize(
    "header",
    ["", "Basic", "Basic !!!", "Bearer abc", "Basic " + base64.b64encode(b"nocolon").decode()],
)
def test_a_malformed_header_is_nobody(client, header):
    answer = client.get(LIST, HTTP_AUTHORIZATION=header)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")


def test_a_role_opens_what_it_grants_and_nothing_else(client):
    account = people.account(roles=(Role.ADMINISTRATOR,))

    assert client.get(LIST, **basic(account.username)).status_code == 200
    refused = client.post("/api/v1/permits", "{}", "application/json", **basic(account.username))
    assert refused.status_code == 403


def test_signing_in_opens_a_session_and_is_written_down(client):
    account = people.account()

    answer = client.post("/autentificare", {"username": account.username, "password": PASSWORD})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.get("/persoane").status_code == 200
    assert AuditEntry.objects.get(event="signed-in").subject_ref == str(account.pk)


def test_a_wrong_password_keeps_the_name_and_is_written_down(client):
    account = people.account()

    answer = client.post("/autentificare", {"username": account.username, "password": "wrong"})

    assert answer.status_code == 422
    assert f'value="{account.username}"' in answer.content.decode()
    assert AuditEntry.objects.filter(event="sign-in-failed").count() == 1


def test_a_session_ends_when_the_account_is_changed(client):
    account = people.account()
    client.post("/autentificare", {"username": account.username, "password": PASSWORD})

    operations.deactivate(username=account.username, actor=None, at=NOW)

    assert client.get("/persoane").status_code == 302


def test_nobody_is_led_to_a_foreign_site_after_signing_in(client):
    account = people.account()
    form = {"username": account.username, "password": PASSWORD, "next": "https://evil.example/"}

    assert client.post("/autentificare", form).headers["Location"] == "/"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "same-origin"}, 422),
        ({"HTTP_ORIGIN": "null"}, 422),
        ({"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "cross-site"}, 403),
        ({"HTTP_ORIGIN": "https://evil.example"}, 403),
    ],
)
def test_a_form_counts_only_when_it_comes_from_our_own_page(headers, status):
    client = Client(enforce_csrf_checks=True)
    client.get("/autentificare")
    token = client.cookies["openpias-csrf"].value
    form = {"username": "x", "password": "y", "csrfmiddlewaretoken": token}

    assert client.post("/autentificare", form, **headers).status_code == status
