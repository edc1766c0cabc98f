"""May the account of the services work, and take nothing away that guards the trail?"""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from tests.factories import people
from tests.factories.people import NOW

from openpias.server.platform.audit.models import AuditEntry
from openpias.server.registry.operations import temporary_numbers

pytestmark = pytest.mark.django_db
WORKER = "openpias_test_worker"


@pytest.fixture
def worker():
    """Act as an account that works; the role goes with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {WORKER}")
        call_command("grant_work", WORKER)
        cursor.execute(f"SET LOCAL ROLE {WORKER}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def refused(statement):
    with pytest.raises(ProgrammingError) as error, transaction.atomic():
        connection.cursor().execute(statement)
    return error.value.__cause__.sqlstate


def test_it_opens_accounts_gives_numbers_and_writes_the_trail(worker):
    actor = people.actor()

    temporary_numbers.issue(people.registration(), actor=actor, at=NOW)

    assert AuditEntry.objects.filter(event="person-registered").exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET event = 'x'",
        "DELETE FROM audit_seal",
        "TRUNCATE audit_entry",
        "TRUNCATE registry_person CASCADE",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_entry_keep ON audit_entry",
        "DROP TABLE registry_person",
        "CREATE TABLE mine (id int)",
        "CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "DELETE FROM django_migrations",
        "SET session_replication_role = replica",
    ],
)
def test_it_takes_nothing_away(worker, statement):
    assert refused(statement) == "42501"


@pytest.mark.parametrize("role", ["nobody_of_that_name", "x; DROP TABLE y", "postgres"])
def test_an_account_that_is_none_or_may_everything_is_refused(role):
    with pytest.raises(CommandError, match="createuser"):
        call_command("grant_work", role)
