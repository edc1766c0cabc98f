"""How fast are numbers issued over HTTP, against the bare database function? Prints JSON.

    python benchmarks/issuing.py [--calls 4000] [--rounds 3] [--workers 2] [--threads 2]

Three columns take turns in one run, on one scratch database: a bare WSGI function, the platform,
and pgbench. Every call registers another invented person. What is not a 201 is no throughput.
"""

import argparse
import base64
import json
import os
import random
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from own_cluster import own_cluster

from openpias.server.local.postgres import binary

HERE = Path(__file__).parent
CLUSTER = own_cluster("bench")
HOME = CLUSTER.home

import msgspec  # noqa: E402 - after setup
import psycopg  # noqa: E402 - after setup
from django.core.management import call_command  # noqa: E402 - after setup
from django.db import connection  # noqa: E402 - after setup
from django.utils import timezone  # noqa: E402 - after setup

from openpias.server.platform.accounts.actors import Actor  # noqa: E402 - after setup
from openpias.server.platform.accounts.credentials import actor_of  # noqa: E402 - after setup
from openpias.server.platform.accounts.enums import Role  # noqa: E402 - after setup
from openpias.server.platform.accounts.models import Account  # noqa: E402 - after setup
from openpias.server.registry.operations import registering, temporary_numbers  # noqa: E402
from openpias.server.registry.rest import bodies  # noqa: E402 - after setup

CLIENTS = 16
WARM_UP = 500
USERNAME, PASSWORD = "bench", "an-invented-password"
_SYLLABLES = (
    "ba bo ce da do fe ga go hu ka ko la li ma mo na ne pa po ra ri sa so ta to va vy za zo"
)
_ENDINGS = ("enko", "chuk", "uk", "ska", "iv", "yk", "yshyn", "ova")
_VALUES = "SELECT registry_register(c.request, c.locks, c.probe, c.stored, c.seen, c.numbers)"
_SCRIPT = f"{_VALUES} FROM bench_call c WHERE c.id = (SELECT nextval('bench_next'));\n"


def person(rng: random.Random) -> dict[str, Any]:
    """Return the body of a registration of an invented person."""
    syllables = _SYLLABLES.split()
    name = "".join(rng.choices(syllables, k=3)) + rng.choice(_ENDINGS)
    day = f"{rng.randrange(1940, 2021)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    passport = {
        "type": "PASSPORT",
        "number": f"F{rng.choice('ABCEHKMPT')}{rng.randrange(10**6):06}",
        "date": "2021-05-04",
        "issuer": "8001",
    }
    return {
        "surname": name.capitalize(),
        "given_name": "".join(rng.choices(syllables, k=3)).capitalize(),
        "birth_date": day,
        "sex": rng.choice("FM"),
        "category": "A",
        "citizenship": "UA",
        "entry_point": "SIRET",
        "entry_date": "2022-03-05",
        "visa_type": "NONE",
        "documents": [passport],
    }


def parameters(body: dict[str, Any], key: str, actor: Actor) -> list[Any]:
    """Return what the platform hands to the database function for this call."""
    taken: list[Any] = []

    def note(values: tuple[Any, ...]) -> dict[str, Any]:
        taken.extend(values)
        return {"status": "issued", "person": 0, "number": "0"}

    real, registering._execute = registering._execute, note  # noqa: SLF001 - the seam of the round trip
    try:
        typed = bodies.registration(bodies.Reader(body=body))
        temporary_numbers.issue(typed, actor=actor, at=timezone.now(), key=key)
    finally:
        registering._execute = real  # noqa: SLF001 - put back
    return taken


@dataclass(slots=True)
class Column:
    """One way of issuing, and what its rounds measured."""

    name: str
    rates: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    other: dict[str, int] = field(default_factory=dict)

    def result(self) -> dict[str, Any]:
        """Return the medians."""
        shown: dict[str, Any] = {"issued_per_s": round(median(self.rates))}
        if self.p50:
            shown |= {"p50_ms": round(median(self.p50), 1), "p99_ms": round(median(self.p99), 1)}
        return {**shown, "rounds": [round(rate) for rate in self.rates], "not_201": self.other}


