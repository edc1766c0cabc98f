"""What if the responder of a trust service provider is silent, slow, stale or wrong?

A real HTTP server on loopback: OCSP by GET (RFC 6960, A.1) and POST, both lists, both certificates.
"""

import base64
import binascii
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from openpias.core.pki.demo_ca import DemoCa
from tests.factories import pki

LONGEST_SILENCE = 30


class Mood(StrEnum):
    """How a responder behaves."""

    HONEST = "honest"
    SILENT = "silent"  # takes the connection and says nothing
    SLOW = "slow"  # waits `delay` seconds
    STALE = "stale"  # answers of a month ago
    WRONG = "wrong"  # signed by an authority that nobody knows
    GARBAGE = "garbage"  # a page instead of an answer
    FAILING = "failing"  # status 500


@dataclass(kw_only=True)
class Responder:
    """A running responder; the moods of `ocsp` and `crl` and the `moment` may change at any time."""

    url: str
    ca: DemoCa
    moment: datetime
    ocsp: Mood = Mood.HONEST
    crl: Mood = Mood.HONEST
    delay: float = 0.5
    asked: list[str] = field(default_factory=list)  # method and first part of the path
    stopped: threading.Event = field(default_factory=threading.Event)

    def reply(self, path: str, *, request: bytes) -> tuple[str, bytes]:
        """Return content type and body; raises `KeyError` for a path that is not served."""
        files = {
            "/root.crt": self.ca.root.der,
            "/issuing.crt": self.ca.issuing.der,
        }
        if path in files:
            return "application/pkix-cert", files[path]
        if path == "/ocsp":
            return "application/ocsp-response", self._ocsp(request)
        party = {"/root.crl": "root", "/issuing.crl": "issuing"}[path]
        return "application/pkix-crl", self._crl(party)

    def mood(self, path: str) -> Mood:
        """Return the mood in which this path is answered."""
        if path == "/ocsp":
            return self.ocsp
        return self.crl if path.endswith(".crl") else Mood.HONEST

    def _ocsp(self, request: bytes) -> bytes:
        ca = self.ca
        if self.ocsp == Mood.WRONG:
            ca = replace(ca, ocsp_signer=pki.certificate(pki.Trait.UNKNOWN_ISSUER, ca=ca))
        return ca.ocsp_reply(request, moment=self._said_at(self.ocsp))

    def _crl(self, name: str) -> bytes:
        stranger = pki.authority(moment=self.moment, base_url="http://stranger.example")
        ca = replace(stranger, revoked=self.ca.revoked) if self.crl == Mood.WRONG else self.ca
        return ca.crl(getattr(ca, name), moment=self._said_at(self.crl))

    def _said_at(self, mood: Mood) -> datetime:
        return self.moment - timedelta(days=30) if mood == Mood.STALE else self.moment


@contextmanager
def running(*, moment: datetime = pki.NOW) -> Iterator[Responder]:
    """Run a responder on a free port, with the authority whose certificates name it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    url = f"http://127.0.0.1:{server.server_port}"
    ca = pki.authority(moment=moment, base_url=url)
    server.responder = Responder(url=url, ca=ca, moment=moment)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.responder
    finally:
        server.responder.stopped.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        first, _, rest = self.path.removeprefix("/").partition("/")
        try:
            request = base64.b64decode(urllib.parse.unquote(rest))
        except binascii.Error:
            request = b""
        self._answer("/" + first, request)

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self._answer(self.path.rstrip("/"), self.rfile.read(length))

    def log_message(self, *_arguments: object) -> None:
        """Say nothing on the terminal of the tests."""

    def _answer(self, path: str, request: bytes) -> None:
        responder = self.server.responder
        responder.asked.append(f"{self.command} {path}")
        mood = responder.mood(path)
        if mood == Mood.SILENT:
            responder.stopped.wait(LONGEST_SILENCE)
            return
        if mood == Mood.SLOW:
            responder.stopped.wait(responder.delay)
        if mood == Mood.FAILING:
            self.send_error(500)
            return
        try:
            kind, body = responder.reply(path, request=request)
        except KeyError:
            self.send_error(404)
            return
        self._send(kind, b"<html>" if mood == Mood.GARBAGE else body)

    def _send(self, kind: str, body: bytes) -> None:
        try:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except ConnectionError:  # the client gave up waiting
            return
