"""How are pages of the test browser looked at in a real one? Each is answered as it was kept."""

import contextlib
import mimetypes
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

import openpias.pages

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
STATIC = Path(openpias.pages.__file__).parent / "static"
ORIGIN = "http://openpias.test"


@contextlib.contextmanager
def opened(kept, *, width):
    """Open a window that knows these pages alone: address to HTML."""

    def answer(route):
        path = urlsplit(route.request.url).path
        if path in kept:
            route.fulfill(body=kept[path], content_type="text/html; charset=utf-8")
            return
        file = STATIC / path.removeprefix("/static/")
        if path.startswith("/static/") and file.is_file():
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(body=file.read_bytes(), content_type=kind)
        else:
            route.fulfill(status=404, body="")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        window = browser.new_context(viewport={"width": width, "height": 900}).new_page()
        window.route("**/*", answer)
        yield window
        browser.close()
