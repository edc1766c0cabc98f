"""Does a practice get from the first error to the success message, with everything real but the card?

`openpias run`, pcscd, `openpias virtual-card insert`, `openpias station` and Chromium are processes
of their own. The practice sits at the station's pages, the specialist of the house at the portal's.
Pictures go to OPENPIAS_PICTURES where that is set.
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
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright
from tests.journeys import prepared, test_run
from tests.journeys.portal import Specialist

from openpias.station.devices import pcsc
from openpias.station.simulator import card_file

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.reader,  # also the tests that put no card in: the platform runs once
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.skipif(not pcsc.is_available(), reason="pyscard is not installed"),
]
KEPT = ("PATH", "LANG", "HOME", "PYTHONPATH", "PCSCLITE_CSOCK_NAME")
TERMINAL = "OpenPIAS test 00 00"
DEMO_PIN, NEW_PIN = "1234", "7305"
PRACTICE = "Clinica Demonstrativă Siret"


def environment(**more):
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, **{name: str(value) for name, value in more.items()}}


@pytest.fixture(scope="module")
def platform():
    """Run the platform of the demonstration; yield its home."""
    folder = Path(tempfile.mkdtemp(prefix="openpias-station-"))
    folder.chmod(0o711)
    home, port = folder / "home", test_run.free_port()
    prepared.first_start(home)
    process = subprocess.Popen(
        [sys.executable, "-m", "openpias.cli", "run"],
        env=environment(OPENPIAS_HOME=home, PORT=port),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        test_run.wait_for(f"http://127.0.0.1:{port}/health", process)
        yield home
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


class Station:
    """`openpias station` as it runs, and everything that it printed."""

    def __init__(self, process):
        self.process = process
        self.lines = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        self.lines.extend(self.process.stdout)

    def close(self):
        self._reader.join(5)
        self.process.stdout.close()

    @property
    def said(self):
        return "".join(self.lines)

    def link(self):
        end = time.monotonic() + 30
        while not (found := re.search(r"http://127\S+", self.said)):
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            time.sleep(0.05)
        return found[0]


@contextmanager
def station(platform, folder):
    """Run the station until the end; it ends within two seconds after Ctrl-C."""
    process = subprocess.Popen(
        [sys.executable, "-m", "openpias.cli", "station", "--demo", str(platform), "--no-browser"],
        env=environment(OPENPIAS_STATION_HOME=folder, PYTHONUNBUFFERED=1),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    running = Station(process)
    try:
        yield running
    finally:
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.wait(15)
        running.ended_after = time.monotonic() - begun
        running.close()


@contextmanager
def inserted(file, readers):
    """Put a card in as `openpias virtual-card insert` does."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "openpias.cli", "virtual-card", "insert", str(file)),
            *("--port", str(readers.port)),
        ],
        env=environment(),
        stdout=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(10)


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def window(browser):
    """Open pages in contexts of their own, as two people at two computers."""
    opened = []

    def new():
        opened.append(browser.new_context(locale="ro-RO"))
        page = opened[-1].new_page()
        page.set_default_timeout(15_000)
        return page

    yield new
    for each in opened:
        each.close()


@pytest.fixture
def page(window):
    return window()


@pytest.fixture
def specialist(platform, window):
    """The specialist of the house at the portal's pages."""
    login = json.loads((platform / "demo.json").read_text())
    opened = Specialist(address=login["base_url"], page=window())
    opened.sign_in("demo-card", login["password"])
    return opened


def picture(page, name):
    folder = os.environ.get("OPENPIAS_PICTURES")
    if folder:
        page.screenshot(path=f"{folder}/station-{name}.png", full_page=True)


def enter(page, running):
    page.goto(running.link())
    choose = page.get_by_label("Terminalul pentru carduri")
    expect(choose).to_be_visible()
    choose.select_option(TERMINAL)
    press(page, "Folosește acest terminal")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def type_pin(page, label, pin):
    field = page.get_by_label(label, exact=True)
    field.fill(pin)
    press(page, "Acceptă")


