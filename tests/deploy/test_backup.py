"""Does a backup come back whole, and never over something else?"""

import subprocess
from pathlib import Path

import psycopg
import pytest

from openpias.server.local.postgres import Cluster, binary

DEPLOY = Path(__file__).parents[2] / "deploy"


@pytest.fixture
def address(cluster: Cluster):
    """Return how a database of its own is reached; both are removed afterwards."""
    for name in ("kept", "restored"):
        cluster.create_database(name)
    yield cluster.dsn
    with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE kept")
        connection.execute("DROP DATABASE restored")


def run(script: str, argument: Path, *, database: str, heads: Path | None = None):
    variables = {
        "PATH": f"{binary('psql').parent}:/usr/bin:/bin",
        "LC_ALL": "C",
        "DATABASE_URL": database,
        "OPENPIAS_AUDIT_HEADS": str(heads or ""),
    }
    return subprocess.run(
        [str(DEPLOY / script), str(argument)],
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def backup(address, tmp_path) -> Path:
    with psycopg.connect(address("kept"), autocommit=True) as connection:
        connection.execute("CREATE TABLE person AS SELECT generate_series(1, 50) AS id")
    heads = tmp_path / "heads.jsonl"
    heads.write_text('{"position": 7}\n')

    done = run("backup.sh", tmp_path / "my backups", database=address("kept"), heads=heads)

    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def test_what_was_backed_up_is_restored_with_the_heads_beside_it(backup, address):
    done = run("restore.sh", backup, database=address("restored"))

    assert done.returncode == 0, done.stderr
    with psycopg.connect(address("restored")) as connection:
        assert connection.execute("SELECT count(*) FROM person").fetchone() == (50,)
    assert backup.with_suffix(".heads.jsonl").read_text() == '{"position": 7}\n'
    assert {file.stat().st_mode & 0o777 for file in backup.parent.iterdir()} == {0o600}


def test_a_database_with_tables_is_left_alone(backup, address):
    done = run("restore.sh", backup, database=address("kept"))

    assert done.returncode == 1
    assert "not empty" in done.stderr


def test_a_damaged_dump_is_not_restored(backup, address):
    with backup.open("r+b") as file:
        file.seek(200)
        file.write(b"damage")

    done = run("restore.sh", backup, database=address("restored"))

    assert done.returncode != 0
    with psycopg.connect(address("restored")) as connection:
        assert connection.execute("SELECT to_regclass('person')").fetchone() == (None,)


def test_a_backup_that_cannot_reach_the_database_fails_and_leaves_no_dump(tmp_path):
    heads = tmp_path / "heads.jsonl"
    heads.touch()

    done = run("backup.sh", tmp_path / "b", database="postgresql:///x?host=/nowhere", heads=heads)

    assert done.returncode != 0
    assert list((tmp_path / "b").glob("*.dump")) == []


def test_the_proxy_logs_no_path_and_no_query():
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    formats = [line for line in text.splitlines() if line.startswith("log_format")]

    assert formats == [
        (
            "log_format openpias "
            "'$time_iso8601 $request_method $status $body_bytes_sent $request_time';"
        )
    ]
    assert "$request " not in text
