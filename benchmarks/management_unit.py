"""How fast does the management unit answer stations, at 200 requests a second? Prints one line of JSON.

    python benchmarks/management_unit.py [--rate 200] [--seconds 20]

Open loop: calls are due at fixed moments whether or not the unit keeps up, and a call's time counts
from the moment it was due. A visit is one card: session, proof of the holder, cryptogram for a change
of the PIN, and the session's state, a quarter of a second apart. What is no right answer is an
error, never a time.
"""

import argparse
import base64
import contextlib
import hashlib
import heapq
import json
import os
import resource
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from own_cluster import SECRET, own_cluster

CLUSTER = own_cluster("unit")
HOME = CLUSTER.home
MASTER = SECRET.encode()

from django.core.management import call_command  # noqa: E402 - after setup
from django.db import connection  # noqa: E402 - after setup

from openpias.core.identifiers import card_number, cid  # noqa: E402 - after setup
from openpias.core.smartcard import card_status, cryptograms  # noqa: E402 - after setup
from openpias.core.smartcard.card_status import CardStatus  # noqa: E402 - after setup
from openpias.core.smartcard.states import CardState  # noqa: E402 - after setup
from openpias.server.cards.models import Card  # noqa: E402 - after setup
from openpias.server.platform.accounts.enums import Role  # noqa: E402 - after setup
from openpias.server.platform.accounts.models import Account  # noqa: E402 - after setup
from openpias.server.registry.models import InsuredPerson  # noqa: E402 - after setup

USERNAME, PASSWORD = "90000001_CAS-SV", "benchmark-password"
CARDS, WARM_UP_SECONDS, APART = 1000, 3, 0.25
CALLS_A_VISIT = 4
_END = b"\r\n\r\n"


def calibration() -> float:
    """Return the milliseconds of a fixed loop, to compare machines."""
    began = time.perf_counter()
    for _ in range(100_000):
        hashlib.sha256(b"calibration").digest()
    return round((time.perf_counter() - began) * 1000, 1)


def prepare() -> list[str]:
    """Make tables, an account and cards in use; return their numbers."""
    call_command("migrate", verbosity=0)
    call_command("load_houses", stdout=sys.stderr)
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
    holders = InsuredPerson.objects.bulk_create(
        InsuredPerson(
            cnp=f"{2_000_000_000_000 + place}",
            cid=cid.draw(),
            surname="Probă",
            surname_folded="proba",
            birth_date=date(1985, 2, 28),
            sex="F",
            house_code="CAS-SV",
            enrolled_at=now,
        )
        for place in range(CARDS)
    )
    Card.objects.bulk_create(
        Card(
            number=card_number.draw(),
            insured=holder,
            house_code="CAS-SV",
            state=CardState.ACTIVE,
            created_at=now,
        )
        for holder in holders
    )
    connection.cursor().execute("ANALYZE")
    return list(Card.objects.values_list("number", flat=True))


@dataclass(slots=True)
class Visit:
    """One card in a terminal; `calls` yields each call and is sent its answer."""

    number: str
    terminal: str

    def calls(self) -> Iterator[tuple[str, str, dict[str, str] | None]]:
        """Yield method, path and body; the answer comes back as a dictionary."""
        opening = {"terminal_id": self.terminal, "card_number": self.number}
        session = yield "POST", "/api/v1/card-sessions", opening
        path = f"/api/v1/card-sessions/{session['token']}"
        taken = yield "POST", f"{path}/proofs", self._proof(session["nonce"])
        expect(taken["authentication"] == 2)
        challenge = base64.b64encode(os.urandom(16)).decode()
        asked = {"purpose": "change", "challenge": challenge}
        given = yield "POST", f"{path}/cryptograms", asked
        expect("cryptogram" in given)
        state = yield "GET", path, None
        expect(state["state"] == CardState.ACTIVE)

    def _proof(self, nonce: str) -> dict[str, str]:
        status = card_status.encode(
            CardStatus(
                card_number=self.number,
                activated=True,
                blocked=False,
                must_change=False,
                pin_verified=True,
                tries_left=5,
                pin_changes=0,
                resets=0,
            )
        )
        key = cryptograms.card_key(MASTER, self.number)
        proof = cryptograms.proof(key, nonce=base64.b64decode(nonce), status=status)
        return {
            "purpose": "authentication",
            "nonce": nonce,
            "status": base64.b64encode(status).decode(),
            "proof": base64.b64encode(proof).decode(),
        }


def expect(holds: bool) -> None:  # noqa: FBT001 - reads as a sentence
    """Stop the run where an answer is not the right one."""
    if not holds:
        raise SystemExit("an answer was not the right one")


