"""Is the database on one machine private, durable and patient?"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from openpias.server.local.postgres import Cluster, PostgresError, binary

pytestmark = pytest.mark.slow
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another user")


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """Return a home with blanks and letters of ours, and a path too long for a socket."""
    top = Path(tempfile.mkdtemp(prefix="openpias-local-"))
    top.chmod(0o711)
    home = top / "Cabinet nr. 1 – Țăndărei" / ("a very long folder name " * 4).strip() / "home"
    home.parent.mkdir(parents=True)
    yield home
    _remove(home)
    shutil.rmtree(top, ignore_errors=True)


@pytest.fixture(scope="module")
def cluster(home) -> Iterator[Cluster]:
    """Run one PostgreSQL for this file; tests that end it start it again."""
    cluster = Cluster(home)
    cluster.start()
    cluster.create_database("openpias")
    yield cluster
    cluster.stop()


def _remove(home: Path) -> None:
    """Remove what a closed or long home keeps outside of itself."""
    note = home / "pg.location"
    root = Path(note.read_text(encoding="utf-8")) if note.exists() else home / "pg"
    shutil.rmtree(root, ignore_errors=True)


def answer(cluster: Cluster, statement: str):
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        return connection.execute(statement).fetchone()[0]


def folder_of(cluster: Cluster) -> Path:
    return Path(psycopg.conninfo.conninfo_to_dict(cluster.dsn())["host"])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("data_checksums", "on"),
        ("listen_addresses", ""),
        ("password_encryption", "scram-sha-256"),
        ("log_statement", "none"),
        ("log_parameter_max_length", "0"),
        ("log_parameter_max_length_on_error", "0"),
        ("log_min_error_statement", "panic"),
    ],
)
def test_nothing_that_is_committed_or_private_is_traded_for_speed(cluster, name, value):
    assert answer(cluster, f"SHOW {name}") == value


def test_socket_data_and_password_are_closed_to_others(cluster, home):
    data = Path(answer(cluster, "SHOW data_directory"))

    modes = {path: path.stat().st_mode & 0o777 for path in (folder_of(cluster), data)}

    assert set(modes.values()) == {0o700}
    assert (home / "secrets").stat().st_mode & 0o777 == 0o700
    assert (home / "secrets" / "database_password").stat().st_mode & 0o777 == 0o600


def test_nobody_is_trusted_without_a_password(cluster):
    rules = Path(answer(cluster, "SHOW hba_file")).read_text(encoding="utf-8").splitlines()
    methods = {line.split()[-1] for line in rules if line.strip() and not line.startswith("#")}

    assert methods == {"scram-sha-256"}
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=str(folder_of(cluster)), user="openpias", dbname="postgres")


@AS_ROOT
@pytest.mark.parametrize("name", ["nobody", "openpias"])
def test_another_account_does_not_get_in_without_the_password(cluster, name):
    command = [
        str(binary("psql")),
        f"--host={folder_of(cluster)}",
        "--username=openpias",
        "--no-password",
        "--command=SELECT 1",
        "postgres",
    ]

    done = subprocess.run(
        ["/usr/bin/setpriv", f"--reuid={name}", f"--regid={name}", "--clear-groups", *command],
        capture_output=True,
        check=False,
        env={"LC_ALL": "C", "HOME": "/nonexistent"},
    )

    assert done.returncode != 0


@AS_ROOT
def test_as_root_it_runs_under_an_account_of_its_own(cluster):
    assert Path(f"/proc/{cluster.pid}").stat().st_uid != 0


def test_what_was_committed_survives_a_kill(cluster):
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (id int)")
        connection.execute("INSERT INTO kept SELECT generate_series(1, 1000)")
        os.kill(cluster.pid, signal.SIGKILL)

    cluster.start()

    assert answer(cluster, "SELECT count(*) FROM kept") == 1000


def test_stop_and_start_keep_the_data_and_stop_is_harmless_twice(cluster, home):
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        connection.execute("CREATE TABLE stays (id int)")
        connection.execute("INSERT INTO stays VALUES (7)")
        cluster.stop()
    cluster.stop()
    assert not cluster.is_running()
    again = Cluster(home)

    again.start()

    try:
        assert answer(again, "SELECT id FROM stays") == 7
    finally:
        again.stop()
        cluster.start()


def test_a_server_that_outlived_its_supervisor_is_replaced(cluster, home):
    # A second object stands for a new supervisor: it knows the home, not the process.
    before = cluster.pid
    again = Cluster(home)

    again.start()

    try:
        assert not cluster.is_running()
        assert again.pid not in {None, before}
        assert answer(again, "SELECT 1") == 1
    finally:
        again.stop()
        cluster.start()


def test_a_database_is_created_once(cluster):
    cluster.create_database("openpias")

    assert answer(cluster, "SELECT count(*) FROM pg_database WHERE datname = 'openpias'") == 1


def test_data_of_another_version_are_told_and_left_alone(tmp_path):
    home = tmp_path / "old"
    data = home / "pg" / "data"
    data.mkdir(parents=True)
    (home / "pg.location").write_text(str(home / "pg"))
    (data / "PG_VERSION").write_text("12\n")

    with pytest.raises(PostgresError, match=r"PostgreSQL 12.*backup\.md"):
        Cluster(home).start()

    assert [file.name for file in data.iterdir()] == ["PG_VERSION"]


def test_a_socket_folder_of_somebody_else_is_refused(tmp_path):
    cluster = Cluster(tmp_path / "home")
    root = cluster._root()
    (root / "run").mkdir(mode=0o755)
    (root / "run").chmod(0o755)

    try:
        with pytest.raises(PostgresError, match="not ours alone"):
            cluster.dsn()
    finally:
        shutil.rmtree(root, ignore_errors=True)


@AS_ROOT
def test_a_home_below_a_closed_folder_stays_closed_and_still_works(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    cluster = Cluster(closed / "home")

    try:
        cluster.start()

        assert answer_of(cluster) == 1
        assert closed.stat().st_mode & 0o777 == 0o700
    finally:
        cluster.stop()
        _remove(cluster.home)


def answer_of(cluster: Cluster) -> int:
    with psycopg.connect(cluster.dsn("postgres")) as connection:
        return connection.execute("SELECT 1").fetchone()[0]
