"""How does a test run what an operator installs, in the production profile, with the rights of the service?"""

import contextlib
import http.client
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

import openpias
from openpias.server.local.accounts import database_account
from openpias.server.local.postgres import Cluster

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
KEYS = ROOT / "docs" / "operations" / "keys.md"
HOST = "pias.example"
INSTALLED, ETC, STATE = "/opt/openpias/.venv", "/etc/openpias", "/var/lib/openpias"
# Two seconds where nothing else runs.
STOP_SECONDS = 8.0
RUN = "/run/openpias"
_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


def directives(unit: str) -> dict[str, list[str]]:
    """Return what a unit says, each directive with its values in their order."""
    text = (DEPLOY / unit).read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, is_one, value = line.partition("=")
        if is_one and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def lines_of_keys() -> str:
    """Return the commands with which docs/operations/keys.md makes the keys."""
    text = KEYS.read_text(encoding="utf-8")
    section = re.search(r"^## Make them\n(.*?)^## ", text, re.MULTILINE | re.DOTALL)
    block = re.search(r"(?:^    .*\n)+", section[1], re.MULTILINE)
    return "\n".join(line.strip() for line in block[0].splitlines())


def interpreter() -> str | None:
    """Return a Python of our version that the service's account can run; None where there is none."""
    account = database_account()
    options = account.popen_options() if account else {}
    for python in (sys._base_executable, f"/usr/bin/python{_VERSION}"):
        with contextlib.suppress(OSError):
            done = subprocess.run([python, "-c", ""], check=False, cwd="/", **options)
            if done.returncode == 0:
                return python
    return None


