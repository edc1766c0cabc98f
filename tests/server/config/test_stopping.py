"""Does a web worker end that is asked to before it has loaded?"""

import os
import signal
import subprocess
import sys
import time

import pytest

# Without Django, and never ready: what a worker does while it loads, for as long as the test needs.
LOADING = """
import os, pathlib, signal, time
from openpias.server.config import stopping
{before}
stopping.end_when_asked()
pathlib.Path("loading").touch()
time.sleep(60)
"""


@pytest.fixture
def start(tmp_path):
    """Start the web server with one worker that says in a file when it loads."""
    started = []

    def starting(before=""):
        (tmp_path / "never_ready.py").write_text(LOADING.format(before=before))
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        command += ["--port", "0", "--log-level", "error", "never_ready:application"]
        started.append(subprocess.Popen(command, cwd=tmp_path, start_new_session=True))
        return started[0]

    yield starting
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def test_a_worker_that_loads_ends_when_it_is_asked(start, tmp_path):
    main = start()
    until = time.monotonic() + 20
    while not (tmp_path / "loading").exists():
        assert time.monotonic() < until
        time.sleep(0.02)

    main.send_signal(signal.SIGTERM)

    assert main.wait(5) == 0


def test_a_worker_that_was_asked_before_ends_too(start, tmp_path):
    main = start(before="os.kill(os.getpid(), signal.SIGTERM)")

    # Nobody asked the main process: it says that its worker is gone.
    assert main.wait(20) == 1
    assert not (tmp_path / "loading").exists()


def test_a_process_that_is_no_worker_keeps_its_handlers():
    from openpias.server.config import stopping

    before = [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)]

    stopping.end_when_asked()

    assert [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)] == before
