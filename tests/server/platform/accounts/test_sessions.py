"""Does a session begin with a key of its own, end in time, and leave nothing in the browser?"""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import people
from tests.factories.people import PASSWORD

from openpias.server.platform.accounts.models import OpenSession
from openpias.server.platform.accounts.sessions import OPENED_KEY

pytestmark = pytest.mark.django_db
INSIDE = "/persoane"


def sign_in(client, account):
    client.post("/autentificare", {"username": account.username, "password": PASSWORD})
    return client.cookies["openpias"].value


def test_a_key_that_somebody_planted_before_signing_in_opens_nothing(client):
    account = people.account()
    session = client.session
    session["planted"] = "1"
    session.save()
    client.cookies["openpias"] = session.session_key

    own = sign_in(client, account)

    assert own != session.session_key
    assert not OpenSession.objects.filter(session_key=session.session_key).exists()


def test_signing_in_again_gives_a_new_key_and_ends_the_old_one(client):
    account = people.account()
    first = sign_in(client, account)

    second = sign_in(client, account)

    assert second != first
    thief = Client()
    thief.cookies["openpias"] = first
    assert thief.get(INSIDE).status_code == 302


@pytest.mark.parametrize(("hours", "status"), [(11, 200), (13, 302)])
def test_a_session_ends_after_a_working_day_however_busy_it_is(client, hours, status):
    sign_in(client, people.account())
    session = client.session
    session[OPENED_KEY] = (timezone.now() - timedelta(hours=hours)).isoformat()
    session.save()

    assert client.get(INSIDE).status_code == status


def test_leaving_ends_the_session_and_tells_the_browser_to_forget(client):
    key = sign_in(client, people.account())

    answer = client.post("/iesire")

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not OpenSession.objects.filter(session_key=key).exists()
    client.cookies["openpias"] = key
    assert client.get(INSIDE).status_code == 302


def test_no_script_reads_a_cookie(client):
    client.post("/limba", {"language": "uk", "next": "/ajutor"})
    sign_in(client, people.account())

    assert {name for name, cookie in client.cookies.items() if not cookie["httponly"]} == set()
    assert {name for name, cookie in client.cookies.items() if cookie["samesite"] != "Lax"} == set()