@contextmanager
def server(target: str, *, workers: int, threads: int) -> Iterator[int]:
    """Run granian with this callable on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", str(workers)]
    command += ["--blocking-threads", str(threads), "--no-ws", "--log-level", "error", target]
    with (HOME / "server.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=HERE, stdout=log, stderr=log)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"No server on port {port}; see {HOME / 'server.log'}.")


def over_http(column: Column, *, port: int, path: str, lines: list[bytes], count: bool) -> None:
    """Send the lines with 16 clients; only a 201 counts."""
    file = HOME / "calls"
    file.write_bytes(b"\n".join(lines))
    login = base64.b64encode(f"{USERNAME}:{PASSWORD}".encode()).decode()
    command = [sys.executable, str(HERE / "load.py"), str(port), path, str(CLIENTS), str(file)]
    command.append(f"Authorization: Basic {login}")
    done = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    if not count:
        return
    issued = done["statuses"].pop("201", 0)
    column.rates.append(issued / done["seconds"])
    column.p50.append(done["p50"])
    column.p99.append(done["p99"])
    for status, times in done["statuses"].items():
        column.other[status] = column.other.get(status, 0) + times


def pgbench(*arguments: str) -> str:
    """Run pgbench of the wheel and return what it printed."""
    command = [str(binary("pgbench")), "-n", *arguments, os.environ["DATABASE_URL"]]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def by_pgbench(column: Column, calls: list[list[Any]], *, count: bool) -> None:
    """Call the function for every row of a table, prepared, with 16 clients."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TABLE IF EXISTS bench_call; DROP SEQUENCE IF EXISTS bench_next;"
            "CREATE SEQUENCE bench_next;"
            "CREATE UNLOGGED TABLE bench_call (id bigint PRIMARY KEY, request jsonb,"
            " locks bigint[], probe bigint[], stored bigint[], seen bigint[], numbers text[])"
        )
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as raw:
        with raw.cursor().copy("COPY bench_call FROM STDIN") as copy:
            for place, call in enumerate(calls, start=1):
                copy.write_row((place, *call))
        raw.execute("ANALYZE bench_call")
    script = HOME / "call.sql"
    script.write_text(_SCRIPT, encoding="ascii")
    before = issued()
    each = str(len(calls) // CLIENTS)
    options = ["-M", "prepared", "-c", str(CLIENTS), "-j", "2", "-t", each, "-f", str(script)]
    printed = pgbench(*options)
    if count:
        share = (issued() - before) / (int(each) * CLIENTS)
        column.rates.append(tps(printed) * share)
        missed = int(each) * CLIENTS - (issued() - before)
        if missed:
            column.other["not issued"] = column.other.get("not issued", 0) + missed


def tps(printed: str) -> float:
    """Return the transactions a second that pgbench measured."""
    [line] = [line for line in printed.splitlines() if line.startswith("tps =")]
    return float(line.split()[2])


def issued() -> int:
    """Return how many numbers there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM registry_identifier")
        return int(cursor.fetchone()[0])


def calibration() -> dict[str, float]:
    """Return two fixed pieces of work, so that runs on other machines can be compared."""
    began = time.perf_counter()
    total = 0
    for number in range(5_000_000):
        total += number & 3
    loop = time.perf_counter() - began
    pgbench("-i", "-q", "-I", "dtGp", "-s", "1")
    reads = tps(pgbench("-M", "prepared", "-S", "-c", str(CLIENTS), "-j", "2", "-T", "2"))
    return {"python_loop_ms": round(loop * 1000), "pgbench_select_per_s": round(reads)}


@dataclass(slots=True)
class Supply:
    """Invented persons, never one twice."""

    actor: Actor
    rng: random.Random = field(default_factory=lambda: random.Random(20260901))

    def bodies(self, count: int) -> list[tuple[str, dict[str, Any]]]:
        """Return calls with their keys."""
        return [(str(uuid.uuid4()), person(self.rng)) for _ in range(count)]

    def lines(self, count: int) -> list[bytes]:
        """Return calls of the platform."""
        made = self.bodies(count)
        return [key.encode() + b"\t" + msgspec.json.encode(body) for key, body in made]

    def calls(self, count: int) -> list[list[Any]]:
        """Return parameters of the database function."""
        return [parameters(body, key, self.actor) for key, body in self.bodies(count)]

    def bare_lines(self, count: int) -> list[bytes]:
        """Return calls of the bare function."""
        return [b"-\t" + msgspec.json.encode(call) for call in self.calls(count)]


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Run all rounds and return what they say."""
    supply = Supply(actor=actor_of(Account.objects.get(username=USERNAME)))
    bare, platform, function = (Column(name=name) for name in ("bare", "platform", "pgbench"))
    size = {"workers": options.workers, "threads": options.threads}
    with (
        server("bare_wsgi:application", **size) as bare_port,
        server("openpias.server.config.wsgi:application", **size) as platform_port,
    ):
        for turn in range(options.rounds + 1):
            count = options.calls if turn else WARM_UP
            lines, calls = supply.bare_lines(count), supply.calls(count)
            over_http(bare, port=bare_port, path="/", lines=lines, count=turn > 0)
            lines = supply.lines(count)
            path = "/api/v1/temporary-numbers"
            over_http(platform, port=platform_port, path=path, lines=lines, count=turn > 0)
            by_pgbench(function, calls, count=turn > 0)
    ratio = median(a / b for a, b in zip(platform.rates, bare.rates, strict=True))
    against = median(a / b for a, b in zip(platform.rates, function.rates, strict=True))
    return {
        "platform_to_bare": round(ratio, 2),
        "platform_to_pgbench": round(against, 2),
        "platform": platform.result(),
        "bare": bare.result(),
        "pgbench": function.result(),
        "clients": CLIENTS,
        **size,
        "calls_a_round": options.calls,
        "calibration": calibration(),
    }


def main() -> None:
    """Make a scratch database, measure, print, remove it."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("calls", 4000), ("rounds", 3), ("workers", 2), ("threads", 2)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    CLUSTER.start()
    try:
        CLUSTER.create_database("openpias")
        call_command("migrate", verbosity=0, skip_checks=True)
        call_command("load_nomenclatures", stdout=sys.stderr)
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
        print(json.dumps(measure(options)))
    finally:
        connection.close()
        CLUSTER.stop()


if __name__ == "__main__":
    main()
