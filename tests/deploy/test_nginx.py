"""Does the configuration that we ship work in front of the server, in the production profile?

The shipped file is used as it is, but for ports, paths and the name of the certificate.
"""

import datetime as dt
import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import time
import warnings

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.journeys.servers import PASSWORD, Platform

from openpias.server.local import front as front_file

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
DOOR_KEY = "0123456789abcdef" * 4
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        NGINX is None, reason="nginx is not installed (Debian package `nginx-light`)"
    ),
]


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def certificate(folder):
    """Write a certificate of its own for localhost."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


class Front:
    """nginx before granian; both are ended at the end."""

    def __init__(self, home, platform):
        self.run = home / "nginx"
        self.run.mkdir()
        self.plain, self.secure, self.door = free_port(), free_port(), free_port()
        certificate(self.run)
        (self.run / "bundle.pem").write_bytes((self.run / "fullchain.pem").read_bytes())
        ports = front_file.Ports(
            plain=self.plain, portal=self.secure, door=self.door, upstream=platform.port
        )
        command = front_file.write(self.run, ports=ports, door_key=DOOR_KEY)
        self.process = subprocess.Popen(command)

    def call(self, method, path, *, body=None, headers=None, secure=True):
        """Send one call through nginx."""
        context = ssl.create_default_context(cafile=self.run / "fullchain.pem")
        connection = (
            http.client.HTTPSConnection("localhost", self.secure, context=context, timeout=30)
            if secure
            else http.client.HTTPConnection("localhost", self.plain, timeout=30)
        )
        try:
            connection.request(method, path, body=body, headers=headers or {})
            response = connection.getresponse()
            response.content = response.read()
            return response
        finally:
            connection.close()

    def wait(self):
        """Wait until the portal answers through nginx."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                if self.call("GET", "/health").status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.2)
        raise AssertionError((self.run / "start.log").read_text())

    def stop(self):
        """End nginx."""
        self.process.terminate()
        self.process.wait(timeout=20)


@pytest.fixture(scope="module")
def platform():
    running = Platform("front")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def front(platform):
    running = None
    settings = {
        "OPENPIAS_PROFILE": "production",
        "OPENPIAS_PUBLIC_URL": "https://localhost",
        "OPENPIAS_LOGIN_URL": "https://localhost:8443",
        "OPENPIAS_HOSTS": "localhost 127.0.0.1",
    }
    keys = {
        name: os.urandom(32).hex()
        for name in ("SECRET_KEY", "AUDIT_KEY", "ANSWER_KEY", "CARD_MASTER_KEY", "HELPDESK_KEY")
    }
    keys["DOOR_KEY"] = DOOR_KEY
    settings.update({f"OPENPIAS_{name}": key for name, key in keys.items()})
    try:
        with pytest.MonkeyPatch.context() as environment:
            platform.prepare()
            for name, value in settings.items():
                environment.setenv(name, value)
            platform.start_web()
            running = Front(platform.home, platform)
            running.wait()
            yield running
    finally:
        if running is not None:
            running.stop()


def test_plain_http_leads_to_https(front):
    answer = front.call("GET", "/cautare", secure=False)

    expected = f"https://localhost:{front.secure}/cautare"
    assert (answer.status, answer.headers["Location"]) == (308, expected)


def test_a_program_that_calls_in_the_clear_is_told_and_not_led_on(front):
    answer = front.call("GET", "/api/v1/nomenclatures/sexes", secure=False)

    assert (answer.status, answer.headers["Location"]) == (403, None)
    assert json.loads(answer.content)["status"] == 403


def test_an_official_operation_answers_behind_the_proxy_and_never_in_the_clear(front):
    path = "/svapntws/services/SiuiWS"

    described = front.call("GET", f"{path}?wsdl")
    unknown = front.call("POST", path)

    assert front.call("GET", path, secure=False).status == 403
    assert f"https://localhost{path}".encode() in described.content
    assert (unknown.status, unknown.headers["OpenPIAS-Fault"]) == (401, "Client not-authenticated")


