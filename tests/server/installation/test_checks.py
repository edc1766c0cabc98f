"""Does the check find what is wrong with database, keys, front and work?"""

import json
import os
import re
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.management import call_command
from django.db import connection
from tests.factories import people, pki

from openpias.server.config.env import Profile
from openpias.server.installation.checks import connection as reaching
from openpias.server.installation.checks import database, door, files, front, work
from openpias.server.installation.checks.problems import Place
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.head_keys import HeadSigner, ensure_head_key
from openpias.server.platform.audit.heads import HeadsFile, as_text
from openpias.server.platform.audit.operations import record
from openpias.server.registry.operations import slip_keys

pytestmark = pytest.mark.django_db


def place(**said):
    return Place(now=datetime.now(UTC), environ={"OPENPIAS_PROFILE": "production", **said})


def found(check, where=None):
    return [problem.code for problem in check(where or place())]


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_of_the_wheel_is_a_good_one():
    problems = [each.code for check in database.CHECKS for each in check(place())]

    assert problems == []
    assert found(reaching.is_reached) == []


@pytest.mark.parametrize(
    ("statement", "check", "code"),
    [
        ("SET LOCAL synchronous_commit = off", database.durability, "database-durability"),
        ("SET LOCAL log_statement = 'all'", database.logging, "database-log"),
        (
            "SET LOCAL log_parameter_max_length_on_error = 9",
            database.logging,
            "database-log-parameters",
        ),
        ("DELETE FROM django_migrations WHERE app = 'registry'", database.migrations, "migrations"),
    ],
)
def test_a_database_that_was_set_otherwise_is_found(statement, check, code):
    assert found(check) == []

    execute(statement)

    assert found(check) == [code]


def test_lists_that_are_not_loaded_are_found_with_the_command_that_loads_them():
    execute("DELETE FROM registry_nomenclature_entry")

    assert [each.do for each in work.codes(place())] == [
        "python -m django load_nomenclatures",
        "python -m django load_houses",
    ]

    call_command("load_nomenclatures", verbosity=0)
    call_command("load_houses", verbosity=0)

    assert found(work.codes) == []


def test_a_slow_look_is_no_difference_of_clocks():
    long_ago = Place(now=datetime.now(UTC) - timedelta(seconds=90), began=time.monotonic() - 90)

    assert list(database.clock(long_ago)) == []


def test_clocks_that_differ_are_found():
    late = Place(now=datetime.now(UTC) - timedelta(seconds=90))

    [problem] = database.clock(late)

    assert problem.what.startswith("The database's clock is +90 s")


def test_debug_is_found(settings):
    assert found(files.debug) == []
    settings.DEBUG = True
    assert found(files.debug) == ["debug"]


def test_missing_keys_of_production_are_found(settings, tmp_path):
    settings.PROFILE = Profile.PRODUCTION
    settings.SECRETS_DIR = tmp_path
    settings.SLIP_KEYS_DIR = tmp_path / "slips"
    slip_keys._kept.clear()

    assert found(files.slip_keys) == ["slip-keys"]
    assert found(files.head_key) == ["head-key"]


def test_a_missing_authority_of_cards_is_found_in_production_alone(settings, tmp_path):
    settings.CARD_AUTHORITY_DIR = tmp_path / "cards"
    assert found(files.card_authority) == []
    settings.PROFILE = Profile.PRODUCTION

    assert found(files.card_authority) == ["card-authority"]


def test_heads_beside_the_rest_and_from_the_future_are_found(settings, tmp_path):
    settings.HOME = tmp_path
    settings.AUDIT_HEADS_FILE = tmp_path / "audit" / "heads.jsonl"
    ensure_head_key()
    tomorrow = as_text(datetime.now(UTC) + timedelta(days=1))
    assert found(files.heads_file) == ["heads-beside"]

    head = HeadSigner.load().sign(position=1, chain=b"x" * 32, at_text=tomorrow)
    HeadsFile(settings.AUDIT_HEADS_FILE).append(head)

    assert found(files.heads_file) == ["heads-beside", "clock-behind"]


def believe(settings, folder, *certificates):
    settings.TRUST_DIR = folder
    settings.SECOND_FACTOR = True
    anchors = folder / "anchors"
    anchors.mkdir()
    for number, each in enumerate(certificates):
        (anchors / f"{number}.pem").write_bytes(each)


def test_a_door_that_believes_nobody_is_found(settings, tmp_path):
    believe(settings, tmp_path)

    assert found(door.authorities) == ["no-authorities"]


