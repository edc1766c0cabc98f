"""How do fault tests run real parts that they may kill?"""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys import prepared

from openpias.server.local.postgres import Cluster

USERS = {"bench-1": "90000001", "bench-2": "90000002"}
PASSWORD = "an-invented-password"
_PREPARE = """
import django; django.setup()
from openpias.server.platform.accounts.models import Account
for username, (provider, roles) in {users!r}.items():
    Account.objects.create_account(
        username, {password!r}, display_name="Recepție", provider_code=provider,
        provider_name="Clinica", house_code="CAS-SV", house_name="Casa", roles=roles)
"""


@dataclass
class Platform:
    """A database and a web server of a home of their own, which goes when they stop.

    `settings` are variables of their environment only; those of the test run stay as they are.
    """

    name: str
    settings: dict[str, str] = field(default_factory=dict)
    home: Path = field(init=False)
    cluster: Cluster = field(init=False)
    web: subprocess.Popen | None = None
    port: int = 0

    def __post_init__(self):
        # Not a folder of pytest's: those are closed to the account of the database.
        self.home = Path(tempfile.mkdtemp(prefix=f"openpias-{self.name}-"))
        self.home.chmod(0o711)
        self.cluster = Cluster(self.home)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def prepare(self, **roles):
        """Make the database with its codes and two clerks; `roles` makes further accounts."""
        prepared.tables(self.home)
        self.cluster.start()
        users = {username: (provider, ["clerk"]) for username, provider in USERS.items()}
        users |= {username: ("90000009", given) for username, given in roles.items()}
        self._python("-c", _PREPARE.format(users=users, password=PASSWORD))

    def start_web(self):
        """Start two workers and wait until they answer."""
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--workers", "2", "--blocking-threads", "4"]
        command += ["--no-ws", "--log-level", "error", "openpias.server.config.wsgi:application"]
        with (self.home / "web.log").open("ab") as log:
            self.web = subprocess.Popen(
                command, env=self._env(), stdout=log, stderr=log, start_new_session=True
            )
        self.wait_for_health()

    def wait_for_health(self):
        """Wait until database and web server answer."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                if self.call("GET", "/health").status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.2)
        raise AssertionError((self.home / "web.log").read_text()[-2000:])

    def kill_web(self):
        """End server and workers without a word."""
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()

    def kill_database(self):
        """End the postmaster without a word."""
        os.kill(self.cluster.pid, signal.SIGKILL)

    def stop(self):
        """End everything that was started."""
        if self.web is not None and self.web.poll() is None:
            self.kill_web()
        self.cluster.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def call(self, method, path, *, body=None, headers=None):
        """Send one call on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            content = None if body is None else json.dumps(body).encode()
            connection.request(method, path, body=content, headers=headers or {})
            response = connection.getresponse()
            response.content = response.read()
        except http.client.HTTPException as error:
            raise ConnectionError from error
        else:
            return response
        finally:
            connection.close()

    def start(self, *arguments):
        """Start a Python program on this home; the caller waits for its end."""
        return subprocess.Popen([sys.executable, *arguments], env=self._env())

    def _python(self, *arguments):
        command = [sys.executable, *arguments]
        subprocess.run(command, env=self._env(), check=True, capture_output=True)

    def _env(self):
        ours = {"OPENPIAS_HOME": str(self.home), "DATABASE_URL": self.cluster.dsn()}
        return {**os.environ, **ours, **self.settings}
