"""Does one command keep every part up, and stop all of it without losing anything?"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from openpias.server.local import prepare
from openpias.server.local.postgres import Cluster

pytestmark = pytest.mark.slow
PATIENCE = 20.0
PLATFORM = Path(__file__).with_name("fake_platform.py")


class Platform:
    """A supervisor with fake parts, in a process of its own."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = home, port
        home.mkdir(mode=0o711, exist_ok=True)
        (home / "prepared").write_text(prepare.fingerprint())
        login = {"base_url": f"http://127.0.0.1:{port}", "username": "demo", "password": "x"}
        (home / "demo.json").write_text(json.dumps(login))
        self.output = home / "said"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, str(PLATFORM), str(port)],
                env={**os.environ, "OPENPIAS_HOME": str(home)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        return self.output.read_text()

    def web_pid(self) -> int | None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=2) as response:
                return int(response.read())
        except (urllib.error.URLError, OSError):
            return None

    def work_pid(self) -> int:
        text = (self.home / "work.pid").read_text()
        return int(text) if text.isdigit() else 0

    def database_pid(self) -> int:
        root = Path((self.home / "pg.location").read_text())
        return int((root / "data" / "postmaster.pid").read_text().split()[0])

    def count(self) -> int | None:
        try:
            with psycopg.connect(Cluster(self.home).dsn("postgres"), connect_timeout=2) as one:
                return one.execute("SELECT count(*) FROM kept").fetchone()[0]
        except psycopg.Error:
            return None

    def end(self, with_signal: signal.Signals = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        return self.process.wait(PATIENCE)


def until(is_so: Callable[[], object]) -> None:
    """Wait until something is so; fail when it takes too long."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="openpias-supervisor-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def platform(folder) -> Iterator[Platform]:
    """Run a platform; the home stays between tests, so that only the first makes a database."""
    platform = Platform(folder / "home", free_port())
    until(lambda: "Ctrl+C" in platform.said() or platform.process.poll() is not None)
    yield platform
    platform.end()


def test_it_says_where_it_answers_and_who_may_sign_in(platform):
    assert platform.said().splitlines() == [
        f"OpenPIAS answers at http://127.0.0.1:{platform.port}",
        "Demo login: demo / x",
        "Ctrl+C stops everything; data stays.",
    ]


def test_a_part_that_dies_comes_back(platform):
    before = platform.web_pid()

    os.kill(before, signal.SIGKILL)

    until(lambda: platform.web_pid() not in {None, before})
    assert "web ended; starting it again" in platform.said()


def test_a_killed_database_comes_back_with_what_was_committed(platform):
    with psycopg.connect(Cluster(platform.home).dsn("postgres"), autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS kept")
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 100)")
    before = platform.database_pid()

    os.kill(before, signal.SIGKILL)

    until(lambda: platform.count() == 100)
    assert platform.database_pid() != before
    assert "The database ended; starting it again." in platform.said()


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_being_asked_to_stop_stops_everything_in_order(platform, asked):
    until(lambda: (platform.home / "work.pid").exists() and platform.work_pid())
    pids = [platform.web_pid(), platform.database_pid()]

    assert platform.end(asked) == 0

    assert [is_alive(pid) for pid in pids] == [False, False]
    assert (platform.home / "work.pid").read_text() == "ended"


def test_nothing_outlives_a_supervisor_that_was_killed(platform):
    until(lambda: (platform.home / "work.pid").exists() and platform.work_pid())
    pids = [platform.web_pid(), platform.work_pid(), platform.database_pid()]

    platform.end(signal.SIGKILL)

    until(lambda: not any(is_alive(pid) for pid in pids))


def test_a_second_start_on_the_same_home_is_refused(platform, tmp_path):
    done = subprocess.run(
        [sys.executable, str(PLATFORM), str(free_port())],
        env={**os.environ, "OPENPIAS_HOME": str(platform.home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )

    assert done.returncode == 1
    assert f"already runs with the home {platform.home}" in done.stderr
    assert platform.web_pid() is not None


def test_a_taken_port_is_told_before_anything_is_made(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        other = Platform(tmp_path / "home", port)

        assert other.process.wait(PATIENCE) == 1
    assert f"Port {port} is in use. Choose another: PORT=" in other.said()
    assert not (other.home / "pg.location").exists()
