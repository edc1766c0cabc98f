"""Who answers OCSP requests and gives the lists of the demonstration's authority?

A process of its own on loopback: `python -m openpias.server.local.demo_responder PORT FOLDER`.
A file `revoked` in the folder, with serial numbers in decimal, one a line, is read at each answer.
"""

import sys
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from openpias.core.pki.demo_ca import DemoCa
from openpias.server.local import door_files

_LARGEST = 64 * 1024


class _Handler(BaseHTTPRequestHandler):
    ca: DemoCa
    folder: Path

    def do_GET(self) -> None:
        """Give a list of revoked certificates, or an authority's certificate."""
        self._read_revoked()
        now = datetime.now(UTC)
        content = {
            "/root.crl": lambda: self.ca.crl(self.ca.root, moment=now),
            "/issuing.crl": lambda: self.ca.crl(self.ca.issuing, moment=now),
            "/root.crt": lambda: self.ca.root.der,
            "/issuing.crt": lambda: self.ca.issuing.der,
        }.get(self.path)
        if content is None:
            self.send_error(404)
        else:
            self._send("application/octet-stream", content())

    def do_POST(self) -> None:
        """Answer an OCSP request."""
        length = int(self.headers.get("Content-Length") or 0)
        if self.path != "/ocsp" or not 0 < length <= _LARGEST:
            self.send_error(404)
            return
        self._read_revoked()
        request = self.rfile.read(length)
        self._send(
            "application/ocsp-response", self.ca.ocsp_reply(request, moment=datetime.now(UTC))
        )

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing: a serial number in a log would name a person."""

    def _read_revoked(self) -> None:
        file = self.folder / "revoked"
        serials = file.read_text(encoding="ascii").split() if file.exists() else []
        since = datetime.now(UTC).replace(microsecond=0)
        self.ca.revoked.clear()
        self.ca.revoked.update({int(serial): since for serial in serials})

    def _send(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    """Serve until asked to end."""
    port, folder = int(sys.argv[1]), Path(sys.argv[2])
    _Handler.folder = folder
    _Handler.ca = door_files.authority(folder, responder_url=f"http://127.0.0.1:{port}")
    ThreadingHTTPServer(("127.0.0.1", port), _Handler).serve_forever()


if __name__ == "__main__":
    main()