def test_an_authority_that_cannot_be_read_is_found(settings, tmp_path):
    believe(settings, tmp_path, b"no certificate")

    assert found(door.authorities) == ["authority-unreadable"]


def test_an_authority_is_found_30_days_before_its_end_and_after_it(settings, tmp_path):
    root = pki.authority().root.certificate
    believe(settings, tmp_path, root.public_bytes(Encoding.PEM))
    ends = root.not_valid_after_utc

    def on(moment):
        return found(door.authorities, Place(now=moment, environ={}))

    assert on(ends - timedelta(days=31)) == []
    assert on(ends - timedelta(days=29)) == ["authority-ends"]
    assert on(ends + timedelta(seconds=1)) == ["authority-ended"]


def test_accounts_of_the_demonstration_are_found_in_production_alone():
    account = people.account()
    account.username = "demo"
    account.save()

    assert found(work.demo_accounts) == ["demo-accounts"]
    assert found(work.demo_accounts, place(OPENPIAS_PROFILE="demo")) == []


def test_an_installation_without_administrator_is_found():
    assert found(work.administrator) == ["no-administrator"]

    people.account(roles=(Role.ADMINISTRATOR,))

    assert found(work.administrator) == []


def test_a_silent_background_process_is_found_until_it_is_heard():
    assert found(work.background) == ["background-silent"]

    execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")

    assert found(work.background) == []


def test_an_entry_that_waits_for_its_seal_is_found():
    assert found(work.sealer) == []

    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    record(event="x", actor=None, subject_kind="x", subject_ref="", facts={}, at=hour_ago)

    assert found(work.sealer) == ["sealer-late"]


def test_a_missing_mail_server_is_found(settings):
    settings.MAIL_SERVER = None

    assert found(work.letters) == ["mail-off"]


def test_a_front_that_does_not_answer_or_speaks_no_tls_is_found():
    with socket.create_server(("127.0.0.1", 0)) as plain:
        port = plain.getsockname()[1]
    where = place(OPENPIAS_PUBLIC_URL=f"https://127.0.0.1:{port}")

    assert found(front.tls, where) == ["front-unreachable"]
    assert found(front.tls, place(OPENPIAS_PROFILE="demo")) == []


@pytest.mark.slow
def test_the_command_tells_programs_what_is_wrong_and_ends_with_1(tmp_path):
    env = {"PATH": os.environ["PATH"], "OPENPIAS_HOME": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-m", "openpias.cli", "check", "--json"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )

    report = json.loads(done.stdout)
    assert (done.returncode, report["ok"]) == (1, False)
    assert report["not_looked_at"] == ["files", "door", "database", "work"]
    assert {"secret", "settings"} <= {each["code"] for each in report["problems"]}


@pytest.mark.slow
def test_every_other_command_says_in_one_sentence_which_setting_is_wrong(tmp_path):
    env = {"PATH": os.environ["PATH"], "OPENPIAS_HOME": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-m", "openpias.cli", "backup", str(tmp_path / "b")],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("Error: The secret secret_key needs 32 characters")
    assert "Traceback" not in done.stderr


def test_every_code_is_documented_and_no_other():
    root = Path(__file__).parents[3]
    folder = root / "src" / "openpias" / "server" / "installation" / "checks"
    source = "".join(file.read_text() for file in folder.glob("*.py"))
    used = set(re.findall(r'(?:error|warning|say)\(\s*"([a-z-]+)"', source))
    table = (root / "docs" / "operations" / "check.md").read_text()

    assert set(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)) == used


def test_a_list_of_leaked_passwords_that_is_none_is_found(settings, tmp_path):
    assert found(files.leaked_passwords) == []
    settings.LEAKED_PASSWORDS = tmp_path / "leaks"
    settings.LEAKED_PASSWORDS.write_text("password\n123456\n")

    assert found(files.leaked_passwords) == ["leaked-passwords"]


def test_a_helpdesk_without_a_virus_scanner_is_told(settings):
    settings.HELPDESK_CLAMD = ""
    assert found(work.virus_scanner) == ["no-virus-scanner"]
    settings.HELPDESK_CLAMD = "/run/clamav/clamd.ctl"
    assert found(work.virus_scanner) == []


def test_without_a_list_of_leaked_passwords_one_is_asked_for(settings, tmp_path):
    assert found(work.leaks) == ["no-leaked-passwords"]
    settings.LEAKED_PASSWORDS = tmp_path / "leaks"
    assert found(work.leaks) == []
