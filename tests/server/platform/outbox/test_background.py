"""Does background work outlive a database that stops, and end when asked?"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from openpias.server.local.postgres import Cluster

pytestmark = pytest.mark.slow

PYTHON = [sys.executable, "-m", "django"]
WRITE_BOTH = """
    INSERT INTO audit_entry
        (id, at, event, provider_code, subject_kind, subject_ref, facts, digest)
    VALUES (gen_random_uuid(), now(), 'x', '', 'person', 'x', '{}', sha256('x'));
    INSERT INTO outbox_event (id, at, name, payload)
    VALUES (gen_random_uuid(), now(), 'registry.nobody-registered-this', '{}');
"""
JOB = """
    INSERT INTO procrastinate_jobs (queue_name, task_name, args)
    VALUES ('default', 'builtin:procrastinate.builtin_tasks.remove_old_jobs', '{"max_hours": 1}')
    RETURNING id
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL that this test may stop."""
    home = Path(tempfile.mkdtemp(prefix="openpias-background-"))
    home.chmod(0o711)
    cluster = Cluster(home)
    cluster.start()
    cluster.create_database("openpias")
    yield cluster
    cluster.stop()
    shutil.rmtree(home)


@pytest.fixture(scope="module")
def environment(cluster):
    environment = {
        **os.environ,
        "DATABASE_URL": cluster.dsn(),
        "OPENPIAS_HOME": str(cluster.home),
        "OPENPIAS_LOG_LEVEL": "INFO",
    }
    subprocess.run(
        [*PYTHON, "migrate", "--verbosity=0", "--skip-checks"], env=environment, check=True
    )
    return environment


@pytest.fixture
def background(environment, tmp_path):
    """Start background processes; what they log is kept in files."""
    started = []

    def start() -> "subprocess.Popen[bytes]":
        with (tmp_path / f"{len(started)}.log").open("wb") as log:
            process = subprocess.Popen(
                [*PYTHON, "background"], env=environment, stdout=log, stderr=subprocess.STDOUT
            )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def ask(cluster, query, *values):
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        return connection.execute(query, values).fetchone()[0]


def write(cluster):
    with psycopg.connect(cluster.dsn()) as connection:
        connection.execute(WRITE_BOTH)


def wait_for(condition, *, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("It did not happen in time.")


def sealed(cluster, count):
    return lambda: ask(cluster, "SELECT count(*) FROM audit_seal") >= count


def test_two_processes_outlive_a_stopped_database_and_end_when_asked(cluster, background, tmp_path):
    first, second = background(), background()
    write(cluster)
    wait_for(sealed(cluster, 1), seconds=15)
    heads = cluster.home / "audit" / "heads.jsonl"
    wait_for(heads.exists, seconds=5)

    cluster.stop()
    time.sleep(1)
    assert (first.poll(), second.poll()) == (None, None)
    cluster.start()
    write(cluster)
    wait_for(sealed(cluster, 2), seconds=10)
    job = ask(cluster, JOB)
    # This job only: one of each minute that the stop cut off is put back later, by the rescue.
    left = "SELECT count(*) FROM procrastinate_jobs WHERE id = %s"
    wait_for(lambda: ask(cluster, left, job) == 0, seconds=20)

    assert ask(cluster, "SELECT max(position) FROM audit_seal") == 2
    asked = time.monotonic()
    for process in (first, second):
        process.send_signal(signal.SIGTERM)
    assert (first.wait(5), second.wait(5)) == (0, 0)
    assert time.monotonic() - asked < 4
    for log in tmp_path.glob("*.log"):
        lines = [json.loads(line) for line in log.read_text().splitlines()]
        waits = [line["work"] for line in lines if line["event"] == "background-waits"]
        # A loop between two steps may not notice a short stop; one that does says so once.
        back = [line["work"] for line in lines if line["event"] == "background-works-again"]
        # One of two sealers works at a time; the other may still be waiting for its turn.
        assert set(back) <= set(waits)
        assert len(waits) <= 2 * len(set(waits))


def test_killed_process_is_followed_by_another_without_a_gap(cluster, background):
    before = ask(cluster, "SELECT count(*) FROM audit_seal")
    first = background()
    write(cluster)
    wait_for(sealed(cluster, before + 1), seconds=15)
    first.kill()
    second = background()
    write(cluster)
    wait_for(sealed(cluster, before + 2), seconds=15)

    assert ask(cluster, "SELECT max(position) = count(*) FROM audit_seal")
    second.send_signal(signal.SIGTERM)
    assert second.wait(5) == 0
