"""Does the status page say how each part is doing, and nothing that is secret?"""

from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.utils import timezone
from tests.factories import people

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.operations import record
from openpias.server.platform.mail import operations as mail
from openpias.server.platform.mail import texts as letters
from openpias.server.platform.outages import kept
from openpias.server.platform.outages.models import Outage
from openpias.server.registry.operations import slip_keys

pytestmark = pytest.mark.django_db
HEARTBEAT = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s)"


@pytest.fixture(autouse=True)
def _looks_again():
    kept.forget()
    yield
    kept.forget()


def beat(ago=timedelta(0)):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(HEARTBEAT, [ago])


def states(client):
    answer = client.get("/stare.json")
    return {name: part["status"] for name, part in answer.json()["parts"].items()}


def test_a_healthy_platform_says_so(client):
    beat()

    answer = client.get("/stare.json")
    page = client.get("/stare", HTTP_ACCEPT_LANGUAGE="ro").content.decode()

    assert answer.status_code == 200
    body = answer.json()
    assert body["status"] == "ok"
    assert list(body) == ["status", "time", "version", "parts", "outages"]
    assert body["parts"] == {
        "database": {"status": "ok"},
        "worker": {"status": "ok", "oldest_seconds": 0},
        "sealer": {"status": "ok", "oldest_seconds": 0},
        "mail": {"status": "ok", "oldest_seconds": 0},
        "helpdesk": {"status": "ok", "oldest_seconds": 0},
        "slip-keys": {"status": "ok"},
    }
    assert "Sistemul lucrează" in page


@pytest.mark.parametrize("language", ["ro", "uk", "en"])
def test_the_page_is_there_in_each_language(client, language):
    answer = client.get("/stare", HTTP_ACCEPT_LANGUAGE=language)

    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == language
    assert f'lang="{language}"' in answer.content.decode()


def test_a_silent_worker_is_down_and_a_slow_one_is_late(client):
    beat(ago=timedelta(minutes=1))
    assert states(client)["worker"] == "down"

    beat()
    assert states(client)["worker"] == "ok"
    old = timezone.now() - timedelta(minutes=2)
    mail.send(kind=letters.TRIAL, to="a@b.example", language="ro", data={}, at=old)
    assert states(client)["worker"] == "late"


def test_an_unsealed_entry_makes_the_sealer_late(client):
    record(
        event="test",
        actor=None,
        subject_kind="test",
        subject_ref="",
        facts={},
        at=timezone.now() - timedelta(seconds=30),
    )

    part = client.get("/stare.json").json()["parts"]["sealer"]

    assert part["status"] == "late"
    assert 30 <= part["oldest_seconds"] < 60


def test_letters_that_wait_for_long_make_the_post_late(client, settings):
    old = timezone.now() - timedelta(minutes=20)
    mail.send(kind=letters.TRIAL, to="a@b.example", language="ro", data={}, at=old)

    page = client.get("/stare", HTTP_ACCEPT_LANGUAGE="ro").content.decode()
    assert states(client)["mail"] == "late"
    assert "Cel mai vechi lucru așteaptă de 20 min." in page
    assert "a@b.example" not in page

    settings.MAIL_SERVER = None
    assert states(client)["mail"] == "off"


def test_an_unreadable_slip_key_is_said_and_hurts_no_other_part(client, settings, tmp_path):
    (tmp_path / "active.pem").write_text("no key")
    settings.SLIP_KEYS_DIR = tmp_path
    slip_keys._kept.clear()

    answer = client.get("/stare.json")
    slip_keys._kept.clear()

    assert answer.status_code == 200
    assert answer.json()["parts"]["slip-keys"] == {"status": "down"}
    assert answer.json()["parts"]["database"] == {"status": "ok"}


def test_planned_outages_are_listed_for_people_and_programs(client):
    starts = timezone.now() + timedelta(days=30)
    row = Outage.objects.create(
        public_id="0190a6a0-0000-7000-8000-000000000001",
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        affects=["letters"],
        text_ro="Fără e-mail.",
        text_uk="Без пошти.",
        text_en="No mail.",
        announced_at=timezone.now(),
    )

    page = client.get("/stare", HTTP_ACCEPT_LANGUAGE="uk").content.decode()
    (outage,) = client.get("/stare.json").json()["outages"]

    assert "Без пошти." in page
    assert outage["affects"] == ["letters"]
    assert outage["text"] == {"ro": "Fără e-mail.", "uk": "Без пошти.", "en": "No mail."}
    assert outage["from"] == row.starts_at.isoformat()


def test_neither_page_nor_json_tells_a_secret_or_a_name(client):
    account = people.account(roles=[Role.ADMINISTRATOR])
    client.post("/autentificare", {"username": account.username, "password": people.PASSWORD})
    text = client.get("/stare.json").content.decode()
    page = client.get("/stare").content.decode()

    database = configured.DATABASES["default"]
    secrets = [database["HOST"], database["PASSWORD"], str(configured.HOME)]
    secrets += [configured.SECRET_KEY, str(configured.SLIP_KEYS_DIR), account.username]
    assert [secret for secret in secrets if secret and secret in text + page] == []


@pytest.mark.parametrize("address", ["/stare", "/stare.json"])
def test_the_state_is_only_read(client, address):
    assert client.post(address).status_code in {403, 405}
