"""How fast are a card in a terminal, the watcher, and the eight steps? Prints one line of JSON.

    python benchmarks/station.py [--commands 2000] [--rounds 5]

Real pcscd and vpcd with a virtual card, in name spaces of their own (root, or user name spaces); the
platform in this process on a real PostgreSQL. The eight steps begin with Reset PIN eCard on a card
that the house has confirmed and end with the message of success; PINs are typed at once.
"""

import argparse
import contextlib
import hashlib
import json
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from own_cluster import own_cluster

CLUSTER = own_cluster("station", hosts="127.0.0.1")
HOME = CLUSTER.home

from django.core.management import call_command  # noqa: E402 - after setup
from tests.factories import card_register, practice  # noqa: E402 - after setup
from tests.factories.practice import FileCard  # noqa: E402 - after setup
from tests.journeys import pcsc as private_pcscd  # noqa: E402 - after setup
from tests.journeys.pcsc import Readers  # noqa: E402 - after setup

from openpias.core.contracts.management_unit import CaseKind  # noqa: E402 - after setup
from openpias.core.smartcard.health_card import HealthCard  # noqa: E402 - after setup
from openpias.core.smartcard.states import CardState, Operation  # noqa: E402 - after setup
from openpias.server.cards.operations import handling  # noqa: E402 - after setup
from openpias.station.cards.hands import Report  # noqa: E402 - after setup
from openpias.station.devices.pcsc import Pcsc  # noqa: E402 - after setup
from openpias.station.devices.watching import Watcher  # noqa: E402 - after setup
from openpias.station.simulator.vpcd import Slot  # noqa: E402 - after setup

TERMINAL = "OpenPIAS test 00 00"


@contextlib.contextmanager
def platform() -> Iterator[None]:
    """Run PostgreSQL with tables and lists."""
    CLUSTER.start()
    try:
        CLUSTER.create_database("openpias")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_nomenclatures", verbosity=0)
        call_command("load_houses", verbosity=0)
        yield
    finally:
        CLUSTER.stop()


def commands(count: int) -> dict[str, float]:
    """Return how long a command and its answer take, in ms."""
    taken = []
    with Pcsc() as service, service.connect(TERMINAL) as connection:
        card = HealthCard.select(connection)
        for _ in range(count):
            begun = time.perf_counter()
            card.status()
            taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    return {"p50": statistics.median(taken), "p99": taken[int(len(taken) * 0.99)]}


def insertions(slot: Slot, rounds: int) -> dict[str, float]:
    """Return after how many seconds a card is seen."""
    watcher, taken = Watcher(), []
    watcher.start()
    try:
        seen = watcher.wait(0, within=5)
        for _ in range(rounds):
            slot.pull()
            while any(each.has_card for each in seen.terminals):
                seen = watcher.wait(seen.number, within=5)
            begun = time.perf_counter()
            slot.insert()
            while not any(each.has_card for each in seen.terminals):
                seen = watcher.wait(seen.number, within=5)
            taken.append(time.perf_counter() - begun)
    finally:
        watcher.stop()
    return {"median": statistics.median(taken), "most": max(taken)}


def steps(readers: Readers, nth: int) -> float:
    """Return how many seconds the eight steps take without the time of people."""
    row = card_register.card(CardState.BLOCKED)
    card = FileCard(practice.virtual(row, tries_left=0), HOME / f"card-{nth}.json")
    with practice.practice(terminal=TERMINAL) as desk, readers.inserted(card):
        desk.until_ready()
        report = Report(
            kind=CaseKind.BLOCKED,
            cid=row.insured.cid,
            surname=row.insured.surname,
            birth_date=row.insured.birth_date,
        )
        case = desk.workplace.report(report).case_id
        specialist, now = card_register.specialist(), datetime.now(UTC)
        handling.take(case, actor=specialist, at=now)
        handling.unblock(case, actor=specialist, at=now)
        desk.workplace.refresh()
        desk.until(lambda p: p.link.is_authorised)
        begun = time.perf_counter()
        reset = desk.does(Operation.RESET_PIN, "0000")
        changed = desk.does(Operation.CHANGE_PIN, "0000", "7305", "7305")
        taken = time.perf_counter() - begun
    for ended in (reset, changed):
        if not ended.procedure.outcome.is_done:
            sys.exit(f"{ended.procedure.operation} ended with {ended.procedure.outcome.code}")
    return taken


def calibration() -> float:
    """Return how many ms this machine takes for a loop that never changes."""
    begun = time.perf_counter()
    for _ in range(100_000):
        hashlib.sha256(b"calibration").digest()
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commands", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if private_pcscd.missing():
        sys.exit(private_pcscd.missing())
    with private_pcscd.running(HOME) as readers, platform():
        row = card_register.card()
        card = FileCard(practice.virtual(row), HOME / "card.json")
        with readers.inserted(card) as slot:
            apdu = commands(options.commands)
            seen = insertions(slot, options.rounds)
        eight = [steps(readers, nth) for nth in range(options.rounds)]
    print(
        json.dumps(
            {
                "apdu_ms": {name: round(value, 3) for name, value in apdu.items()},
                "insertion_seen_s": {name: round(value, 3) for name, value in seen.items()},
                "eight_steps_s": {
                    "median": round(statistics.median(eight), 3),
                    "most": round(max(eight), 3),
                },
                "calibration_ms": round(calibration(), 1),
            }
        )
    )


if __name__ == "__main__":
    main()
