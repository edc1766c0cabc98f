"""Is a password refused that somebody would guess who knows the system, and no good one?"""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from tests.factories import people
from tests.factories.people import PASSWORD

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
        *("stefania.munteanu", "Sanziana2026!", "qwerty123456", "short"),
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
        *("parola mea de acasă e lungă", "x" * 30 + "y" * 98),
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
