"""How fast is an audit entry prepared, sealed and verified? Prints one line of JSON."""

import json
import sys
import threading
import time
from datetime import UTC, datetime

from own_cluster import own_cluster

ROWS = 100_000
PREPARED = 50_000
RATE = 1_500
SECONDS = 8
CLUSTER = own_cluster("audit")
HOME = CLUSTER.home

from django.conf import settings  # noqa: E402 - after setup
from django.core.management import call_command  # noqa: E402 - after setup

from openpias.server.platform.accounts.actors import Actor, Provider  # noqa: E402 - after setup
from openpias.server.platform.audit.connections import open_connection  # noqa: E402 - after setup
from openpias.server.platform.audit.entries import PreparedEntry, prepare  # noqa: E402 - after setup
from openpias.server.platform.audit.head_keys import (  # noqa: E402 - after setup
    HeadSigner,
    ensure_head_key,
    public_keys,
)
from openpias.server.platform.audit.heads import HeadsFile  # noqa: E402 - after setup
from openpias.server.platform.audit.sealer import Sealer  # noqa: E402 - after setup
from openpias.server.platform.audit.verification import Tally, verify  # noqa: E402 - after setup

COLUMNS = "id, at, event, account_id, provider_code, subject_kind, subject_ref, facts, digest"
ACTOR = Actor(
    account_id=1,
    username="x",
    display_name="x",
    provider=Provider(code="P1", name="", house_code="", house_name="", house_contact=""),
    credential_version=1,
)


def one() -> PreparedEntry:
    """Prepare an entry like that of a registration."""
    return prepare(
        event="person-registered",
        actor=ACTOR,
        subject_kind="person",
        subject_ref="852ded80-187d-4b7f-80b6-8281f25ea50c",
        facts={"kind": "temporary-number", "decided": False},
        at=datetime.now(UTC),
    )


def write(count: int) -> None:
    """Write that many entries in one transaction."""
    statement = f"COPY audit_entry ({COLUMNS}) FROM STDIN"
    with (
        open_connection(name="benchmark") as connection,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for _ in range(count):
            copy.write_row(columns(one()))


def columns(entry: PreparedEntry) -> tuple[object, ...]:
    """Return the columns of an entry."""
    return (
        entry.id,
        entry.at,
        entry.event,
        entry.account_id,
        entry.provider_code,
        entry.subject_kind,
        entry.subject_ref,
        json.dumps(dict(entry.facts)),
        entry.digest,
    )


def prepare_microseconds() -> float:
    """Return the best of five runs."""
    runs = []
    for _ in range(5):
        began = time.perf_counter()
        for _ in range(PREPARED // 5):
            one()
        runs.append((time.perf_counter() - began) / (PREPARED // 5))
    return min(runs) * 1e6


def seal_all(sealer: Sealer, count: int) -> float:
    """Seal that many entries and return rows a second."""
    began, sealed = time.perf_counter(), 0
    while sealed < count:
        sealed += sealer.step(now=datetime.now(UTC))
    return count / (time.perf_counter() - began)


def slowest_seal(sealer: Sealer) -> float:
    """Seal beside a writer of RATE transactions of ten a second; return the longest wait."""
    stop = threading.Event()

    def keep_writing() -> None:
        began, written = time.perf_counter(), 0
        while not stop.is_set():
            write(10)
            written += 10
            time.sleep(max(0.0, written / RATE - (time.perf_counter() - began)))

    writer = threading.Thread(target=keep_writing)
    writer.start()
    until = time.perf_counter() + SECONDS
    while time.perf_counter() < until or writer.is_alive():
        sealer.step(now=datetime.now(UTC))
        time.sleep(0.25)
        if time.perf_counter() >= until:
            stop.set()
    sealer.step(now=datetime.now(UTC))
    with open_connection(name="benchmark") as connection:
        row = connection.execute(
            "SELECT max(extract(epoch FROM s.sealed_at - pg_xact_commit_timestamp(e.transaction::xid))),"
            "       count(*)"
            "  FROM audit_seal s JOIN audit_entry e ON e.id = s.entry WHERE s.position > %s",
            [ROWS],
        ).fetchone()
    print(f"{row[1] if row else 0} entries written beside the sealer", file=sys.stderr)
    return float(row[0]) if row else 0.0


def main() -> None:
    """Measure and print."""
    CLUSTER.start()
    CLUSTER.create_database("openpias")
    try:
        call_command("migrate", verbosity=0, skip_checks=True)
        ensure_head_key()
        prepared = prepare_microseconds()
        write(ROWS)
        with open_connection(name="benchmark sealer") as connection:
            sealer = Sealer(connection, key=settings.AUDIT_KEY)
            sealed = seal_all(sealer, ROWS)
            slowest = slowest_seal(sealer)
            heads = HeadsFile(settings.AUDIT_HEADS_FILE)
            tip, at = sealer.tip, datetime.now(UTC).isoformat()
            heads.append(HeadSigner.load().sign(position=tip.position, chain=tip.chain, at_text=at))
        tally, began = Tally(), time.perf_counter()
        with open_connection(name="benchmark verify") as connection:
            found = list(
                verify(
                    connection,
                    key=settings.AUDIT_KEY,
                    head_keys=public_keys(),
                    heads=heads,
                    now=datetime.now(UTC),
                    tally=tally,
                )
            )
        verified = tally.entries / (time.perf_counter() - began)
    finally:
        CLUSTER.stop()
    result = {
        "prepare_us": round(prepared, 1),
        "sealed_per_s": round(sealed),
        "slowest_seal_s": round(slowest, 2),
        "verified_per_s": round(verified),
        "damages": len(found),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
