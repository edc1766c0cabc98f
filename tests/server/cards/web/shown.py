"""How are pages of the test browser looked at in a real one? Each is answered as it was kept."""

import contextlib
import http.server
import mimetypes
import shutil
import threading
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

import openpias.pages

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
STATIC = Path(openpias.pages.__file__).parent / "static"
_HOST = "openpias.test"
ORIGIN = f"http://{_HOST}"


@contextlib.contextmanager
def opened(kept, *, width):
    """Open a window that knows these pages alone: address to HTML."""
    with _served(kept) as port, sync_playwright() as playwright:
        # A server, and no route of the driver's: with one, each page loads styles and fonts anew.
        names = f"MAP {_HOST}:80 127.0.0.1:{port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        rules = f"--host-resolver-rules={names}"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", rules])
        window = browser.new_context(viewport={"width": width, "height": 900}).new_page()
        yield window
        browser.close()


@contextlib.contextmanager
def _served(kept):
    """Serve the pages and the files beside them; yield the port."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            path = urlsplit(self.path).path
            file = STATIC / path.removeprefix("/static/")
            if path in kept:
                self.answer(200, "text/html; charset=utf-8", kept[path])
            elif path.startswith("/static/") and file.is_file():
                kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                self.answer(200, kind, file.read_bytes(), cached="max-age=3600")
            else:
                self.answer(404, "text/plain", b"")

        def answer(self, status, kind, body, cached="no-store"):
            self.send_response(status)
            for name, value in (
                *(("Content-Type", kind), ("Content-Length", str(len(body)))),
                ("Cache-Control", cached),
            ):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Keep the test's output clean."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()
