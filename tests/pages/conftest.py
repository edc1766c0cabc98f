"""What do tests of pages stand on? The gallery, served with the strictest policy, and Chromium."""

import functools
import gettext
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from jinja2 import Environment
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from openpias.pages import environment
from openpias.pages.gallery import write

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SLIP_DIGITS = "4711" * 150
_POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
_SCANNER_POLICY = f"{_POLICY}; script-src 'self' 'wasm-unsafe-eval'"


@pytest.fixture
def templates() -> Environment:
    return environment(translations=gettext.NullTranslations())


class _Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        scanner = self.path.startswith("/verification")
        self.send_header("Content-Security-Policy", _SCANNER_POLICY if scanner else _POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("gallery")
    write(directory)
    return directory


@pytest.fixture(scope="session")
def gallery_url(gallery: Path) -> Iterator[str]:
    handler = functools.partial(_Handler, directory=str(gallery))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Give Chromium whose camera sees the code of a slip.

    Ends with the module, as a folder without `__init__` is no package and would end with the
    session: while it is open its event loop counts as running, and Django refuses the database to
    whoever comes next in this process.
    """
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian package `chromium`)")
    camera = tmp_path_factory.mktemp("camera") / "slip.mjpeg"
    _film(camera)
    arguments = [
        "--no-sandbox",
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={camera}",
    ]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a tab; whatever the policy forbids or a script gets wrong fails the test."""
    faults: list[str] = []
    tab = browser.new_page(locale="ro-RO", viewport={"width": 1280, "height": 900})
    tab.on("console", lambda message: faults.append(message.text))
    tab.on("pageerror", lambda error: faults.append(str(error)))
    yield tab
    tab.close()
    assert faults == []


def _film(path: Path) -> None:
    code = path.with_suffix(".png")
    segno.make(SLIP_DIGITS, error="m", micro=False).save(str(code), scale=6, border=6)
    frame = Image.new("RGB", (1280, 720), "white")
    with Image.open(code) as picture:
        frame.paste(picture.convert("RGB").resize((640, 640)), (320, 40))
    frame.save(code.with_suffix(".jpeg"), quality=90)
    path.write_bytes(code.with_suffix(".jpeg").read_bytes() * 5)
