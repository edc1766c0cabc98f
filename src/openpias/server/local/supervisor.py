"""How do database, web server and background work start, stay up and stop together?"""

import contextlib
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from openpias.server.local import environment, prepare, processes
from openpias.server.local.door import Door
from openpias.server.local.front import FrontError
from openpias.server.local.postgres import Cluster

STOP_SECONDS = 15.0
HEALTH_SECONDS = 60.0
_SHORTEST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_STEADY_SECONDS = 60.0


class StartError(Exception):
    """The platform could not start; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A process that is kept alive."""

    name: str
    command: Sequence[str]


@dataclass(slots=True)
class _Kept:
    part: Part
    process: "subprocess.Popen[bytes]"
    pause: float = _SHORTEST_PAUSE
    again_at: float | None = None
    started: float = field(default_factory=time.monotonic)


def parts(port: int) -> list[Part]:
    """Return the processes beside the database."""
    web = [sys.executable, "-m", "granian", "--interface", "wsgi"]
    web += ["--host", "127.0.0.1", "--port", str(port)]
    web += ["--workers", os.environ.get("OPENPIAS_WEB_WORKERS", "2")]
    web += ["--blocking-threads", os.environ.get("OPENPIAS_WEB_THREADS", "2")]
    # It ends a worker that hangs itself: killed at STOP_SECONDS, it would leave its workers behind.
    web += ["--workers-kill-timeout", "10"]
    web += ["--no-ws", "--log-level", "warning", "openpias.server.config.wsgi:application"]
    background = [sys.executable, "-m", "django", "background"]
    return [
        Part(name="web", command=web),
        Part(name="background", command=background),
        Part(name="mail-in", command=[sys.executable, "-m", "django", "mail_in"]),
        Part(name="mail-read", command=[sys.executable, "-m", "django", "mail_read"]),
    ]


@dataclass(slots=True)
class Supervisor:
    """Runs one home until it is asked to stop."""

    home: Path
    port: int
    say: Callable[[str], None]
    make_parts: Callable[[int], list[Part]] = parts
    door: Door | None = None
    _stopping: int = 0
    _kept: list[_Kept] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Return where the portal answers."""
        return f"http://127.0.0.1:{self.port}"

    def run(self) -> None:
        """Start everything, watch it, and stop it in order; raises StartError and PostgresError."""
        self.home.mkdir(mode=0o711, parents=True, exist_ok=True)
        with _only_one(self.home), self._signals():
            _refuse_taken(self.port)
            environment.ensure_secrets(self.home)
            beside = self._door_parts()
            cluster = Cluster(self.home)
            try:
                cluster.start()
                self._prepare(cluster)
                self._start(cluster, beside)
                self._greet()
                while not self._stopping:
                    self._watch(cluster)
                    time.sleep(0.2)
            finally:
                self._stop(cluster)

    def _door_parts(self) -> list[Part]:
        """Return what stands beside the portal; raises StartError where it cannot."""
        if self.door is None:
            return []
        try:
            commands = self.door.commands()
        except FrontError as error:
            raise StartError(str(error)) from None
        return [Part(name=name, command=command) for name, command in commands.items()]

    def _environment(self, cluster: Cluster) -> dict[str, str]:
        env = environment.environment(cluster)
        if self.door is not None:
            return {**env, **self.door.settings()}
        env.setdefault("OPENPIAS_PUBLIC_URL", self.address)
        return env

    def _prepare(self, cluster: Cluster) -> None:
        if prepare.is_prepared(self.home):
            self._note_address()
            return
        cluster.create_database("openpias")
        env = environment.environment(cluster)
        command = [sys.executable, "-m", "openpias.server.local.prepare", self.address]
        if subprocess.run(command, env=env, check=False).returncode != 0:
            raise StartError("The tables could not be prepared; the lines above say why.")
        # Cards for trainers: the portal serves without them, so a failure is told and no more.
        cards = [sys.executable, "-m", "openpias.cli", "cards", "demo"]
        if subprocess.run(cards, env=env, check=False).returncode != 0:
            self.say("The demonstration's cards were not made; the lines above say why.")

    def _note_address(self) -> None:
        content = environment.demo_login(self.home)
        if content["base_url"] != self.address:
            content["base_url"] = self.address
            (self.home / "demo.json").write_text(json.dumps(content, indent=1), encoding="utf-8")

    def _start(self, cluster: Cluster, beside: list[Part]) -> None:
        env = self._environment(cluster)
        if self.door is not None:
            self.door.enrol(env)
        for part in [*self.make_parts(self.port), *beside]:
            self._kept.append(_Kept(part, self._launch(part, env)))

    def _launch(self, part: Part, env: Mapping[str, str]) -> "subprocess.Popen[bytes]":
        log = self.home / "log" / f"{part.name}.log"
        return processes.start(part.command, env=env, log=log)

    def _greet(self) -> None:
        deadline = time.monotonic() + HEALTH_SECONDS
        while not self._stopping and not _answers(f"{self.address}/health"):
            if time.monotonic() > deadline:
                log = self.home / "log" / "web.log"
                raise StartError(f"The web server does not answer; {log} says why.")
            time.sleep(0.05)
        if self._stopping:
            return
        login = environment.demo_login(self.home)
        self.say(f"OpenPIAS answers at {self.address}")
        self.say(f"Demo login: {login['username']} / {login['password']}")
        for line in self.door.welcome() if self.door is not None else ():
            self.say(line)
        self.say("Ctrl+C stops everything; data stays.")

    def _watch(self, cluster: Cluster) -> None:
        if not cluster.is_running():
            self.say("The database ended; starting it again.")
            cluster.start()
        env = self._environment(cluster)
        for kept in self._kept:
            self._revive(kept, env)

    def _revive(self, kept: _Kept, env: Mapping[str, str]) -> None:
        now = time.monotonic()
        if kept.process.poll() is None:
            return
        if kept.again_at is None:
            if now - kept.started > _STEADY_SECONDS:
                # What ran for long did not fail at its start: the pauses begin anew.
                kept.pause = _SHORTEST_PAUSE
            self.say(f"{kept.part.name} ended; starting it again in {kept.pause:g} s.")
            kept.again_at = now + kept.pause
            kept.pause = min(kept.pause * 2, _LONGEST_PAUSE)
        elif now >= kept.again_at:
            kept.process, kept.again_at = self._launch(kept.part, env), None
            kept.started = now

    def _stop(self, cluster: Cluster) -> None:
        seconds = STOP_SECONDS if self._stopping < 2 else 1.0
        for kept in self._kept:
            if kept.process.poll() is None:
                kept.process.terminate()
        for kept in self._kept:
            processes.stop(kept.process, seconds=seconds)
        cluster.stop()

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        def ask(_signal: int, _frame: FrameType | None) -> None:
            self._stopping += 1

        before = {each: signal.signal(each, ask) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


@contextlib.contextmanager
def _only_one(home: Path) -> Iterator[None]:
    """Hold the home's lock; the kernel releases it however we end."""
    with (home / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StartError(f"OpenPIAS already runs with the home {home}.") from None
        yield


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise StartError(f"Port {port} is in use. Choose another: PORT=8001 make run") from None


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as response:  # noqa: S310 - our own address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