def says(page, text):
    expect(page.get_by_text(text).first).to_be_visible(timeout=15_000)


def reported_number(page):
    """Return the number of the case as the station shows it."""
    says(page, "trimis, așteaptă un specialist")
    return re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page.locator("main").inner_text())[0]


def block(page):
    """Type a wrong PIN until none is left."""
    for left in (4, 3, 2, 1, 0):
        press(page, "Verifică PIN-ul")
        type_pin(page, "PIN-ul actual", "9999")
        says(page, f"Încercări rămase: {left}." if left else "Card blocat (-15)")


def unblock(specialist):
    """Do what the specialist does with a case whose holder was compared."""
    specialist.press("Deblochează cardul")
    specialist.says("Ce apasă furnizorul, până la ora")
    specialist.picture("case-unblocked")


def reset_and_change(page):
    """Walk the steps of the seed that follow the confirmation."""
    press(page, "Reset PIN eCard")
    type_pin(page, "PIN-ul de reset", "0000")
    says(page, "PIN-ul cardului este acum 0000.")
    picture(page, "5-reset")
    press(page, "Schimbă PIN eCard")
    type_pin(page, "PIN-ul actual", "0000")
    type_pin(page, "PIN-ul nou", NEW_PIN)
    picture(page, "6-confirmation")
    type_pin(page, "PIN-ul nou, încă o dată", NEW_PIN)
    says(page, "PIN-ul a fost schimbat cu succes.")


def test_a_blocked_card_from_its_first_error_to_a_new_pin(
    platform, readers, page, specialist, tmp_path
):
    file = platform / "cards" / "activ.json"
    holder = card_file.load(file)
    home = tmp_path / "station"
    with station(platform, home) as running:
        enter(page, running)
        says(page, "Cardul nu este prezent în terminal (-8)")
        picture(page, "1-no-card")
        with inserted(file, readers):
            says(page, "introdus, poate fi folosit")
            block(page)
            picture(page, "2-blocked")
            press(page, "Trimite casei")
            number = reported_number(page)
            press(page, "Reset PIN eCard")
            says(page, "(-36)")
            picture(page, "3-not-confirmed")
            specialist.open_case(number)
            specialist.picture("case-waits")
            specialist.press("Preiau cazul")
            specialist.picture("case-taken")
            unblock(specialist)
            press(page, "Întreabă casa din nou")
            says(page, "confirmat: puteți continua")
            picture(page, "4-confirmed")
            reset_and_change(page)
            says(page, "rezolvat")
            picture(page, "7-changed")
            specialist.page.reload()
            specialist.says("Încheiat")
            specialist.picture("case-done")
            press(page, "Citește cardul din nou")
            press(page, "Verifică PIN-ul")
            type_pin(page, "PIN-ul actual", NEW_PIN)
            says(page, "PIN-ul este corect.")
            says(page, "autentificat, confirmat de unitate")
        says(page, "Cardul nu este prezent în terminal (-8)")

    assert running.ended_after < 2.0
    assert (home.stat().st_mode & 0o777) == 0o700
    assert (home / "terminal").read_text().strip() == TERMINAL
    assert found_in_logs(platform, running, holder) == []


def found_in_logs(platform, running, holder):
    """Return what must not be written of a card, and was."""
    written = running.said + "".join(
        each.read_text(errors="replace") for each in (platform / "log").iterdir()
    )
    secrets = [NEW_PIN, holder.card_number, cid_of(holder)]
    secrets += [each.decode() for each in re.findall(rb"\d{13}", holder.public)]
    return [each for each in secrets if re.search(rf"\b{each}\b", written)]


def cid_of(holder):
    return re.search(rb"\d{20}", holder.public)[0].decode()


