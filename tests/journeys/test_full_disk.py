"""Does a full disk refuse readably, lose nothing, and pass by itself once there is room again?

A small file system of memory is mounted for it, which only root may do.
"""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from tests.factories import calls

LETTERS = "bcdfghklmnprstvz"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a small disk"),
]


@pytest.fixture(scope="module")
def disk():
    """Mount 400 MB of memory where the account of the database can reach it too."""
    folder = Path(tempfile.mkdtemp(prefix="openpias-disk-"))
    folder.chmod(0o711)
    mounted = subprocess.run(
        ["/usr/bin/mount", "-t", "tmpfs", "-o", "size=400m,mode=0711", "tmpfs", folder],
        check=False,
        capture_output=True,
    )
    if mounted.returncode != 0:
        folder.rmdir()
        pytest.skip("this machine mounts no file system for tests")
    yield folder
    subprocess.run(["/usr/bin/umount", "-l", folder], check=True)
    folder.rmdir()


class Running:
    """The whole platform, started as a user starts it."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        settings = {"OPENPIAS_HOME": str(home), "PORT": str(self.port)}
        inherited = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("OPENPIAS_", "DATABASE_", "DJANGO_"))
        }
        command = [str(Path(sys.executable).with_name("openpias")), "run"]
        with (home.parent / "run.log").open("wb") as log:
            self.process = subprocess.Popen(
                command, env={**inherited, **settings}, stdout=log, stderr=subprocess.STDOUT
            )
        self.home = home

    def get(self, path: str) -> tuple[int, bytes]:
        """Return status and body of a page."""
        return self._open(urllib.request.Request(f"http://127.0.0.1:{self.port}{path}"))

    def register(self, number: int) -> tuple[int, dict]:
        """Register somebody who resembles nobody."""
        chance = random.Random(number)
        name = "".join(chance.choice(LETTERS) + chance.choice("aeiou") for _ in range(6))
        person = calls.registration(
            surname=name.capitalize(),
            given_name=name[::-1],
            birth_date=f"{chance.randrange(1940, 2020)}-0{chance.randrange(1, 10)}-1{number % 10}",
            documents=[{"type": "PASSPORT", "number": f"D{chance.randrange(10**8):08}"}],
        )
        password = json.loads((self.home / "demo.json").read_text())["password"]
        headers = {**calls.login("demo", password), "Content-Type": "application/json"}
        address = f"http://127.0.0.1:{self.port}{calls.NUMBERS}"
        body = json.dumps(person).encode()
        status, content = self._open(urllib.request.Request(address, data=body, headers=headers))
        return status, json.loads(content)

    def wait(self) -> None:
        """Wait until the platform answers."""
        until = time.monotonic() + 90
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                if self.get("/health")[0] == 200 and (self.home / "demo.json").exists():
                    return
            time.sleep(0.3)
        raise AssertionError((self.home.parent / "run.log").read_text()[-2000:])

    def stop(self) -> None:
        """Press Ctrl+C."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=60)

    def _open(self, request) -> tuple[int, bytes]:
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


@pytest.fixture
def running(disk):
    platform = Running(disk / "home")
    try:
        platform.wait()
        yield platform
    finally:
        platform.stop()


def fill(file: Path) -> None:
    """Write until there is no room left."""
    with file.open("wb", buffering=0) as output:
        for size in (1_048_576, 4096, 1):
            with contextlib.suppress(OSError):
                while output.write(b"\0" * size) == size:
                    pass


def test_a_full_disk_is_told_and_passes_by_itself(running, disk):
    assert running.register(0)[0] == 201
    fill(disk / "filling")

    answers = [running.register(number) for number in range(1, 200)]

    refused = [body for status, body in answers if status == 503]
    assert {status for status, _ in answers} <= {201, 503}
    assert refused
    assert {body["type"] for body in refused} == {"urn:openpias:problem:database-unavailable"}
    assert running.get("/autentificare")[0] in {200, 503}

    (disk / "filling").unlink()
    until = time.monotonic() + 60
    while running.register(999)[0] not in {200, 201} and time.monotonic() < until:
        time.sleep(1)
    # Who was told a number has it still; who was refused gets one now.
    for number, (status, body) in enumerate(answers[:20], 1):
        again = running.register(number)
        assert again[0] in {200, 201}
        if status == 201:
            assert again[1]["number"] == body["number"]
