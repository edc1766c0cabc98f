"""Is an envelope opened in a process without secrets, within its memory, and without harm to the next?"""

import base64
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

import pytest
from tests.factories import pki, reports
from tests.factories.reports import NOW

from openpias.server.reporting.operations import opening, opening_process

pytestmark = pytest.mark.slow

MIB = 1024 * 1024


@pytest.fixture(scope="module")
def party():
    return pki.certificate(ca=pki.authority(moment=NOW), moment=NOW)


def sealed(party, number: int = 1) -> bytes:
    return reports.sealed(f"<?xml version='1.0'?><r n='{number}'/>".encode(), party).encode()


def content_of(text: bytes) -> bytes | str:
    with opening.opened([text], prefix="CLIN") as found:
        return found if isinstance(found, str) else found.content.read()


def bomb(size: int) -> bytes:
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(str(reports.name()), bytes(size))
    return base64.b64encode(octets.getvalue())


def is_there(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(condition, *, seconds=20) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def test_one_process_opens_envelope_after_envelope_and_knows_no_secret(party, monkeypatch):
    monkeypatch.setenv("OPENPIAS_SECRET_KEY", "secret-of-this-process")
    assert content_of(sealed(party, 1)).endswith(b"<r n='1'/>")
    first = opening_process.pid()
    assert content_of(sealed(party, 2)).endswith(b"<r n='2'/>")

    assert opening_process.pid() == first
    environment = Path(f"/proc/{first}/environ").read_bytes().split(b"\0")
    names = {each.partition(b"=")[0].decode() for each in environment if each}
    assert names <= {"PATH", "PYTHONPATH", "HOME", "MALLOC_ARENA_MAX", "PYTHONDONTWRITEBYTECODE"}
    open_files = {str(each.readlink()) for each in Path(f"/proc/{first}/fd").iterdir()}
    assert all(each == "/dev/null" or each.startswith("socket:") for each in open_files), open_files


def test_a_bomb_is_refused_by_the_limit_and_by_the_kernel(party, settings):
    settings.REPORT_UNPACKED_BYTES = MIB
    assert content_of(bomb(8 * MIB)) == "envelope-too-large"
    settings.REPORT_UNPACKED_BYTES = 256 * MIB
    assert content_of(bomb(8 * MIB)) == "signature-unreadable"

    assert content_of(sealed(party)).startswith(b"<?xml")


BOUNDED = """
import os, sys
from openpias.server.reporting.operations import opening_worker
def greedy(text, *, prefix, largest):
    held = []
    try:
        while True:
            held.append(bytes(1024 * 1024))
    finally:
        os.write(2, str(len(held)).encode())
opening_worker.envelopes.open_signed = greedy
opening_worker.main(0, int(sys.argv[1]), 1, prefix="CLIN", largest=268435456)
"""


def worker(program: str, text: bytes, content) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", program, str(content.fileno())],
        input=text,
        capture_output=True,
        pass_fds=(content.fileno(),),
        check=True,
    )


def test_whoever_takes_more_than_eight_times_gets_no_more_from_the_kernel(tmp_path):
    text = bomb(16 * MIB)
    with (tmp_path / "content").open("wb") as content:
        done = worker(BOUNDED, text, content)

    assert json.loads(done.stdout) == {"refusal": "envelope-too-large"}
    assert 128 <= int(done.stderr) <= 8 * 16 + 64


NO_LIMITS = """
import resource, sys
def forbidden(*_):
    raise PermissionError
resource.prlimit = forbidden
from openpias.server.reporting.operations import opening_worker
opening_worker.TIMES, opening_worker._ROOM = 0, 1
opening_worker.main(0, int(sys.argv[1]), 1, prefix="CLIN", largest=268435456)
"""


def test_where_no_limit_can_be_set_memory_is_measured(tmp_path):
    with (tmp_path / "content").open("wb") as content:
        done = worker(NO_LIMITS, bomb(200 * MIB), content)

    assert json.loads(done.stdout) == {"refusal": "envelope-too-large"}


def test_a_child_that_breaks_breaks_no_other(party):
    before = opening_process.pid()
    with (
        tempfile.TemporaryFile() as text,
        tempfile.TemporaryFile() as content,
        pytest.raises(opening_process.Unanswered),
    ):
        opening_process.ask(text, content, prefix="CLIN", largest="no number")

    assert content_of(sealed(party)).startswith(b"<?xml")
    assert opening_process.pid() == before


def test_a_process_that_was_killed_is_begun_again_and_signals_to_the_group_are_not_its(party):
    before = opening_process.pid()
    assert content_of(sealed(party)).startswith(b"<?xml")  # it is ready
    os.kill(before, signal.SIGTERM)
    assert content_of(sealed(party)).startswith(b"<?xml")
    assert opening_process.pid() == before

    os.kill(before, signal.SIGKILL)
    assert content_of(sealed(party)).startswith(b"<?xml")
    assert opening_process.pid() != before


def test_threads_ask_at_the_same_time_and_each_gets_its_own(party):
    texts = [sealed(party, number) for number in range(6)]
    found: dict[int, bytes | str] = {}
    together = threading.Barrier(len(texts))

    def work(number: int) -> None:
        together.wait()
        found[number] = content_of(texts[number])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(texts))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert [found[number][-8:] for number in range(6)] == [b" n='%d'/>" % n for n in range(6)]


ASKER = """
import sys, time
from openpias.server.reporting.operations import opening_process
print(opening_process.pid(), flush=True)
time.sleep(60)
"""


def test_it_ends_with_the_process_that_began_it():
    asker = subprocess.Popen([sys.executable, "-c", ASKER], stdout=subprocess.PIPE)
    began = int(asker.stdout.readline())
    assert is_there(began)
    asker.kill()
    asker.wait()
    asker.stdout.close()

    assert until(lambda: not is_there(began))
