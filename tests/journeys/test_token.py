"""Does a receptionist sign in with a token: asked for the certificate, then for the PIN?

Chromium on a screen of its own shows the certificate of a card through OpenSC; the PIN is typed into
its own window. The door is that of `test_door.py`. Pictures go to OPENPIAS_PICTURES.
"""

import os
import re
import subprocess
import threading
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from tests import prepare_machine
from tests.factories import tokens
from tests.factories.providers import CUI
from tests.fakes.piv import TRIES, Place
from tests.fakes.vpcd import until
from tests.journeys import browsers, test_door

from openpias.server.local import door_files

WINDOW = "Unlock"
SCREEN = "1280x900x24"


def missing():
    """Say what is missing on this machine, or nothing."""
    packages = prepare_machine.missing("xvfb", "xdotool")
    return f"not installed: {', '.join(packages)} (Debian packages)" if packages else ""


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(browsers.missing()), reason=browsers.missing()),
    pytest.mark.skipif(bool(missing()), reason=missing()),
]
running, playwright = test_door.running, test_door.playwright


@pytest.fixture(scope="module")
def screen():
    """Run a screen that nobody looks at, and return its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            yield Screen(f":{number.readline().strip()}")
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def card(running, readers):
    """Plug in a token that the authority of the door certified, and return it."""
    now = datetime.now(UTC).replace(microsecond=0)
    responder = (running.files / "responder").read_text(encoding="ascii")
    ca = door_files.authority(running.files, responder_url=responder)
    card = tokens.applet(ca=ca, moment=now, common_name="Țărnă Ștefania", fiscal_code=CUI)
    with readers.inserted(card):
        yield card


class Screen:
    """The windows of a screen, and a keyboard before it."""

    def __init__(self, name):
        self.env = {"DISPLAY": name, "LANGUAGE": "en"}

    def windows(self, title):
        """Return the windows with this in their title, by their numbers."""
        found = self._run("xdotool", "search", "--onlyvisible", "--name", title)
        return set(found.stdout.split())

    def type(self, text):
        self._run("xdotool", "type", "--delay", "20", text)
        self.press("Return")

    def press(self, key):
        self._run("xdotool", "key", key)

    @contextmanager
    def cancelling(self, title):
        """Press Escape whenever such a window stands there."""
        over = threading.Event()

        def cancel():
            while not over.wait(0.1):
                if self.windows(title):
                    self.press("Escape")

        thread = threading.Thread(target=cancel)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def picture(self, name):
        folder = os.environ.get("OPENPIAS_PICTURES")
        if folder:
            self._run("import", "-window", "root", f"{folder}/{name}.png")

    def _run(self, *command):
        env = {**os.environ, **self.env}
        return subprocess.run(command, env=env, check=False, capture_output=True, timeout=10)


@pytest.fixture
def series(running, playwright, card, tmp_path):
    """Let the token's certificate in, as a house does, and return the clinic's licence series."""
    file = tmp_path / "token.cer"
    file.write_bytes(card.certificates[Place.AUTHENTICATION])
    folder = browsers.home(
        tmp_path / "house",
        root=running.files / "anchors" / "root.pem",
        holder=running.files / "holders" / "casa.p12",
        password=door_files.PASSWORD,
    )
    with browsers.policy(running.door), browsers.browser(playwright, folder) as context:
        page = context.pages[0]
        test_door.sign_in(page, running, "demo-casa", running.password)
        page.wait_for_url(f"{running.portal}/**")
        given = test_door.enter_provider(page, running)
        test_door.approve(page, running, ask(page, running, file))
    return given


def ask(page, running, certificate):
    """Ask for the enrolment of a certificate in a file, and return the receipt."""
    page.goto(f"{running.portal}/inrolare")
    page.set_input_files("[name=certificate]", certificate)
    page.fill("[name=fiscal_code]", CUI)
    page.select_option("[name=house]", "CAS-SV")
    page.fill("[name=holder]", "Țărnă Ștefania")
    page.check("[name=role][value=clerk]")
    page.fill("[name=email]", "receptie@clinica.example")
    page.click("text=Trimite cererea")
    page.wait_for_selector("text=Numărul bonului")
    parts = re.search(r"\b([0-9A-Z]{4})-?([0-9A-Z]{4})-?([0-9A-Z]{4})\b", page.inner_text("main"))
    return "-".join(parts.groups())


@pytest.fixture
def reception(running, playwright, card, screen, tmp_path):
    """Open a browser on the screen, which knows the token and nothing else."""
    folder = browsers.home(
        tmp_path / "reception",
        root=running.files / "anchors" / "root.pem",
        holder=None,
        password="",
        module=tokens.OPENSC,
    )
    with (
        browsers.policy(running.door),
        browsers.browser(playwright, folder, env=screen.env, headless=False) as context,
    ):
        yield context.pages[0]


def to_the_door(page, running):
    """Leave for the door; the page waits for the PIN, so nobody waits for the page."""
    page.goto(f"{running.portal}/autentificare")
    button = page.locator("text=Continuă cu certificatul")
    button.evaluate("each => setTimeout(() => each.click())")


def test_with_token_pin_and_series_to_the_first_page(running, card, screen, series, reception):
    to_the_door(reception, running)
    until(lambda: screen.windows(WINDOW), within=15)
    first = screen.windows(WINDOW)
    screen.picture("token-1-pin")

    screen.type("000000")
    # Chromium says nothing of the wrong PIN: it asks again, in a window that looks the same.
    until(lambda: screen.windows(WINDOW) - first, within=15)
    assert card.tries == TRIES - 1
    screen.picture("token-2-wrong-pin")
    screen.type(tokens.PIN)
    reception.wait_for_selector("[name=username]")
    screen.picture("token-3-door")
    # Files come from the portal's port: only the page itself is signed for.
    assert len(card.signed) == 1
    reception.fill("[name=username]", CUI)
    reception.fill("[name=password]", series)
    reception.press("[name=password]", "Enter")
    reception.wait_for_url(f"{running.portal}/**")
    screen.picture("token-4-first-page")

    assert "Țărnă Ștefania" in reception.inner_text("body")
    assert set(card.signed) == {Place.AUTHENTICATION}
    # The form that is sent has a connection of its own; Chromium may open one more ahead of it.
    assert len(card.signed) <= 3
    assert card.tries == TRIES


def test_a_locked_token_leads_to_a_page_that_says_what_to_do(running, card, screen, reception):
    card.tries = 0
    to_the_door(reception, running)

    with screen.cancelling(WINDOW):
        reception.wait_for_selector("text=Certificatul digital lipsește")
    screen.picture("token-5-locked")

    assert card.signed == []
    assert "Încearcă din nou" in reception.inner_text("main")
