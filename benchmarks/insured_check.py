"""How fast is getInsured answered, over HTTP, by call and signed trail? Prints one line of JSON.

    python benchmarks/insured_check.py [--calls 2000] [--persons 20000]

One application asks after another person each time on a connection that it keeps: half are insured
persons, half displaced ones. What is not answered "insured" is an error, never a time.
"""

import argparse
import base64
import hashlib
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from datetime import UTC, date, datetime

from own_cluster import own_cluster

CLUSTER = own_cluster("insured", insured_checks_per_hour="1000000")
HOME = CLUSTER.home

from django.core.management import call_command  # noqa: E402 - after setup
from django.db import connection  # noqa: E402 - after setup

from openpias.core.identifiers import cid, cnp, temporary_number  # noqa: E402 - after setup
from openpias.interop.operations import SERVICES, named  # noqa: E402 - after setup
from openpias.interop.soap.calls import write_call  # noqa: E402 - after setup
from openpias.server.platform.accounts.enums import Role  # noqa: E402 - after setup
from openpias.server.platform.accounts.models import Account  # noqa: E402 - after setup
from openpias.server.registry.models import (  # noqa: E402 - after setup
    Identifier,
    Insurance,
    InsuredPerson,
    Person,
)

USERNAME, PASSWORD = "90000001_CAS-SV", "benchmark-password"
WARM_UP = 200
INSURED = b"state=&quot;1&quot;", b'state="1"'


def calibration() -> float:
    """Return the milliseconds of a fixed loop, to compare machines."""
    began = time.perf_counter()
    for _ in range(100_000):
        hashlib.sha256(b"calibration").digest()
    return round((time.perf_counter() - began) * 1000, 1)


def prepare(persons: int) -> list[str]:
    """Make an account and as many persons of each sort; return their numbers, mixed."""
    call_command("migrate", verbosity=0)
    Account.objects.create_account(
        USERNAME,
        PASSWORD,
        display_name="Bench",
        provider_code="90000001",
        provider_name="Clinica de probă",
        house_code="CAS-SV",
        house_name="Casa de probă",
        roles=[Role.CLERK.value],
    )
    now = datetime.now(UTC)
    pairs = zip(_insured(persons, at=now), _displaced(persons, at=now), strict=True)
    connection.cursor().execute("ANALYZE")
    return [number for pair in pairs for number in pair]


def _insured(count: int, *, at: datetime) -> list[str]:
    """Enrol persons; return their CNPs."""
    bodies = [f"285{place:09d}" for place in range(count)]
    numbers = [body + cnp.control_digit(body) for body in bodies]
    insured = InsuredPerson.objects.bulk_create(
        InsuredPerson(
            cnp=number,
            cid=cid.draw(),
            surname="Probă",
            surname_folded="proba",
            birth_date=date(1985, 2, 28),
            sex="F",
            house_code="CAS-SV",
            enrolled_at=at,
        )
        for number in numbers
    )
    Insurance.objects.bulk_create(
        Insurance(insured=each, category="EMPLOYEE", state="ASIGURAT", valid_from=date(2020, 1, 1))
        for each in insured
    )
    return numbers


def _displaced(count: int, *, at: datetime) -> list[str]:
    """Register displaced persons; return their temporary numbers."""
    persons = Person.objects.bulk_create(
        Person(
            surname="Проба",
            surname_latin="Proba",
            sort_key="proba",
            birth_date=date(1985, 2, 28),
            sex="F",
            entry_date=date(2022, 3, 1),
            provider_code="90000001",
            provider_name="Clinica",
            account_id=1,
            registered_at=at,
        )
        for _ in range(count)
    )
    given = Identifier.objects.bulk_create(
        Identifier(
            person=each,
            kind="temporary",
            value=temporary_number.draw(),
            valid_from=date(2022, 3, 2),
        )
        for each in persons
    )
    return [each.value for each in given]


def serve(port: int) -> "subprocess.Popen[bytes]":
    """Start the web server and wait until it listens."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", "1", "--blocking-threads", "2", "--no-ws"]
    command += ["--log-level", "error", "openpias.server.config.wsgi:application"]
    web = subprocess.Popen(command, env=dict(os.environ))
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    return web


def measure(port: int, numbers: list[str], calls: int) -> dict[str, float]:
    """Ask one after another; return the times in milliseconds."""
    pair = base64.b64encode(f"{USERNAME}:{PASSWORD}".encode()).decode()
    headers = {"Authorization": f"Basic {pair}", "Content-Type": "text/xml; charset=utf-8"}
    operation, today = named("SiuiInsuredWS")["getInsured"], datetime.now(UTC)
    path, times, errors = SERVICES["SiuiInsuredWS"].path, [], 0
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for place in range(WARM_UP + calls):
        number = numbers[place * 7919 % len(numbers)]
        message = write_call(operation, {"pid": number, "requestDate": today})
        began = time.perf_counter()
        client.request("POST", path, body=message, headers=headers)
        content = client.getresponse().read()
        if not any(each in content for each in INSURED):
            errors += 1
        elif place >= WARM_UP:
            times.append((time.perf_counter() - began) * 1000)
    times.sort()
    at = {name: times[int(len(times) * share)] for name, share in _SHARES.items()}
    return {**{name: round(value, 1) for name, value in at.items()}, "errors": errors}


_SHARES = {"median_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=2000)
    parser.add_argument("--persons", type=int, default=20_000)
    asked = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    CLUSTER.start()
    try:
        CLUSTER.create_database("openpias")
        numbers = prepare(asked.persons)
        web = serve(port)
        try:
            found = measure(port, numbers, asked.calls)
        finally:
            web.terminate()
            web.wait()
    finally:
        connection.close()
        CLUSTER.stop()
    print(json.dumps({"calls": asked.calls, **found, "calibration_ms": calibration()}))


if __name__ == "__main__":
    main()
