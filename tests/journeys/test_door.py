"""Does a clinic get from the enrolment request to its first number, with a certificate in Chromium?

Everything is real: nginx with the configuration that we ship, TLS with the browser's own certificate,
PostgreSQL, the responder of an authority. Pictures go to OPENPIAS_PICTURES where that is set.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from tests.factories.providers import CUI
from tests.journeys import browsers, prepared

from openpias.server.local.door_files import PASSWORD

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(browsers.missing()), reason=browsers.missing()),
]
SERIES = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
LOADED_FONTS = """document.fonts.ready.then(
    fonts => [...fonts].filter(each => each.status === "loaded").length
)"""
KEPT = ("PATH", "LANG", "HOME", "PYTHONPATH")


@dataclass(frozen=True, kw_only=True)
class Running:
    """A platform with its door."""

    home: Path
    portal: str
    door: str
    password: str

    @property
    def files(self) -> Path:
        return self.home / "door"


def free_ports(count):
    """Return the first of some neighbouring ports that nobody uses; each process begins elsewhere."""
    for first in range(21000 + os.getpid() % 400 * 17, 29000, 17):
        try:
            held = []
            for port in range(first, first + count):
                probe = socket.socket()
                held.append(probe)
                probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        else:
            return first
        finally:
            for probe in held:
                probe.close()
    raise AssertionError("no free ports")


@pytest.fixture(scope="module")
def running():
    home = Path(tempfile.mkdtemp(prefix="openpias-door-"))
    home.chmod(0o711)
    prepared.first_start(home)
    first = free_ports(5)
    env = {name: os.environ[name] for name in KEPT if name in os.environ}
    env |= {"OPENPIAS_HOME": str(home), "PORT": str(first + 4), "DOOR_PORT": str(first)}
    log = (home / "run.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "openpias.cli", "run", "--door"], env=env, stdout=log, stderr=log
    )
    try:
        wait_for(f"http://127.0.0.1:{first + 4}/health", process, home / "run.log")
        login = json.loads((home / "demo.json").read_text())
        yield Running(
            home=home,
            portal=f"https://localhost:{first}",
            door=f"https://localhost:{first + 1}",
            password=login["password"],
        )
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        log.close()
        shutil.rmtree(home, ignore_errors=True)


def wait_for(address, process, log):
    until = time.monotonic() + 180
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


@pytest.fixture(scope="module")
def playwright():
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def people(running, playwright, tmp_path_factory):
    """Two browsers: a receptionist whose certificate is not enrolled, and an operator of the house."""
    root = running.files / "anchors" / "root.pem"
    opened = []
    with browsers.policy(running.door):
        for name in ("neinrolat", "casa"):
            holder = running.files / "holders" / f"{name}.p12"
            folder = tmp_path_factory.mktemp(name)
            browsers.home(folder, root=root, holder=holder, password=PASSWORD)
            opened.append(browsers.browser(playwright, folder))
        pages = [each.__enter__().pages[0] for each in opened]
        try:
            yield pages
        finally:
            for each in opened:
                each.__exit__(None, None, None)


def picture(page, name):
    folder = os.environ.get("OPENPIAS_PICTURES")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def sign_in(page, running, username, password):
    page.goto(f"{running.portal}/autentificare")
    page.click("text=Continuă cu certificatul")
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")


def test_from_the_request_to_the_first_number(running, people):
    receptionist, operator = people
    receipt = ask(receptionist, running)
    sign_in(operator, running, "demo-casa", running.password)
    operator.wait_for_url(f"{running.portal}/**")
    series = enter_provider(operator, running)

    sign_in(receptionist, running, CUI, series)
    picture(receptionist, "4-not-enrolled")
    assert "nu este înrolat" in receptionist.inner_text("main")

    approve(operator, running, receipt)
    sign_in(receptionist, running, CUI, series)
    receptionist.wait_for_url(f"{running.portal}/**")
    register(receptionist, running)

    number = receptionist.inner_text(".op-number")
    assert re.search(r"9[\d ]{12,}", number), number
    picture(receptionist, "7-number")


def ask(page, running):
    page.goto(f"{running.portal}/autentificare")
    picture(page, "1-to-the-door")
    page.click("text=Cereți înrolarea")
    page.click("text=Luați-l direct din browser")
    assert page.url.startswith(running.door)
    assert "Popescu Maria" in page.inner_text("main")
    page.fill("[name=fiscal_code]", CUI)
    page.select_option("[name=house]", "CAS-SV")
    page.fill("[name=holder]", "Popescu Maria")
    page.check("[name=role][value=clerk]")
    page.fill("[name=email]", "receptie@clinica.example")
    picture(page, "2-request")
    page.click("text=Trimite cererea")
    page.wait_for_selector("text=Numărul bonului")
    picture(page, "3-receipt")
    # Groups stand apart on the page without a sign between them.
    parts = re.search(r"\b([0-9A-Z]{4})-?([0-9A-Z]{4})-?([0-9A-Z]{4})\b", page.inner_text("main"))
    return "-".join(parts.groups())


def enter_provider(page, running):
    page.goto(f"{running.portal}/furnizori/nou")
    page.fill("[name=fiscal_code]", CUI)
    page.fill("[name=name]", "Clinica Știința")
    page.check("[name=kinds][value=clinic]")
    page.select_option("[name=house]", "CAS-SV")
    page.fill("[name=contract_number]", "17/2026")
    page.fill("[name=valid_from]", "01-01-2026")
    page.fill("[name=valid_to]", "31-12-2098")
    page.click("text=Salvare")
    page.click("text=Dă o serie nouă")
    page.wait_for_selector("text=Am notat seria")
    return SERIES.search(page.inner_text("main"))[0]


def approve(page, running, receipt):
    page.goto(f"{running.portal}/inrolari")
    picture(page, "5-queue")
    page.click(f"text={receipt}")
    picture(page, "6-compare")
    page.click("text=Aprobă înrolarea")
    page.wait_for_selector("text=Cererea este aprobată")


def register(page, running):
    page.goto(f"{running.portal}/numar-unic-temporar")
    page.fill("[name=surname]", "Шевченко")
    page.fill("[name=given_name]", "Олена")
    page.fill("[name=birth_date]", "20-07-1982")
    page.get_by_label("Gen", exact=True).select_option("F")
    page.get_by_label("Categoria").select_option("A")
    for field, text in (("citizenship", "Ucraina"), ("entry_point", "Siret")):
        page.locator(f"#{field}").fill(text)
        page.locator(f"#{field}__option--0").click()
    page.fill("[name=entry_date]", "01-03-2022")
    page.get_by_label("Tipul de viză").select_option("NONE")
    page.get_by_label("Tip", exact=True).select_option("PASSPORT")
    page.locator("#documents-0-number").fill("FA123456")
    page.locator("#documents-0-date").fill("02-05-2019")
    page.get_by_role("button", name="Salvare").last.click()
    page.wait_for_selector(".op-number")


def test_a_header_that_a_client_invents_is_worthless_from_outside(running):
    import ssl
    from urllib.parse import quote

    context = ssl.create_default_context(cafile=running.files / "anchors" / "root.pem")
    pem = (running.files / "holders" / "receptie.pem").read_text()
    body = f"username=demo&password={running.password}".encode()
    for origin in (running.portal, running.door):
        asked = urllib.request.Request(
            f"{origin}/autentificare",
            data=body,
            headers={"X-Client-Certificate": quote(pem), "X-Door-Key": "x" * 64},
        )
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(asked, context=context)
        said = refused.value.read().decode()
        assert refused.value.code in {401, 403, 422}
        assert "openpias" not in (refused.value.headers.get("Set-Cookie") or "").replace(
            "__Host-openpias-csrf", ""
        )
        assert "Autentificare" in said or "Formularul" in said or "acces" in said


def test_a_browser_without_a_certificate_is_told_what_to_do(running, playwright, tmp_path):
    root = running.files / "anchors" / "root.pem"
    folder = browsers.home(tmp_path, root=root, holder=None, password="")
    with browsers.policy(running.door), browsers.browser(playwright, folder) as context:
        page = context.pages[0]
        said = []
        page.on("console", lambda each: said.append(each.text))
        page.goto(f"{running.door}/autentificare")
        picture(page, "8-no-certificate")

        assert "Introduceți tokenul" in page.inner_text("main")
        # Style, scripts and fonts come from the portal's port, and the browser's policy lets them.
        assert said == []
        assert page.evaluate("[...document.styleSheets].map(each => each.href)")[0].startswith(
            running.portal
        )
        assert page.evaluate(LOADED_FONTS) > 0
        assert page.locator("body.js-enabled").count() == 1