@pytest.mark.parametrize(
    ("ciphers", "version", "is_taken"),
    [
        ("ECDHE-ECDSA-AES256-GCM-SHA384", ssl.TLSVersion.TLSv1_2, True),
        ("ECDHE-ECDSA-AES256-SHA", ssl.TLSVersion.TLSv1_2, False),
        ("ALL:@SECLEVEL=0", ssl.TLSVersion.TLSv1_1, False),
    ],
)
def test_old_versions_and_weak_ciphers_of_tls_are_refused(front, ciphers, version, is_taken):
    context = ssl.create_default_context(cafile=front.run / "fullchain.pem")
    context.set_ciphers(ciphers)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # Versions that we ask for to be refused.
        context.minimum_version = min(version, context.minimum_version)
        context.maximum_version = version

    try:
        with (
            socket.create_connection(("localhost", front.secure), timeout=10) as plain,
            context.wrap_socket(plain, server_hostname="localhost"),
        ):
            taken = True
    except (ssl.SSLError, ConnectionError):
        taken = False

    assert taken is is_taken


@pytest.mark.parametrize(
    ("method", "path", "secure", "size", "status"),
    [
        ("GET", "/cautare", False, 0, 308),
        ("GET", "/api/v1/openapi.json", False, 0, 403),
        ("POST", "/verificare", True, 12 * 1024 * 1024, 413),
    ],
)
def test_what_nginx_says_itself_is_no_page_to_frame_or_to_guess_at(
    front, method, path, secure, size, status
):
    answer = front.call(method, path, body=b"x" * size or None, secure=secure)

    assert answer.status == status
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_the_method_trace_is_refused(front):
    assert front.call("TRACE", "/ajutor").status == 405


def test_a_page_comes_through_with_its_headers_and_without_the_demo_banner(front):
    answer = front.call("GET", "/autentificare")

    assert answer.status == 200
    assert answer.headers.get_all("Strict-Transport-Security") == [
        "max-age=31536000; includeSubDomains"
    ]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "nginx/" not in answer.headers.get("Server", "")
    assert "Profil demonstrativ" not in answer.content.decode()
    assert "__Host-openpias-csrf" in answer.headers["Set-Cookie"]
    assert "Secure" in answer.headers["Set-Cookie"]


def test_a_call_of_a_program_comes_through(front):
    answer = front.call(
        "GET", "/api/v1/nomenclatures/sexes", headers={"Authorization": "Basic eDp5"}
    )

    assert answer.status == 401
    assert answer.headers["Content-Type"].startswith("application/problem+json")


def test_what_is_too_large_stops_at_the_door(front):
    answer = front.call("POST", "/verificare", body=b"x" * (12 * 1024 * 1024))

    assert answer.status == 413
    assert "cel mult 10 MB" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/raportare/trimitere", 403),
        ("/raportare/construite/4be0643f-1d98-573b-97cd-ca98a65347dd/semnat", 403),
        ("/api/v1/reports/4be0643f-1d98-573b-97cd-ca98a65347dd/signed", 401),
        ("/svapntws/services/SiuiWS", 401),
    ],
)
def test_whoever_is_not_known_hears_it_though_the_signed_report_is_large(front, path, status):
    # Again and again: a connection that ends under what nginx still sends is lost at times only.
    answers = [front.call("POST", path, body=b"x" * (24 * 1024 * 1024)) for _ in range(5)]

    assert [answer.status for answer in answers] == [status] * 5


def test_no_path_and_no_number_is_logged(front):
    front.call("GET", "/api/v1/temporary-numbers/9000000000000")
    time.sleep(0.2)

    logged = "".join(file.read_text() for file in front.run.glob("*.log"))
    assert "GET 401" in logged
    assert "9000000000000" not in logged


def test_guessing_passwords_is_slowed_down(front):
    body = f"username=nobody&password={PASSWORD}"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}

    answers = [front.call("POST", "/autentificare", body=body, headers=headers) for _ in range(40)]

    refused = [answer for answer in answers if answer.status == 429]
    assert refused
    assert any("Așteptați" in answer.content.decode() for answer in refused)


def test_a_server_that_is_down_is_told_in_words(front, platform):
    platform.kill_web()

    answer = front.call("GET", "/cautare")

    assert answer.status == 503
    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["Strict-Transport-Security"]
    assert "Sistemul nu răspunde acum" in answer.content.decode()
