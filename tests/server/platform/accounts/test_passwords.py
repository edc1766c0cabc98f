"""Is a password refused that somebody would guess who knows the system, and no good one?"""

import hashlib

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from tests.factories import people
from tests.factories.people import PASSWORD

from openpias.server.platform.accounts import guesses
from openpias.server.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return people.account(display_name="Munteanu Ștefania", provider_name="Clinica Sânziana")


@pytest.mark.parametrize(
    "password",
    [
        *(
            "OpenPIAS-2026!!",
            "parola2026parola",
            "Asigurări1234!",
            "cnas.siui.sipe",
            "Sănătate-2026",
        ),
        *("stefania.munteanu", "Sanziana2026!", "qwerty123456", "Liverpool-2020", "short"),
    ],
)
def test_a_guessable_password_is_refused(account, password):
    with pytest.raises(ValidationError):
        validate_password(password, account)


@pytest.mark.parametrize(
    "password",
    [
        *(
            "o propoziție scurtă",
            "мій пес любить сніг",
            "83649201746352918",
            "correct horse battery",
        ),
        *(
            "parola mea de acasă e lungă",
            "vara plec la bunica cu trenul, " * 3 + "iar iarna vine bunica la noi, 9!",
        ),
    ],
)
def test_any_other_is_taken_whatever_it_is_made_of(account, password):
    validate_password(password, account)


def test_a_refused_password_says_why_and_changes_nothing(client, account):
    client.post("/autentificare", {"username": account.username, "password": PASSWORD})
    sent = {"old_password": PASSWORD, "new_password": "Sanziana2026!", "again": "Sanziana2026!"}

    answer = client.post("/parola", sent, headers={"accept-language": "ro"})

    account.refresh_from_db()
    assert answer.status_code == 422
    assert "nu e făcută din numele dumneavoastră" in answer.content.decode()
    assert account.check_password(PASSWORD)


def signed_in(client, account):
    client.post("/autentificare", {"username": account.username, "password": PASSWORD})
    return client


def refusal_of(client, account, new, **fields):
    sent = {"old_password": PASSWORD, "new_password": new, "again": new, **fields}
    answer = client.post("/parola", sent, headers={"accept-language": "ro"})
    account.refresh_from_db()
    return answer.status_code, answer.content.decode()


def test_a_leaked_password_is_refused_by_the_list_of_the_operator(
    client, account, settings, tmp_path
):
    leaked = hashlib.sha1(b"vara plec la bunica", usedforsecurity=False).hexdigest().upper()
    settings.LEAKED_PASSWORDS = tmp_path / "leaks"
    settings.LEAKED_PASSWORDS.write_text(f"{leaked}:7\n")

    status, page = refusal_of(signed_in(client, account), account, "vara plec la bunica")

    assert (status, account.check_password(PASSWORD)) == (422, True)
    assert "o știu și alții" in page
    validate_password("iarna vine bunica", account)


def test_a_list_that_cannot_be_read_lets_no_password_through(client, account, settings, tmp_path):
    settings.LEAKED_PASSWORDS = tmp_path / "gone"

    status, page = refusal_of(signed_in(client, account), account, "vara plec la bunica")

    assert (status, account.check_password(PASSWORD)) == (422, True)
    assert "nu se poate citi acum" in page


def test_the_old_password_cannot_be_guessed_in_an_open_session(client, account):
    signed_in(client, account)
    for _ in range(guesses.ALLOWED - 1):
        guesses.count(account.username, at=timezone.now())
    new = "vara plec la bunica"

    wrong, _page = refusal_of(client, account, new, old_password="a wrong one")
    right, page = refusal_of(client, account, new)

    assert (wrong, right, account.check_password(PASSWORD)) == (422, 422, True)
    assert "Prea multe parole greșite" in page
    reasons = AuditEntry.objects.filter(event="sign-in-failed").values_list("facts", flat=True)
    assert "old-password" in [facts.get("reason") for facts in reasons]
