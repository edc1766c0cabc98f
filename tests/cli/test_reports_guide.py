"""Does what docs/interop/reports.md tells suppliers to do lead to a report that is opened?"""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.factories import pki
from tests.factories.pki import Trait

from openpias.core.pki import demo_files, signatures
from openpias.core.pki.signatures import State
from openpias.interop import envelopes
from openpias.interop.operations import SERVICES
from openpias.interop.soap import wsdl
from openpias.interop.soap.answers import write_answer
from openpias.interop.soap.calls import read_call

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/interop/reports.md").read_text(encoding="utf-8")
SHELL = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
NAME = "CLIN_11343845_20261125_0809.xml"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n<report name="Țărnă"/>\n'.encode()
NOW = datetime.now(UTC)
HOLDER = pki.certificate(Trait.RSA, ca=pki.authority(moment=NOW), moment=NOW)
USER, SERIES, TOKEN = "11343845_CAS-SV", "SERIE-DE-PROBA", "jeton"
BASIC = "Basic " + base64.b64encode(f"{USER}:{SERIES}".encode()).decode()
SIUI = SERVICES["SiuiWS"]


class Platform(BaseHTTPRequestHandler):
    """Answers the addresses of the guide, and keeps what came."""

    def do_GET(self):
        assert self.path == f"{SIUI.path}?wsdl"
        self._answer(wsdl.describe(SIUI, address=f"{self.server.address}{SIUI.path}"))

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/api/v1/challenges":
            self._answer(json.dumps({"challenge": self.server.challenge}).encode())
        elif self.path == "/api/v1/sessions":
            self.server.signed = (self.headers["Authorization"], json.loads(body))
            self._answer(json.dumps({"token": TOKEN}).encode())
        else:
            call = read_call(body, service=SIUI)
            factors = (self.headers["Authorization"], self.headers["OSCP_RESPONSE"])
            self.server.calls.append((factors, call.operation.name, call.parts))
            is_sent = call.operation.name == "sendReport"
            self._answer(write_answer(call.operation, 0 if is_sent else ("primit",)))

    def _answer(self, content):
        self.send_response(200)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments):
        """Stay silent."""


@pytest.fixture
def platform():
    with ThreadingHTTPServer(("127.0.0.1", 0), Platform) as server:
        host = f"127.0.0.1:{server.server_address[1]}"
        server.address = f"http://{host}"
        server.challenge = f"openpias challenge\nserver: {host}\nnonce: 17\n"
        server.calls, server.signed = [], None
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join(5)


@pytest.fixture
def folder(tmp_path):
    """Give a supplier's folder: the report, a key with its certificate, the command."""
    for program in ("bash", "openssl", "curl"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    (tmp_path / NAME).write_bytes(XML)
    (tmp_path / "key.pem").write_bytes(demo_files.key_pem(HOLDER))
    (tmp_path / "certificate.pem").write_bytes(demo_files.certificates_pem(HOLDER.certificate))
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "openpias"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m openpias.cli "$@"\n')
    command.chmod(0o700)
    return tmp_path


def run(folder, platform, *command):
    environment = {
        **os.environ,
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "PLATFORM": platform.address,
        "USERNAME": USER,
        "SERIES": SERIES,
        "NAME": NAME,
    }
    made = subprocess.run(
        command,
        check=False,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert made.returncode == 0, made.stderr
    return made.stdout


def test_the_guide_leads_from_the_file_to_its_feedback(folder, platform):
    said = [run(folder, platform, "bash", "-euc", each) for each in SHELL]
    sent = run(folder, platform, sys.executable, "-c", PYTHON[0])

    assert "Semnătura este bună." in said[0]
    basic, signed = platform.signed
    found = signatures.verify(
        base64.b64decode(signed["signature"]), data=platform.challenge.encode()
    )
    assert (basic, signed["challenge"], found.state) == (BASIC, platform.challenge, State.GOOD)
    (report, feedback) = platform.calls
    assert report[:2] == ((BASIC, TOKEN), "sendReport")
    opened = envelopes.open_signed(report[2]["reportXML"], prefix="CLIN")
    assert (str(opened.name), opened.content, opened.signer) == (NAME, XML, HOLDER.der)
    assert feedback[1:] == ("getReportFeedback", {"fileName": NAME})
    assert sent == "received: 0\nfeedback: primit\n"


def test_a_challenge_that_names_another_server_is_not_signed(folder, platform):
    platform.challenge = "openpias challenge\nserver: evil.example\nnonce: 17\n"

    with pytest.raises(AssertionError):
        run(folder, platform, "bash", "-euc", SHELL[1])

    assert platform.signed is None
    assert not (folder / "challenge.p7s").exists()
