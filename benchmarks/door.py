"""How many full sign-ins in a second, and what does the token check add to a call? Prints JSON.

    python benchmarks/door.py [--sign-ins 400] [--rounds 3]

A sign-in is a browser's form with its certificate: path, kept revocation answers, Argon2id of the
licence series, the enrolled certificate, a session row, an audit row. What is no redirect into the
portal is no throughput. The token check is measured alone, as a call makes it.
"""

import argparse
import contextlib
import hashlib
import http.client
import json
import socket
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from statistics import median
from urllib.parse import quote, urlencode

from own_cluster import own_cluster

CLUSTER = own_cluster(
    "door", second_factor="1", login_url="https://localhost:8443", trust_dir="{home}/door"
)
HOME = CLUSTER.home

from django.core.management import call_command  # noqa: E402 - after setup

from openpias.server.certificates.enums import TokenWay  # noqa: E402 - after setup
from openpias.server.certificates.operations import demo, factors  # noqa: E402 - after setup
from openpias.server.certificates.operations.demo import DemoEnrolment  # noqa: E402 - after setup
from openpias.server.local import door_files  # noqa: E402 - after setup
from openpias.server.platform.accounts.credentials import actor_of  # noqa: E402 - after setup
from openpias.server.platform.accounts.enums import Role  # noqa: E402 - after setup
from openpias.server.platform.accounts.models import Account  # noqa: E402 - after setup
from openpias.server.platform.accounts.second_factor import OfToken  # noqa: E402 - after setup

CLIENTS, WARM_UP, CHECKS = 8, 40, 2000
USERNAME, PASSWORD = "900000018_CAS-SV", "SFQD6-HE6V-JJET-2BA5"
CSRF = "c" * 32


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def calibration() -> float:
    """Return the milliseconds of a fixed loop, to compare machines."""
    started = time.perf_counter()
    for _ in range(100_000):
        hashlib.sha256(b"calibration").digest()
    return (time.perf_counter() - started) * 1000


def prepare(responder_port: int) -> str:
    """Make tables, an account and its enrolled certificate; return the certificate in PEM."""
    call_command("migrate", verbosity=0)
    folder = HOME / "door"
    folder.mkdir()
    door_files.make(folder, responder_url=f"http://127.0.0.1:{responder_port}")
    pem = (folder / "holders" / "receptie.pem").read_text(encoding="ascii")
    Account.objects.create_account(
        USERNAME,
        PASSWORD,
        display_name="Recepție",
        provider_code="900000018",
        provider_name="Clinica",
        house_code="CAS-SV",
        house_name="Casa",
        roles=[Role.CLERK.value],
    )
    enrolment = DemoEnrolment(
        pem=pem,
        holder="Țărnă Ștefania",
        owner_kind="provider",
        owner_code="900000018",
        house="CAS-SV",
        username="",
        role="clerk",
    )
    demo.enrol([enrolment], at=datetime.now(UTC))
    return pem


def sign_in(port: int, headers: dict[str, str], body: bytes) -> int:
    """Sign in once; return the status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("POST", "/autentificare", body=body, headers=headers)
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()


def round_of(port: int, pem: str, count: int) -> tuple[float, list[float]]:
    """Sign in so many times from several clients; return sign-ins in a second and milliseconds."""
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"openpias-csrf={CSRF}",
        "X-Door-Key": "benchmark-" * 4,
        "X-Client-Certificate": quote(pem),
    }
    form = {"username": USERNAME, "password": PASSWORD, "csrfmiddlewaretoken": CSRF}
    body = urlencode(form).encode()
    times: list[float] = []

    def work(share: int) -> None:
        for _ in range(share):
            started = time.perf_counter()
            status = sign_in(port, headers, body)
            if status != 302:
                raise SystemExit(f"a sign-in was answered {status}")
            times.append((time.perf_counter() - started) * 1000)

    threads = [threading.Thread(target=work, args=(count // CLIENTS,)) for _ in range(CLIENTS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(times) / (time.perf_counter() - started), sorted(times)


def token_checks() -> dict[str, float]:
    """Measure the look-up that each call of a program makes: its time, and our part in CPU."""
    account = Account.objects.get(username=USERNAME)
    now = datetime.now(UTC)
    pem = (HOME / "door" / "holders" / "receptie.pem").read_bytes()
    port = factors.EnrolledCertificates()
    shown = port.examine(pem, at=now)
    factor = port.factor_of(shown, account=account, at=now)  # type: ignore[arg-type]
    actor = actor_of(account, factor=factor)  # type: ignore[arg-type]
    token, _expires = factors.open_access(actor, way=TokenWay.TLS, at=now)
    times = []
    spent = time.process_time()
    for _ in range(CHECKS):
        started = time.perf_counter()
        found = port.of_token(token, actor=actor, certificate=pem, at=now)
        times.append((time.perf_counter() - started) * 1000)
        if not isinstance(found, OfToken) or not found.is_current:
            raise SystemExit("the token was not found")
    spent = time.process_time() - spent
    times.sort()
    return {
        "p50_ms": round(times[CHECKS // 2], 2),
        "p99_ms": round(times[CHECKS * 99 // 100], 2),
        "cpu_us": round(spent / CHECKS * 1_000_000),
    }


def wait(port: int) -> None:
    """Wait until the portal answers."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.1)
    raise SystemExit("the portal does not answer")


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--sign-ins", type=int, default=400)
    arguments.add_argument("--rounds", type=int, default=3)
    asked = arguments.parse_args()
    port, responder_port = free_port(), free_port()
    CLUSTER.start()
    CLUSTER.create_database("openpias")
    processes = []
    try:
        pem = prepare(responder_port)
        responder = ["-m", "openpias.server.local.demo_responder", str(responder_port)]
        web = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
        web += ["--workers", "2", "--blocking-threads", "2", "--no-ws", "--log-level", "error"]
        web += ["openpias.server.config.wsgi:application"]
        commands = ([*responder, str(HOME / "door")], web)
        processes += [subprocess.Popen([sys.executable, *command]) for command in commands]
        wait(responder_port)
        wait(port)
        round_of(port, pem, WARM_UP)
        rounds = [round_of(port, pem, asked.sign_ins) for _ in range(asked.rounds)]
        figures = {
            "sign_ins_per_s": round(median(rate for rate, _ in rounds)),
            "rounds": [round(rate) for rate, _ in rounds],
            "p50_ms": round(median(times[len(times) // 2] for _, times in rounds)),
            "p99_ms": round(median(times[len(times) * 99 // 100] for _, times in rounds)),
            "token_check": token_checks(),
            "calibration_ms": round(calibration(), 1),
        }
        print(json.dumps(figures, indent=1))
    finally:
        for process in processes:
            process.terminate()
            process.wait(timeout=20)
        CLUSTER.stop()


if __name__ == "__main__":
    main()