class Installation:
    """The folders of docs/operations/running.md below a scratch folder, and a real PostgreSQL."""

    def __init__(self) -> None:
        self.account = database_account()
        self.home = Path(tempfile.mkdtemp(prefix="openpias-units-"))
        self.home.chmod(0o755)
        self.places = {place: self.home / place[1:] for place in (INSTALLED, ETC, STATE, RUN)}
        self.cluster = Cluster(self.home / "database")
        self.processes: list[subprocess.Popen] = []
        self.port = _free_port()

    def install(self, python: str) -> None:
        """Make programs, folders, keys and environment, as the operator's documents say."""
        self.cluster.start()
        self.cluster.create_database("openpias")
        self._programs(python)
        etc, state = self.places[ETC], self.places[STATE]
        for folder in (etc, state, etc / "trust" / "anchors", etc / "trust" / "intermediates"):
            folder.mkdir(mode=0o755, parents=True)
        # As systemd makes them.
        self.places[RUN].mkdir(mode=0o750, parents=True)
        state.chmod(0o700)
        for folder in (state, self.places[RUN]):
            self._give(folder)
        subprocess.run(["/bin/sh", "-ec", lines_of_keys()], cwd=etc, check=True)
        secrets = etc / "secrets"
        for path in (secrets, *secrets.rglob("*")):
            self._give(path)
            # The service reads its keys and never writes them.
            path.chmod(0o500 if path.is_dir() else 0o400)
        # Nothing is looked up outside this machine.
        text = (DEPLOY / "environment").read_text(encoding="utf-8").replace(HOST, "localhost")
        text = self.moved(text)
        address = "postgresql://openpias@/openpias?host=/run/postgresql"
        assert address in text
        (etc / "environment").write_text(text.replace(address, self.cluster.dsn()))

    def moved(self, text: str) -> str:
        """Return a text of the operator's with our folders in place of the real ones."""
        for place, here in self.places.items():
            text = text.replace(place, str(here))
        return text

    def environment(self) -> dict[str, str]:
        """Return the environment of a unit: systemd passes on nothing of its own but a few."""
        said = directives("openpias-web.service")
        file = Path(self.moved(said["EnvironmentFile"][0]))
        lines = [*said["Environment"], *file.read_text().splitlines()]
        pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
        return {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"} | {
            name: value for name, _, value in pairs
        }

    def command(self, unit: str) -> list[str]:
        """Return the command of a unit, on a port that is free."""
        return self.on_our_port(shlex.split(self.moved(directives(unit)["ExecStart"][0])))

    @property
    def web_socket(self) -> Path:
        """Return where the web server of the units listens."""
        return self.places[RUN] / "web.sock"

    def on_our_port(self, command: list[str]) -> list[str]:
        """Return a command that listens on loopback, where nobody else does."""
        ours = {"--port": str(self.port), "--host": "127.0.0.1"}
        before = [None, *command]
        return [ours.get(option, word) for option, word in zip(before, command, strict=False)]

    def run(self, command: list[str], **more) -> subprocess.CompletedProcess:
        """Run a command to its end with the rights and the environment of the service."""
        return subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=300, **self._options(more)
        )

    def start(self, command: list[str], **more) -> subprocess.Popen:
        """Start a command that goes on; it is ended with the installation."""
        with (self.home / f"{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                command, stdout=log, stderr=log, start_new_session=True, **self._options(more)
            )
        self.processes.append(process)
        return process

    def health(self) -> dict:
        """Ask the web server until it answers, by its socket where it has one."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            with contextlib.closing(connection), contextlib.suppress(OSError):
                if self.web_socket.exists():
                    connection.sock = socket.socket(socket.AF_UNIX)
                    connection.sock.settimeout(10)
                    connection.sock.connect(str(self.web_socket))
                connection.request("GET", "/health", headers={"Host": "localhost"})
                response = connection.getresponse()
                return {"http": response.status, **json.loads(response.read())}
            time.sleep(0.2)
        raise AssertionError(self.logs())

    def account_that_owns_nothing(self) -> dict[str, str]:
        """Make the account with which the services work, and return how they reach it."""
        with (
            contextlib.suppress(psycopg.errors.DuplicateObject),
            psycopg.connect(self.cluster.dsn(), autocommit=True) as connection,
        ):
            connection.execute("CREATE ROLE openpias_work LOGIN PASSWORD 'work-alone'")
        said = {**conninfo_to_dict(self.cluster.dsn()), "user": "openpias_work"}
        return {"DATABASE_URL": make_conninfo("", **{**said, "password": "work-alone"})}

    def logs(self) -> str:
        """Return what the parts said."""
        return "\n".join(file.read_text()[-2000:] for file in sorted(self.home.glob("*.log")))

    def stop(self) -> None:
        """End what was started, in order; a part that is idle and does not end is a defect."""
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        late = []
        until = time.monotonic() + STOP_SECONDS
        for process in self.processes:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                late.append(process.args)
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.processes.clear()
        assert late == []

    def end(self) -> None:
        """End everything, and remove the folders."""
        try:
            self.stop()
        finally:
            self.cluster.stop()
            shutil.rmtree(self.home, ignore_errors=True)

    def _options(self, more: dict) -> dict:
        rights = self.account.popen_options() if self.account else {}
        said = directives("openpias-web.service")
        environment = {**self.environment(), **more.pop("env", {})}
        folder = Path(self.moved(said["WorkingDirectory"][0]))
        return {
            "env": environment,
            "cwd": folder,
            "umask": int(said["UMask"][0], 8),
            **rights,
            **more,
        }

    def _programs(self, python: str) -> None:
        """Make a virtual environment that reads the packages of ours, with the two commands."""
        folder = self.places[INSTALLED]
        subprocess.run([python, "-m", "venv", "--without-pip", folder], check=True)
        packages = folder / "lib" / f"python{_VERSION}" / "site-packages"
        paths = [Path(openpias.__file__).parents[1], sysconfig.get_paths()["purelib"]]
        (packages / "ours.pth").write_text("\n".join(str(each) for each in paths))
        for name, entry in {
            "granian": "granian.cli:entrypoint",
            "openpias": "openpias.cli:main",
        }.items():
            module, _, function = entry.partition(":")
            script = folder / "bin" / name
            script.write_text(
                f"#!{folder}/bin/python\nimport sys\nfrom {module} import {function}\n"
                f"sys.exit({function}())\n"
            )
            script.chmod(0o755)

    def _give(self, path: Path) -> None:
        if self.account:
            self.account.own(path)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
