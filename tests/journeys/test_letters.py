"""Does a letter travel from the transaction to a mail server by the background process alone?"""

import subprocess
import sys
import time

import pytest
from tests.fakes.mail import MailHouse
from tests.journeys.servers import Platform

pytestmark = pytest.mark.slow
_WRITE = """
import django; django.setup()
from django.db import transaction
from django.utils import timezone
from openpias.server.platform.mail import operations, texts
with transaction.atomic():
    print(operations.send(kind=texts.TRIAL, to="head@cas.example", language="uk", data={},
                          at=timezone.now()))
"""


@pytest.fixture
def house():
    house = MailHouse()
    house.open()
    yield house
    house.close()


@pytest.fixture
def environment(house):
    running = Platform("letters")
    try:
        running.prepare()
        url = f"smtp://127.0.0.1:{house.port}"
        yield {**running._env(), "OPENPIAS_MAIL_URL": url, "OPENPIAS_MAIL_FROM": "a@cas.example"}
    finally:
        running.stop()


def test_a_letter_that_was_written_arrives(house, environment, tmp_path):
    written = subprocess.run(
        [sys.executable, "-c", _WRITE], env=environment, check=True, capture_output=True, text=True
    )
    with (tmp_path / "background.log").open("wb") as log:
        background = subprocess.Popen(
            [sys.executable, "-m", "django", "background"], env=environment, stdout=log, stderr=log
        )
    try:
        until = time.monotonic() + 30
        while not house.received and time.monotonic() < until:
            time.sleep(0.1)
    finally:
        background.terminate()
        background.wait()

    (message,) = house.received
    assert message["Message-ID"] == f"<{written.stdout.strip()}@cas.example>"
    assert message["To"] == "head@cas.example"
    assert message["Content-Language"] == "uk"
    assert "head@cas.example" not in (tmp_path / "background.log").read_text()
