"""Does a practice without software get from a displaced person's slip to the answer of the month's report?

Everything is real: the platform that `openpias run` starts, its background process, the command that
signs, the responder of the demonstration's authority. The key is a file, not a token.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from tests.journeys import prepared
from tests.journeys.test_run import BODY, call, free_port, running

from openpias.core.calendar.legal_day import day_of
from openpias.server.local import door_files
from openpias.server.local.postgres import Cluster

pytestmark = pytest.mark.slow
SAID = re.compile(r'<p class="govuk-(?:body|hint)">(.*?)</p>', re.DOTALL)
DRAWN = re.compile(r'name="(csrfmiddlewaretoken|record)" value="([^"]*)"')
PROVIDER = "900001013"


@pytest.fixture
def home():
    """Make a home, and beside it the demonstration's authority with its responder."""
    folder = Path(tempfile.mkdtemp(prefix="openpias-reporting-"))
    folder.chmod(0o711)
    trust, port = folder / "trust", free_port()
    door_files.make(trust, responder_url=f"http://127.0.0.1:{port}")
    responder = subprocess.Popen(
        [sys.executable, "-m", "openpias.server.local.demo_responder", str(port), str(trust)]
    )
    prepared.first_start(folder / "home")
    yield folder / "home"
    responder.terminate()
    responder.wait()
    shutil.rmtree(folder, ignore_errors=True)


def enrol(home, trust):
    """Let the clinic's certificate in."""
    clinic = next(each for each in door_files.HOLDERS if each.owner_code == PROVIDER)
    said = {
        "holder": clinic.holder.common_name,
        "pem": (trust / "holders" / f"{clinic.file}.pem").read_text(encoding="ascii"),
        **{
            name: getattr(clinic, name)
            for name in ("owner_kind", "owner_code", "house", "username", "role")
        },
    }
    file = trust / "enrolled.json"
    file.write_text(json.dumps([said]), encoding="utf-8")
    cluster = Cluster(home)
    ours = {"OPENPIAS_PROFILE": "demo", "OPENPIAS_HOME": str(home), "DATABASE_URL": cluster.dsn()}
    kept = {name: text for name, text in os.environ.items() if not name.startswith("OPENPIAS_")}
    env = {**kept, **ours}
    command = [sys.executable, "-m", "django", "enrol_demo", str(file)]
    subprocess.run(command, env=env, check=True)
    return trust / "holders" / clinic.file


class Clerk:
    """A clerk at a browser without scripts."""

    def __init__(self, login):
        self.browser = httpx.Client(base_url=login["base_url"], follow_redirects=True, timeout=60)
        self.browser.cookies.set("openpias-language", "ro")
        self.send("/autentificare", username=login["username"], password=login["password"])

    def read(self, address):
        answer = self.browser.get(address)
        assert answer.status_code == 200, SAID.findall(answer.text)
        return answer.text

    def send(self, form, *, to=None, files=None, **typed):
        drawn = dict(DRAWN.findall(self.read(form)))
        answer = self.browser.post(to or form, data={**drawn, **typed}, files=files)
        assert answer.status_code == 200, SAID.findall(answer.text)
        return answer


def signed(home, xml, *, name, holder):
    """Sign the file as the page says, with a key in a file."""
    file = home.parent / name
    file.write_bytes(xml)
    command = [sys.executable, "-m", "openpias.cli", "sign", str(file)]
    command += ["--key", f"{holder}.key", "--certificate", f"{holder}.pem"]
    subprocess.run(command, check=True, capture_output=True)
    return file.with_name(f"{name}.b64")


def until_processed(clerk, address):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        page = clerk.read(address)
        if "prelucrarea s-a încheiat" in page:
            return page
        time.sleep(0.3)
    pytest.fail("the report was not processed")


def consultation(number, today):
    return {
        "action": "save",
        "version": "0",
        "kind": "CLIN",
        "person_type": "OUGMGR",
        "identifier": number,
        "surname": "Tkachenko",
        "given_name": "Sofiia",
        "birth_date": "17-04-1991",
        "patient_house": "CAS-SV",
        "contract_number": "DEMO-1",
        "stamp_code": "DEMO01",
        "speciality": "D-CARD",
        "given_on": today,
        "given_hour": "00:05",
        "service_code": "DC-CONS-01",
        "quantity": "1",
        "package": "PB",
        "diagnosis": "D001",
        "disease_type": "0",
        "presentation": "5",
        "service_type": "1",
    }


def test_a_service_goes_from_the_slip_to_the_answer_and_stands_in_the_register(home):
    today = f"{day_of(datetime.now(UTC)):%d-%m-%Y}"
    trust = home.parent / "trust"
    with ExitStack() as held:
        held.enter_context(running(home, free_port(), OPENPIAS_TRUST_DIR=str(trust)))
        holder = enrol(home, trust)
        login = json.loads((home / "demo.json").read_text())
        number = json.loads(call(login, "/api/v1/temporary-numbers", BODY)[1])["number"]
        clerk = Clerk(login)
        held.callback(clerk.browser.close)

        kept = clerk.send("/raportare/servicii/nou", **consultation(number, today))
        assert "Serviciul a fost salvat și este bun pentru raport" in kept.text

        offered = re.search(r'href="(/raportare/luna\?[^"]*)"', clerk.read("/raportare/luna"))[1]
        chosen = dict(httpx.QueryParams(offered.replace("&amp;", "&").partition("?")[2]))
        shown = offered.replace("&amp;", "&")
        built = clerk.send(shown, to="/raportare/luna", **chosen, record=str(uuid.uuid4()))
        address = built.url.path
        file = clerk.browser.get(f"{address}/fisier.xml")
        name = re.search('filename="([^"]*)"', file.headers["content-disposition"])[1]

        sealed = signed(home, file.content, name=name, holder=holder)
        with sealed.open("rb") as content:
            sent = clerk.send(address, to=f"{address}/semnat", files={"file": content})
        assert sent.url.path.startswith("/raportare/rapoarte/"), sent.text

        page = until_processed(clerk, sent.url.path)
        assert "nimic: toate serviciile au fost primite" in page
        assert clerk.browser.get(f"{sent.url.path}/raspuns").content.startswith(b"PK")
        register = clerk.read("/raportare/evidenta")
        assert number in register
        assert "FT771122" in register
