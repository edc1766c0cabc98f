"""How does a journey begin on a home that was prepared once for the whole test run?

A first start makes a cluster, its tables and the demonstration: some eight seconds of a processor.
`test_run` proves it, and begins from nothing; the others begin with a copy of what it makes.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from openpias.server.local.postgres import Cluster

# Set by the first process of a test run, and inherited by its workers.
FOLDER = "OPENPIAS_TESTS_PREPARED"
# Who runs, where the data lie, and what was said: not the same in a copy.
_OF_THE_FIRST = ("made", "lock", "pg.location", "log", "pg/run")
_FIRST_START = """
import sys
from pathlib import Path
from openpias.server.local import environment, supervisor
from openpias.server.local.postgres import Cluster
home = Path(sys.argv[1])
environment.ensure_secrets(home)
cluster = Cluster(home)
cluster.start()
try:
    supervisor.Supervisor(home, 1, print)._prepare(cluster)
finally:
    cluster.stop()
"""
_TABLES = """
import django; django.setup()
from django.core.management import call_command
for command in ("migrate", "load_nomenclatures", "load_houses"):
    call_command(command, verbosity=0)
"""


def folder() -> Path:
    """Return the folder of this test run, made where it is not there."""
    if FOLDER not in os.environ:
        made = Path(tempfile.mkdtemp(prefix="openpias-prepared-"))
        made.chmod(0o711)
        os.environ[FOLDER] = str(made)
    return Path(os.environ[FOLDER])


def first_start(home: Path) -> None:
    """Make a home that is like another after its first start, with the same secrets.

    Nothing is made where the database cannot lie in its home; the first start then prepares it.
    """
    _give(home, "first-start", _start)


def tables(home: Path) -> None:
    """Give a home a stopped database with tables, codes and houses, and nobody's account."""
    if not _give(home, "tables", _make_tables):
        _make_tables(home)


def _give(home: Path, name: str, make: Callable[[Path], None]) -> bool:
    """Copy what is made once; tell whether that was possible."""
    first = folder() / name
    with _alone(name):
        if not (first / "made").exists():
            _remove(first)
            first.mkdir(mode=0o711)
            make(first)
            (first / "made").touch()
    if not (first / "pg").is_dir():
        return False
    home.mkdir(mode=0o711, exist_ok=True)
    subprocess.run(["/bin/cp", "-a", *first.iterdir(), home], check=True)
    for each in _OF_THE_FIRST:
        _remove(home / each)
    return True


def _start(home: Path) -> None:
    foreign = ("OPENPIAS_", "DATABASE_", "DJANGO_")
    env = {name: text for name, text in os.environ.items() if not name.startswith(foreign)}
    command = [sys.executable, "-c", _FIRST_START, str(home)]
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)


def _make_tables(home: Path) -> None:
    cluster = Cluster(home)
    cluster.start()
    try:
        cluster.create_database("openpias")
        env = {**os.environ, "OPENPIAS_HOME": str(home), "DATABASE_URL": cluster.dsn()}
        subprocess.run([sys.executable, "-c", _TABLES], env=env, check=True, capture_output=True)
    finally:
        cluster.stop()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def _alone(name: str) -> Iterator[None]:
    with (folder() / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
