"""Do staff who forgot a password come in again, with one that they replace, and nobody else?"""

import pytest
from click.testing import CliRunner
from tests.factories import door, people
from tests.factories.people import PASSWORD

from openpias.cli.admin import admin
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.providers.operations import houses

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def run(username):
    return CliRunner().invoke(admin, ["password", "--username", username])


def sign_in(client, username, password):
    return client.post("/autentificare", {"username": username, "password": password})


def test_a_forgotten_password_is_replaced_by_one_that_has_to_be_changed(client):
    operator = people.account(roles=(Role.HOUSE_OPERATOR,), provider="CAS-SV")

    drawn = run(operator.username).output.splitlines()[0].rpartition(" ")[2]

    assert sign_in(client, operator.username, PASSWORD).status_code == 422
    assert sign_in(client, operator.username, drawn).status_code == 302
    assert client.get("/furnizori").headers["Location"] == "/parola"
    entry = AuditEntry.objects.get(event="first-password-given")
    assert (entry.subject_ref, entry.account_id) == (str(operator.pk), None)


def test_open_sessions_end_with_it(client):
    operator = people.account(roles=(Role.HOUSE_OPERATOR,), provider="CAS-SV")
    sign_in(client, operator.username, PASSWORD)

    run(operator.username)

    assert client.get("/furnizori").headers["Location"].startswith("/autentificare")


def test_a_practice_is_sent_to_its_house(client):
    houses.load()
    _public_id, given = door.provider()

    answer = run(given.username)

    assert answer.exit_code == 1
    assert "its house gives it a new licence series" in answer.output
    assert not AuditEntry.objects.filter(event="first-password-given").exists()


def test_an_unknown_or_closed_account_is_named():
    closed = people.account(is_active=False)

    for username in ("nobody", closed.username):
        answer = run(username)
        assert answer.exit_code == 1
        assert f"no open account {username}" in answer.output
