"""How does somebody of the staff get in again after ten wrong passwords, or without the password?"""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import door, people
from tests.factories.people import PASSWORD

from openpias.server.platform.accounts import credentials, guesses
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.models import Account, GuessedName
from openpias.server.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
STAFF = {"owner_kind": "house", "role": "house-operator", "email": "ion.munteanu@cas.example"}
NAME = "ion.munteanu"


@pytest.fixture
def staff(trusting, settings):
    """An operator of a house with a certificate; the pages themselves ask for none here."""
    chief = people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS", house_code="CNAS")
    certificate = door.enrolled(door.certificate(trusting), actor=chief, username=NAME, **STAFF)
    settings.SECOND_FACTOR = False
    return f"/certificate/{certificate}"


def browser(*roles, **fields):
    account = people.account(roles=roles, **fields)
    client = Client()
    client.cookies["openpias-language"] = "ro"
    client.post("/autentificare", {"username": account.username, "password": PASSWORD})
    return client


def administrator():
    return browser(Role.ADMINISTRATOR, provider="CNAS", house_code="CNAS")


def version(page):
    return re.search(r'name="version" value="(\d+)"', page.content.decode())[1]


def given(page):
    return re.search(r"Prima parolă\s*</dt>\s*<dd[^>]*>\s*(\S+)\s*</dd>", page.content.decode())[1]


def test_cnas_unlocks_staff(staff):
    for _ in range(guesses.ALLOWED):
        guesses.count(NAME, at=timezone.now())
    client = administrator()
    assert f"Utilizatorul {NAME} a primit zece parole greșite" in client.get(staff).content.decode()

    assert client.post(f"{staff}/deblocare").status_code == 302

    assert GuessedName.objects.count() == 0
    assert AuditEntry.objects.filter(event="account-unlocked").count() == 1
    assert "zece parole greșite" not in client.get(staff).content.decode()


def test_cnas_gives_a_first_password_again_that_is_shown_once_and_has_to_be_replaced(staff):
    for _ in range(guesses.ALLOWED):
        guesses.count(NAME, at=timezone.now())
    client = administrator()
    form = {"version": version(client.get(staff))}

    first, second = (client.post(f"{staff}/parola", form) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 422)
    assert credentials.check(NAME, given(first), at=timezone.now()) is not None
    assert Account.objects.get(username=NAME).must_change_password
    assert AuditEntry.objects.filter(event="first-password-given").count() == 1


@pytest.mark.parametrize("text", ["", "x", "99999999999999999999", "-1"])
def test_a_form_without_its_version_gives_nothing(staff, text):
    administrator().post(f"{staff}/parola", {"version": text})

    assert not AuditEntry.objects.filter(event="first-password-given").exists()


@pytest.mark.parametrize("act", ["deblocare", "parola"])
def test_nobody_else_lets_staff_in(staff, act):
    guesses.count(NAME, at=timezone.now())
    operator = browser(Role.HOUSE_OPERATOR, provider="CAS-SV")

    answer = operator.post(f"{staff}/{act}", {"version": "1"})

    assert answer.status_code in {403, 404}
    assert GuessedName.objects.count() == 1
    assert not AuditEntry.objects.filter(event="first-password-given").exists()


def test_a_first_password_that_nobody_used_ends_after_seven_days_until_another_is_given(staff):
    client = administrator()
    page = client.get(staff)
    password = given(client.post(f"{staff}/parola", {"version": version(page)}))
    ends = Account.objects.get(username=NAME).first_password_ends
    assert ends - timezone.now() > timedelta(days=6, hours=23)
    assert credentials.check(NAME, password, at=ends - timedelta(seconds=1)) is not None

    with pytest.raises(credentials.FirstPasswordError, match="first-password-ended"):
        credentials.check(NAME, password, at=ends)

    again = given(client.post(f"{staff}/parola", {"version": version(client.get(staff))}))
    assert credentials.check(NAME, again, at=timezone.now()) is not None


def test_who_comes_too_late_is_told_whom_to_ask(staff):
    client = administrator()
    password = given(client.post(f"{staff}/parola", {"version": version(client.get(staff))}))
    Account.objects.filter(username=NAME).update(first_password_ends=timezone.now())
    late = Client()
    late.cookies["openpias-language"] = "ro"

    answer = late.post("/autentificare", {"username": NAME, "password": password})

    assert answer.status_code == 422
    assert "Prima parolă nu a fost schimbată la timp" in answer.content.decode()
    refusal = AuditEntry.objects.get(event="sign-in-failed")
    assert refusal.facts["reason"] == "first-password-ended"


def test_an_own_password_does_not_end(staff):
    client = administrator()
    password = given(client.post(f"{staff}/parola", {"version": version(client.get(staff))}))
    holder, own = Client(), "vara plec la bunica"
    holder.post("/autentificare", {"username": NAME, "password": password})

    sent = {"old_password": password, "new_password": own, "again": own}
    assert holder.post("/parola", sent).status_code == 302

    assert credentials.check(NAME, own, at=timezone.now() + timedelta(days=3650)) is not None


def test_nobody_gives_a_password_to_the_own_account(staff):
    own = Account.objects.get(username=NAME)
    own.set_password(PASSWORD)
    own.must_change_password, own.roles, own.provider_code = False, ["administrator"], "CNAS"
    own.save()
    client = Client()
    client.post("/autentificare", {"username": NAME, "password": PASSWORD})

    page, answer = client.get(staff), client.post(f"{staff}/parola", {"version": "1"})

    assert page.status_code == 200
    assert 'name="version"' not in page.content.decode()
    assert answer.status_code == 404
