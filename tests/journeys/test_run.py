"""Does one command bring up everything, and does a clerk get a number, a slip and its check?"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from base64 import b64encode
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from openpias.core.identifiers import temporary_number
from openpias.core.slips import reading

pytestmark = pytest.mark.slow
CHROMIUM = shutil.which("chromium")
BODY = {
    "surname": "Ткаченко",
    "given_name": "Софія",
    "birth_date": "1991-04-17",
    "sex": "F",
    "category": "A",
    "citizenship": "UA",
    "entry_point": "SIRET",
    "entry_date": "2022-03-05",
    "visa_type": "NONE",
    "documents": [{"type": "PASSPORT", "number": "FT771122", "date": "2020-01-01"}],
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(home: Path, port: int, **settings: str):
    """Run `openpias run` on a home until the block ends, and end it the way Ctrl+C does."""
    kept = ("PATH", "LANG", "HOME", "PYTHONPATH")
    env = settings | {name: os.environ[name] for name in kept if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, "-m", "openpias.cli", "run"],
        env={**env, "OPENPIAS_HOME": str(home), "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/health", process)
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def wait_for(address, process):
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        assert process.poll() is None, process.stdout.read()
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    pytest.fail("it does not answer")


def call(login, path, body=None):
    pair = b64encode(f"{login['username']}:{login['password']}".encode()).decode()
    headers = {"Authorization": f"Basic {pair}", "Content-Type": "application/json"}
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(login["base_url"] + path, data, headers)
    with urllib.request.urlopen(request, timeout=30) as response:
        return response.status, response.read()


@pytest.fixture(scope="module")
def home():
    folder = Path(tempfile.mkdtemp(prefix="openpias-run-"))
    folder.chmod(0o711)
    yield folder / "home"
    shutil.rmtree(folder, ignore_errors=True)


def test_a_number_is_issued_kept_over_a_restart_and_printed(home):
    port = free_port()
    with running(home, port):
        login = json.loads((home / "demo.json").read_text())
        assert login["base_url"] == f"http://127.0.0.1:{port}"
        status, content = call(login, "/api/v1/temporary-numbers", BODY)
        issued = json.loads(content)
        assert (status, issued["outcome"]) == (201, "issued")
        assert temporary_number.is_valid(issued["number"])

    other = free_port()
    started = time.monotonic()
    with running(home, other):
        seconds = time.monotonic() - started
        login = json.loads((home / "demo.json").read_text())
        assert login["base_url"] == f"http://127.0.0.1:{other}"
        status, content = call(login, "/api/v1/temporary-numbers", BODY)
        again = json.loads(content)
        assert (status, again["outcome"], again["number"]) == (200, "existing", issued["number"])
        _, pdf = call(login, issued["slip"])
        assert len(reading.read_codes(pdf)) == 1
    assert seconds < 15, "a second start takes seconds"


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_a_clerk_registers_in_a_browser(home):
    with running(home, free_port()), sync_playwright() as playwright:
        login = json.loads((home / "demo.json").read_text())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(locale="ro-RO").new_page()
        sign_in(page, login)
        fill_first_tab(page)
        page.get_by_role("button", name="Salvare + Generare număr").click()
        page.wait_for_url("**/persoane/*")

        digits = page.locator(".op-number__digits").inner_text()
        number = "".join(char for char in digits if char.isdigit())
        assert temporary_number.is_valid(number)
        assert page.locator("img[alt='Cod 2D al fișei']").is_visible()
        browser.close()


def sign_in(page: Page, login):
    page.goto(login["base_url"])
    page.get_by_label("Utilizator").fill(login["username"])
    page.get_by_label("Parolă", exact=True).fill(login["password"])
    page.get_by_role("button", name="Intrare").click()


def fill_first_tab(page: Page):
    page.get_by_label("Nume", exact=True).fill("Гриценко")
    page.get_by_label("Prenume", exact=True).fill("Анастасія")
    page.get_by_label("Data nașterii").fill("17-04-1993")
    page.get_by_label("Gen", exact=True).select_option("F")
    page.get_by_label("Categoria").select_option("A")
    for field, text in (("citizenship", "Ucraina"), ("entry_point", "Siret")):
        page.locator(f"#{field}").fill(text)
        page.locator(f"#{field}__option--0").click()
    page.get_by_label("Data intrării în țară").fill("01-03-2022")
    page.get_by_label("Tipul de viză").select_option("NONE")
    page.get_by_label("Tip", exact=True).select_option("PASSPORT")
    page.locator("#documents-0-number").fill("FH445566")