def test_a_case_by_telephone_leads_to_the_same_end(platform, readers, page, specialist, tmp_path):
    file = platform / "cards" / "blocat.json"
    with station(platform, tmp_path / "station") as running, inserted(file, readers):
        enter(page, running)
        says(page, "introdus, blocat")
        picture(page, "20-blocked-before")
        specialist.telephone_case(
            provider=PRACTICE, kind="Card blocat (-15)", cid=cid_of(card_file.load(file))
        )
        specialist.press("Am sunat")
        specialist.compare("Altcineva", "01-02-1970")
        specialist.says("nu se potrivesc cu titularul")
        specialist.picture("case-differs")
        holder = surname, birth_date = specialist.holder()
        assert all(holder)
        specialist.compare(surname, birth_date)
        specialist.says("se potrivesc")
        specialist.picture("case-by-telephone")
        unblock(specialist)
        press(page, "Citește cardul din nou")
        picture(page, "21-by-telephone")
        reset_and_change(page)


def test_an_invalid_card_works_again_with_the_pin_it_had(
    platform, readers, page, specialist, tmp_path
):
    with (
        station(platform, tmp_path / "station") as running,
        inserted(platform / "cards" / "suspendat.json", readers),
    ):
        enter(page, running)
        says(page, "Starea cardului este invalidă (-5)")
        picture(page, "8-invalid")
        press(page, "Trimite casei")
        specialist.open_case(reported_number(page))
        specialist.press("Preiau cazul")
        specialist.page.get_by_label("De ce poate fi repus").fill("Titular regăsit")
        specialist.picture("case-invalid")
        specialist.press("Repune cardul")
        specialist.says("Încheiat")
        specialist.picture("case-reinstated")
        press(page, "Citește cardul din nou")
        says(page, "introdus, poate fi folosit")
        press(page, "Verifică PIN-ul")
        type_pin(page, "PIN-ul actual", DEMO_PIN)
        says(page, "PIN-ul este corect.")
        picture(page, "9-valid-again")


def test_a_new_card_is_activated_by_its_holder(platform, readers, page, tmp_path):
    with (
        station(platform, tmp_path / "station") as running,
        inserted(platform / "cards" / "inactiv.json", readers),
    ):
        enter(page, running)
        says(page, "introdus, neactivat")
        picture(page, "10-inactive")
        press(page, "Activează cardul")
        type_pin(page, "PIN-ul de transport", "000")
        type_pin(page, "PIN-ul nou", NEW_PIN)
        type_pin(page, "PIN-ul nou, încă o dată", NEW_PIN)
        says(page, "Cardul a fost activat.")
        picture(page, "11-activated")


def test_whoever_forgot_the_pin_is_led_on_and_a_dead_station_is_told(
    platform, readers, page, tmp_path
):
    with station(platform, tmp_path / "station") as running:
        with inserted(platform / "cards" / "activ-2.json", readers):
            enter(page, running)
            says(page, "introdus, poate fi folosit")
            press(page, "Reset PIN eCard")
            says(page, "(-37)")
            page.get_by_role("link", name="Titularul și-a uitat PIN-ul").click()
            says(page, "Titularul și-a uitat PIN-ul")
            picture(page, "12-forgotten")
            page.get_by_role("link", name="Înapoi la Pacienți").click()
            says(page, "introdus, poate fi folosit")
        says(page, "Cardul nu este prezent în terminal (-8)")
    says(page, "Stația nu mai răspunde")


def test_a_station_without_a_platform_says_what_to_start(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "openpias.cli", "station", "--demo", str(tmp_path)],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "openpias run" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_told(platform, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [
                *(sys.executable, "-m", "openpias.cli", "station", "--demo", str(platform)),
                *("--no-browser", "--port", str(port)),
            ],
            env=environment(OPENPIAS_STATION_HOME=tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 1
    assert str(port) in done.stderr
    assert "Traceback" not in done.stderr