@dataclass(slots=True)
class Loop:
    """Sends each call when it is due, over as many connections as that takes."""

    port: int
    head: bytes
    due: list[tuple[float, int, Iterator, tuple]] = field(default_factory=list)
    idle: list[socket.socket] = field(default_factory=list)
    under_way: dict[socket.socket, tuple] = field(default_factory=dict)
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    times: list[float] = field(default_factory=list)
    errors: int = 0
    connections: int = 0
    counter: int = 0

    def add(self, at: float, calls: Iterator) -> None:
        """Let a visit begin at a moment."""
        self.counter += 1
        heapq.heappush(self.due, (at, self.counter, calls, next(calls)))

    def run(self) -> None:
        """Work until nothing is due and nothing is under way."""
        while self.due or self.under_way:
            wait = max(0.0, self.due[0][0] - time.perf_counter()) if self.due else 5.0
            for key, _ in self.selector.select(wait):
                self._receive(key.fileobj)
            while self.due and self.due[0][0] <= time.perf_counter():
                self._send(heapq.heappop(self.due))

    def _send(self, entry: tuple) -> None:
        at, _, calls, (method, path, body) = entry
        link = self.idle.pop() if self.idle else self._connect()
        content = b"" if body is None else json.dumps(body).encode()
        line = f"{method} {path} HTTP/1.1\r\nContent-Length: {len(content)}\r\n".encode()
        self.under_way[link] = (at, calls, bytearray())
        self.selector.register(link, selectors.EVENT_READ)
        link.sendall(line + self.head + content)

    def _connect(self) -> socket.socket:
        self.connections += 1
        link = socket.create_connection(("127.0.0.1", self.port))
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return link

    def _receive(self, link: socket.socket) -> None:
        at, calls, received = self.under_way[link]
        received += link.recv(65536)
        head, end, content = bytes(received).partition(_END)
        if not end:
            return
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        if len(content) < length:
            return
        now = time.perf_counter()
        self.selector.unregister(link)
        del self.under_way[link]
        self.idle.append(link)
        if head[9:12] not in {b"200", b"201"}:
            self.errors += 1
            return
        self.times.append((now - at) * 1000)
        with contextlib.suppress(StopIteration):
            following = calls.send(json.loads(content))
            self.counter += 1
            heapq.heappush(self.due, (at + APART, self.counter, calls, following))


def over(port: int, numbers: list[str], terminal: str, *, rate: int, seconds: int) -> Loop:
    """Let visits begin evenly, so that the calls of all of them make the rate."""
    pair = base64.b64encode(f"{USERNAME}:{PASSWORD}".encode()).decode()
    headers = f"Host: localhost\r\nAuthorization: Basic {pair}\r\nContent-Type: application/json"
    loop = Loop(port=port, head=f"{headers}\r\n\r\n".encode())
    begin = time.perf_counter() + 0.2
    visits = rate * seconds // CALLS_A_VISIT
    for place in range(visits):
        visit = Visit(number=numbers[place % len(numbers)], terminal=terminal)
        loop.add(begin + place * CALLS_A_VISIT / rate, visit.calls())
    loop.run()
    return loop


def enrolled(port: int) -> str:
    """Enrol the terminal that every visit uses."""
    pair = base64.b64encode(f"{USERNAME}:{PASSWORD}".encode()).decode()
    body = {"serial": "A1", "name": "A", "contract": {"house": "CAS-SV", "number": "1"}}
    headers = {"Authorization": f"Basic {pair}", "Content-Type": "application/json"}
    import http.client

    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    link.request("POST", "/api/v1/card-terminals", body=json.dumps(body), headers=headers)
    terminal: str = json.loads(link.getresponse().read())["terminal_id"]
    return terminal


@contextlib.contextmanager
def server(*, workers: int, threads: int) -> Iterator[int]:
    """Run the web server as `openpias run` does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", str(workers)]
    command += ["--blocking-threads", str(threads), "--no-ws", "--log-level", "warning"]
    process = subprocess.Popen([*command, "openpias.server.config.wsgi:application"])
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def main() -> None:
    """Make a scratch database, measure, print, remove it."""
    parser = argparse.ArgumentParser(description=__doc__)
    defaults = (("rate", 200), ("seconds", 20), ("workers", 2), ("threads", 2))
    for name, default in defaults:
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    CLUSTER.start()
    try:
        CLUSTER.create_database("openpias")
        numbers = prepare()
        with server(workers=options.workers, threads=options.threads) as port:
            terminal = enrolled(port)
            over(port, numbers, terminal, rate=options.rate, seconds=WARM_UP_SECONDS)
            before = calibration()
            loop = over(port, numbers, terminal, rate=options.rate, seconds=options.seconds)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        times = sorted(loop.times)
        print(
            json.dumps(
                {
                    "rate": options.rate,
                    "answers": len(times),
                    "errors": loop.errors,
                    "p50_ms": round(times[len(times) // 2], 1),
                    "p99_ms": round(times[len(times) * 99 // 100], 1),
                    "slowest_ms": round(times[-1], 1),
                    "connections": loop.connections,
                    "children_cpu_s": round(used.ru_utime + used.ru_stime, 1),
                    "calibration_ms": [before, calibration()],
                }
            )
        )
        if loop.errors:
            raise SystemExit("some calls were answered with an error")
    finally:
        connection.close()
        CLUSTER.stop()


if __name__ == "__main__":
    main()
